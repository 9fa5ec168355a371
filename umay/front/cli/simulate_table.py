"""The result of a simulation as lines on a terminal."""

from collections.abc import Iterator

HEADINGS = ("policy", "days in a family %", "hard to place %", "waiting", "breakdowns/1000", "km")
PARTS = ["all", "hard", "easy", "age:0-6", "age:7-11", "age:12-17", "need:none", "need:special", "need:behaviour"]
MORE_PARTS = ["siblings:1", "siblings:2", "siblings:3", "urgency:urgent", "urgency:planned"]
BEST = "daily_batch_prices"


def lines(result: dict) -> Iterator[str]:
    """Lines of plain text: what was played, one table a case, the differences, the parts."""
    yield (
        f"{result['world']}: {result['days']} days that count after {result['warm_days']}, {len(result['seeds'])} seeds; "
        "invented children and families only. ± is the standard error."
    )
    for case, outcomes in result["outcomes"].items():
        yield ""
        if case == "more":
            yield f"with {result['addition']['count']} more families ({result['addition']['kind']}):"
        yield from _table(HEADINGS, [_outcome(code, parts) for code, parts in outcomes.items()])
    for compared in result["against_reference"].values():
        yield from _against(compared, result["reference"])
        break
    yield from _parts(result)
    if result["added"]:
        yield ""
        yield "change by the added families, percentage points of days in a family [95 %]; children waiting:"
        rows = [
            (
                code,
                _span(_at(parts, "all", "share")),
                _span(_at(parts, "hard", "share")),
                _span(_at(parts, "all", "waiting"), 1),
            )
            for code, parts in result["added"].items()
        ]
        yield from _table(("policy", "all children", "hard to place", "waiting"), rows)


def _at(parts, part, measure):
    return (parts.get(part) or {}).get(measure)


def _outcome(code, parts):
    found = [_at(parts, "all", "share"), _at(parts, "hard", "share"), _at(parts, "all", "waiting")]
    more = [_at(parts, "all", "breakdowns"), _at(parts, "all", "km")]
    return (code, *(_mean(number, 1) for number in found), _mean(more[0], 3), _mean(more[1], 1))


def _against(compared, reference):
    if not compared:
        return
    yield ""
    yield f"seed by seed against {reference}, percentage points [95 %]; children waiting:"
    rows = [
        (
            code,
            _span(_at(parts, "all", "share")),
            _span(_at(parts, "hard", "share")),
            _span(_at(parts, "all", "waiting"), 1),
        )
        for code, parts in compared.items()
    ]
    yield from _table(("policy", "all children", "hard to place", "waiting"), rows)


def _parts(result):
    compared = result["against_reference"].get("today", {}).get(BEST)
    if not compared:
        return
    theirs, ours = result["outcomes"]["today"][result["reference"]], result["outcomes"]["today"][BEST]
    yield ""
    yield f"days in a family by part of the children, {result['reference']} and {BEST}:"
    rows = [
        (
            part,
            _mean(_at(theirs, part, "share"), 1),
            _mean(_at(ours, part, "share"), 1),
            _span(_at(compared, part, "share")),
        )
        for part in (*PARTS, *MORE_PARTS, *(part for part in ours if part.startswith("region:")))
        if part in ours
    ]
    yield from _table(("part", result["reference"], BEST, "difference [95 %]"), rows)


def _mean(found, places):
    if found is None:
        return "-"
    error = "" if found["error"] is None else f" ± {found['error']:.{max(places, 2) if places < 3 else places}f}"
    return f"{found['mean']:.{places}f}{error}"


def _span(found, places=2):
    if found is None:
        return "-"
    reach = "" if found["low"] is None else f" [{found['low']:+.{places}f}, {found['high']:+.{places}f}]"
    return f"{found['mean']:+.{places}f}{reach}"


def _table(headings, rows):
    widths = [max(len(row[number]) for row in (headings, *rows)) for number in range(len(headings))]
    for row in (headings, *rows):
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *cells)).rstrip()
