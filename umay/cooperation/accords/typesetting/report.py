"""A report of facts and tables in several languages, one after another in one PDF. Every word comes in as data; the same report gives the same bytes."""

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import typst

TEMPLATE = Path(__file__).parent / "report.typ"


@dataclass(frozen=True)
class Grid:
    """A table under a heading. `widths`: shares of the line for each column. Without rows `empty` stands in its place."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


@dataclass(frozen=True)
class Part:
    """The report in one language. `signers`: under each name a line is left free for a signature."""

    lang: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...]
    signers: tuple[str, ...] = ()
    notice: str = ""
    page: str = ""


@dataclass(frozen=True)
class Report:
    parts: tuple[Part, ...]
    author: str = ""
    at: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC))


def report_pdf(report: Report) -> bytes:
    """The PDF (PDF/UA-1: tagged, titled, each part in its language). Raises ValueError for a report without parts or an uneven table."""
    if not report.parts:
        raise ValueError("a report has one language at least")
    for part in report.parts:
        for grid in part.grids:
            if any(len(row) != len(grid.columns) for row in grid.rows) or len(grid.widths) != len(grid.columns):
                raise ValueError(f"{grid.heading}: each row has a cell for each column")
    data = {"author": report.author, "parts": [asdict(part) for part in report.parts]}
    return typst.compile(
        TEMPLATE,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(report.at.timestamp()),
    )
