"""A document of weights and what it would have changed, as rows and a chart for the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.care.matching.rules import protected
from umay.care.matching.simulating.words import PARTS
from umay.care.matching.weighing.evidence import CARDS
from umay.care.matching.weighing.words import TERMS
from umay.ground.offices.packs import label
from umay.kit.ui import drawings

FEWEST_HOMES = 5
"""A mean distance of fewer homes would tell where somebody lives."""

PART_ORDER = (
    "age:0-6", "age:7-11", "age:12-17", "need:none", "need:special", "need:behaviour", "siblings:1", "siblings:2", "siblings:3",
    "urgency:urgent", "urgency:planned",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One term of a document beside the document it would follow, with its evidence card."""

    code: str
    label: object
    points: float | None
    before: float | None
    reason: str
    card: object

    @property
    def decimals(self) -> int:
        """As many as the number has: 1000, 0.5."""
        texts = [
            f"{number:.6f}".rstrip("0").partition(".")[2] for number in (self.points, self.before) if number is not None
        ]
        return max(map(len, texts), default=0)

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.points


def terms(weights: dict, reasons: dict, before: dict | None = None) -> list[Term]:
    """Every term in order, and kin, which has no weight."""
    found = [
        Term(
            code, label("weight", code), weights[code], before[code] if before else None, reasons.get(code, ""), CARDS[code]
        )
        for code in TERMS
    ]  # fmt: skip
    return [*found, Term("kin", _("Kin and known people"), None, None, "", CARDS["kin"])]


@dataclass(frozen=True)
class Part:
    """Counts as this reader may see them; None: one to four."""

    label: object
    groups: int | None
    changed: int | None
    placed_before: int | None
    placed_after: int | None
    whole_before: int | None
    whole_after: int | None
    km_before: float | None
    km_after: float | None


def effect(figures: dict, *, is_countrywide: bool) -> dict:
    """What the page says of an effect; the parts empty where no comparison of the month could be repeated."""
    parts = figures.get("parts", {})

    def shown(number: int) -> int | None:
        return number if is_countrywide else protected(number)

    def part(code: str) -> Part:
        row = parts[code]
        far_enough = is_countrywide or min(row["homes_before"], row["homes_after"]) >= FEWEST_HOMES
        counts = {name: shown(row[name]) for name in Part.__annotations__ if name in row and not name.startswith("km")}
        km = {name: row[name] if far_enough else None for name in ("km_before", "km_after")}
        return Part(label=PARTS[code], **counts, **km)

    everybody = part("all") if "all" in parts else None
    rows = [part(code) for code in PART_ORDER if code in parts]
    decisions = {name: shown(figures.get(name, 0)) for name in ("decisions", "changed", "first_before", "first_after")}
    return {
        "everybody": everybody,
        "parts": rows,
        "drawing": _bars(rows) if rows else None,
        "decided": decisions,
        "runs": figures.get("runs", 0),
        "left_out": figures.get("left_out", 0),
        "is_protected": not is_countrywide,
    }


def _bars(rows: list[Part]):
    return drawings.bars(
        title=_("Groups with another family suggested"),
        desc=_("By parts of the children; a dash stands for one to four, which is not shown."),
        what=_("Children"),
        measure=_("Groups"),
        items=[drawings.Bar(str(row.label), row.changed) for row in rows],
    )
