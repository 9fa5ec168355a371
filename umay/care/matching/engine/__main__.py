"""python -m umay.care.matching.engine INSTANCE.json [GROUP]: check a file, and rank the families for one of its groups.

Prints the order in which groups are helped, or the ranking of GROUP, as JSON. Exit 0;
2 with one line per fault for bad input.
"""

import json
import sys
from pathlib import Path

from . import BadInput, candidates_in, order_of_groups, parse, sensitivity


def main(arguments):
    if len(arguments) not in (1, 2):
        return _refuse(__doc__.partition("\n")[0])
    try:
        instance = parse(Path(arguments[0]).read_bytes())
    except OSError as error:
        return _refuse(f"the file cannot be read: {error.strerror}")
    except BadInput as error:
        return _refuse(str(error))
    if len(arguments) == 1:
        answer = {"order": [group.id for group in order_of_groups(instance.groups, instance.at)]}
    else:
        try:
            answer = _ranked(instance, arguments[1])
        except KeyError:
            return _refuse("no group has this id")
    print(json.dumps(answer, ensure_ascii=False, indent=1))
    return 0


def _ranked(instance, group_id):
    ranking = candidates_in(instance, group_id)
    firmness = sensitivity(ranking, instance.weights)
    return {
        "group": ranking.group_id,
        "candidates": [_shown(candidate) for candidate in ranking.candidates],
        "left_out": {left.family_id: left.reason for left in ranking.left_out},
        "funnel": {"feasible": ranking.funnel.feasible, **ranking.funnel.left_out},
        "deciding_weights": list(firmness.deciding_weights),
    }


def _shown(candidate):
    verdict = candidate.verdict
    return {
        "family": verdict.family_id,
        "kin": verdict.kin,
        "km": verdict.km,
        "value": verdict.points,
        "terms": {name: getattr(verdict.terms, name) / 1_000_000 for name in verdict.terms.__slots__},
        "places_left": candidate.places_left,
    }


def _refuse(lines):
    print(lines, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
