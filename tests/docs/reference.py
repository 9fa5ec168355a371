"""Pages made from the program: roles, states, what the demo draws, and the words in the guides.

    python -m tests.docs.reference        writes docs/reference/{roles,states,demo}.md, the list of decisions and the word tables of docs/guides/

Django must be set up (the command does it). The tests compare what stands there with what would be written.
"""

import re
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PARTS = ROOT / "umay" / "locale" / "parts"
_MADE = "<!-- Made by `python -m tests.docs.reference`; a test fails when it is old. -->"
_WORDS = re.compile(r"<!-- words: (?P<words>.*?) -->\n(?P<table>.*?)<!-- end of words -->", re.DOTALL)


def catalogue(language: str) -> dict[str, str]:
    """Every sentence of the program and what it is in `language`."""
    found = {}
    for path in sorted(PARTS.glob(f"*.{language}.po")):
        with path.open("rb") as source:
            found |= {
                m.id: m.string
                for m in read_po(source, locale=language)
                if m.id and isinstance(m.id, str) and not m.context
            }
    return found


def words_table(words: list[str]) -> str:
    """The table of a guide: the word on the English, Turkish and Azerbaijani page."""
    languages = [catalogue("tr"), catalogue("az")]
    lines = ["| on the page | Türkçe | Azərbaycanca |", "|---|---|---|"]
    for word in words:
        lines.append(" | ".join(["| " + word, *(language[word] for language in languages)]) + " |")
    return "\n".join(lines) + "\n"


def guide(text: str) -> str:
    """`text` with each of its word tables written anew."""

    def written(match: re.Match) -> str:
        words = [word.strip() for word in match["words"].split(";")]
        return f"<!-- words: {match['words']} -->\n{words_table(words)}<!-- end of words -->"

    return _WORDS.sub(written, text)


def roles() -> str:
    """Who may do what."""
    from django.utils.translation import override

    from umay.front.roles import ROLES

    with override("en"):
        names = {role.code: str(role.label) for role in ROLES.values()}
    lines = [
        _MADE,
        "# Roles",
        "",
        "One table gives each role its permissions (`umay/front/roles.py`). *Level* is how far a post of the role can reach. A",
    ]
    lines += [
        "powerful role is given by one person and confirmed by another. What a row shows is decided by the database (decisions/0005).",
        "",
    ]
    lines += ["| role | code | levels | powerful | sees children |", "|---|---|---|---|---|"]
    for role in ROLES.values():
        levels = ", ".join(str(level) for level in role.levels)
        lines.append(
            f"| {names[role.code]} | `{role.code}` | {levels} | {'yes' if role.is_powerful else ''} | {'yes' if role.sees_children else 'no'} |"
        )
    lines += [
        "",
        "## Permissions",
        "",
        "| permission | " + " | ".join(f"`{code}`" for code in ROLES) + " |",
        "|---|" + ":-:|" * len(ROLES),
    ]
    for permission in sorted({one for role in ROLES.values() for one in role.permissions}):
        marks = ["●" if permission in role.permissions else "" for role in ROLES.values()]
        lines.append(f"| `{permission}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def states() -> str:
    """Every lifecycle with its moves."""
    from django.utils.translation import override

    lines = [
        _MADE,
        "# States",
        "",
        "Each thing changes its state by these moves only (`lifecycle.py` of its room); every move is a line in the journal.",
        "",
    ]
    with override("en"):
        for lifecycle in lifecycles():
            labels = dict(lifecycle.states.choices)
            lines += [f"## {lifecycle.thing}", "", "```mermaid", lifecycle.diagram(), "```", ""]
            lines += [
                "| state | means |",
                "|---|---|",
                *(f"| `{state}` | {label} |" for state, label in labels.items()),
                "",
            ]
            lines += ["| move | from | to | permission |", "|---|---|---|---|"]
            for move in lifecycle.moves:
                lines.append(f"| `{move.name}` | {', '.join(move.sources)} | {move.target} | `{move.permission}` |")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def lifecycles() -> list:
    """All lifecycles of the house: in the order of the child's journey, then those of cooperation."""
    from umay.care.cases.lifecycle import LIFECYCLE as CASE
    from umay.care.families.lifecycle import FAMILY
    from umay.care.intake.lifecycle import REPORT
    from umay.care.matching.lifecycle import CANDIDATE, MATCH
    from umay.care.placements.lifecycle import PLACEMENT
    from umay.care.visits.lifecycle import CONCERN, VISIT
    from umay.cooperation.accords.lifecycle.declarations import DECLARATION
    from umay.cooperation.accords.lifecycle.meetings import ACTION, DECISION, MEETING
    from umay.cooperation.accords.lifecycle.plans import LINE, PLAN, PROPOSAL, PROTOCOL
    from umay.cooperation.accords.lifecycle.texts import TEXT

    care = [REPORT, CASE, FAMILY, MATCH, CANDIDATE, PLACEMENT, VISIT, CONCERN]
    return [*care, PROTOCOL, PLAN, LINE, PROPOSAL, MEETING, DECISION, ACTION, TEXT, DECLARATION]


def demo() -> str:
    """What the demonstration draws from figures and what is made up."""
    from umay.front.demo.counts import children_by_place
    from umay.ground.offices.places import NATIONAL, PUBLISHED

    text = (ROOT / "tests" / "docs" / "demo.md").read_text(encoding="utf-8")
    lines = ["| place | published children | drawn at national scale | drawn at small scale |", "|---|---|---|---|"]
    for country in ("TR", "AZ"):
        national, small = children_by_place(country, "national"), children_by_place(country, "small")
        known = [code for code in national if code in PUBLISHED]
        for code in known:
            lines.append(f"| {code} | {PUBLISHED[code].children} | {national[code]} | {small[code]} |")
        if others := [code for code in national if code not in PUBLISHED]:
            low, high = min(national[code] for code in others), max(national[code] for code in others)
            lines.append(
                f"| {len(others)} other provinces of {country} | not published | {low} to {high} each | {sum(small[c] for c in others)} in all |"
            )
        lines.append(
            f"| **{country}** | **{NATIONAL[country].children}** | **{sum(national.values())}** | **{sum(small.values())}** |"
        )
    return f"{_MADE}\n{text.replace('(the table)', chr(10).join(lines))}"


def decisions() -> str:
    """The list of decision records by their titles."""
    lines = [
        _MADE,
        "# Decisions",
        "",
        "One page each: what was open, what was chosen, what it costs. A new one takes the next free number of its ten.",
        "",
    ]
    for path in sorted((DOCS / "decisions").glob("0*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ").lstrip("0123456789. ")
        lines.append(f"- {path.name[:4]} [{title}]({path.name})")
    return "\n".join(lines) + "\n"


PAGES = {"../decisions/README.md": decisions, "roles.md": roles, "states.md": states, "demo.md": demo}


def main() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umay.front.settings")
    django.setup()
    for name, made in PAGES.items():
        (DOCS / "reference" / name).write_text(made(), encoding="utf-8")
    for path in sorted((DOCS / "guides").glob("*.md")):
        path.write_text(guide(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
