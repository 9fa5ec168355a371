"""A document of weights and what it would have changed, as rows and a chart for the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.care.matching.simulating.words import PARTS
from umay.care.matching.weighing.evidence import CARDS
from umay.care.matching.weighing.words import TERMS
from umay.ground.offices.packs import label
from umay.kit.ui import drawings

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
    closed_before: int | None = 0
    closed_after: int | None = 0
    closed_pairs_before: int | None = 0
    closed_pairs_after: int | None = 0
    shut_before: int | None = 0
    shut_after: int | None = 0

    @property
    def is_closing(self) -> bool:
        """Would the weights close a home to any of these groups, because they call it worse than waiting? None is one to four."""
        return self.closed_after != 0


def effect(figures: dict, *, is_countrywide: bool) -> dict:
    """What the page says of an effect, of numbers as this reader may see them; the parts empty where no comparison of the month could be repeated."""
    parts = figures.get("parts", {})

    def part(code: str) -> Part:
        row = parts[code]
        return Part(label=PARTS[code], **{name: row[name] for name in Part.__annotations__ if name in row})

    everybody = part("all") if "all" in parts else None
    rows = [part(code) for code in PART_ORDER if code in parts]
    decisions = {name: figures.get(name, 0) for name in ("decisions", "changed", "first_before", "first_after")}
    return {
        "everybody": everybody,
        "parts": rows,
        "closing": [row for row in rows if row.is_closing],
        "is_closing_counted": everybody is not None and "closed_after" in parts["all"],
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
