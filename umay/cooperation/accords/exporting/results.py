"""What a line is to bring, as an IATI result. Of what was done only one thing is public: that every side has verified it."""

from umay.cooperation.accords.exporting import mapping
from umay.cooperation.accords.exporting.facts import Line, Wording
from umay.cooperation.accords.exporting.xml import add, narratives


def add_result(made, line: Line, wording: Wording, lang: str) -> None:
    """The expected result and the agreed quantity as they stand in the plan. A line that says neither, and is not verified, has no result.

    IATI asks for an indicator in each result: whether the line was carried out, in words, and the agreed quantity as its target. Numbers that
    one side reports are not public, so no quantity is ever given as reached.
    """
    has_words = any(words.strip() for words in line.results.values())
    if not has_words and line.quantity is None and line.state != "verified":
        return
    kind = mapping.OTHER_RESULT if has_words or line.quantity is None else mapping.OUTPUT
    result = add(made, "result", {"aggregation-status": "0"}, type=kind)
    narratives(add(result, "title"), line.results if has_words else line.titles, first=lang)
    if line.quantity is not None:
        units = line.units if any(words.strip() for words in line.units.values()) else wording.how_many
        period = _indicator(result, line, units, mapping.UNIT, lang)
        add(period, "target", value=str(line.quantity))
    period = _indicator(result, line, wording.carried_out, mapping.QUALITATIVE, lang)
    if line.state == "verified":
        narratives(add(add(period, "actual"), "comment"), wording.verified, first=lang)


def _indicator(result, line: Line, titles, measure: str, lang: str):
    indicator = add(result, "indicator", measure=measure)
    narratives(add(indicator, "title"), titles, first=lang)
    period = add(indicator, "period")
    add(period, "period-start", {"iso-date": line.begins_on.isoformat()})
    add(period, "period-end", {"iso-date": line.ends_on.isoformat()})
    return period
