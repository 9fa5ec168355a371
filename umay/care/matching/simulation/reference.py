"""python -m umay.care.matching.simulation.reference: the table of rates in docs/reference/matching-simulation.md, made anew."""

import sys
from pathlib import Path

from .figures import Rates

BEGIN, END = "<!-- rates: made by `python -m umay.care.matching.simulation.reference` -->", "<!-- end of rates -->"


def rates_table(rates: Rates) -> str:
    """One line for each rate: what, how much, whether published or assumed, source."""
    lines = ["| rate | value | unit | kind | source |", "|---|---|---|---|---|"]
    for name, figure in rates.rows():
        source = f"{figure.source} ({figure.on})" if figure.on else figure.source
        lines.append(f"| `{name}` | {_shown(figure.value)} | {figure.unit} | {figure.kind} | {source} |")
    return "\n".join(lines) + "\n"


def _shown(value):
    if isinstance(value, tuple):
        return ", ".join("(" + _shown(one) + ")" if isinstance(one, tuple) else _shown(one) for one in value)
    return f"{value:g}"


def with_table(text: str) -> str:
    """The page with the table of today between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{rates_table(Rates())}\n{END}{after}"


def main(arguments):
    path = Path(arguments[0] if arguments else "docs/reference/matching-simulation.md")
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
