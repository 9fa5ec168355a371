"""python -m umay.cooperation.accords.scheduling question.json: the dates, or the clash, as JSON. Ends with 0, 1 (clash) or 2 (bad question)."""

import sys
from pathlib import Path

from .asking import BadQuestion
from .planning import Clash, plan
from .programme import GaveUp
from .reading import question_of, told


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        answer = plan(question_of(Path(arguments[0]).read_text(encoding="utf-8")))
    except (BadQuestion, GaveUp, OSError) as fault:
        print(str(fault) or "gave up", file=sys.stderr)
        return 2
    print(told(answer))
    return int(isinstance(answer, Clash))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
