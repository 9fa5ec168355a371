"""Reports and what pages send, for the tests of this room."""

import uuid
from datetime import timedelta

from umay.care.intake import actions, queries
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now

STORY = "Örnek: okuldan gelen bildirim metni."


def values(**changes) -> dict:
    return {
        "received_at": now() - timedelta(hours=1),
        "channel": "phone",
        "reporter_kind": "school",
        "reporter": "Örnek Öğretmen, 0332 000 00 00",
        "place": "TR-42",
        "concerns": ["neglect"],
        "where_now": "Örnek Okul",
        "story": STORY,
    } | changes


def child(given="Deniz", surname="Örnek", **changes) -> dict:
    return {"given": given, "surname": surname, "sex": "f", "born_on": None} | changes


def received(by: Identity, *children, **changes):
    with acting(by):
        return actions.receive(values=values(**changes), children=list(children or [child()]), by=by, at=now())


def answers(report, by: Identity, *yes: str, unsure=()) -> dict[str, str]:
    """Every question of the pack: those in `yes` yes, those in `unsure` not known, the others no."""
    codes = queries.settings_of(report).get("risk.questions")
    return {code: "yes" if code in yes else "unsure" if code in unsure else "no" for code in codes}


def screened(by: Identity, *yes: str, **changes):
    report = received(by, **changes)
    with acting(by):
        return actions.screen(report=report, answers=answers(report, by, *yes), by=by, at=now())


def page(step="save", children=(("Deniz", "Örnek", "2017"),), **changes) -> dict:
    """What the page of a new report sends: (given, surname, year of birth) for each child."""
    at = now() - timedelta(hours=3)
    sent = {
        "idempotency_key": str(uuid.uuid4()),
        "step": step,
        "children": str(len(children)),
        "received_at_day": str(at.day),
        "received_at_month": str(at.month),
        "received_at_year": str(at.year),
        "received_at_time": f"{at:%H:%M}",
        "channel": "phone",
        "reporter_kind": "school",
        "reporter": "",
        "place": "TR-42",
        "story": STORY,
        "concerns": ["neglect"],
    }
    for index, (given, surname, year) in enumerate(children):
        sent |= {
            f"child-{index}-given": given,
            f"child-{index}-surname": surname,
            f"child-{index}-sex": "f",
            f"child-{index}-born_year": year,
        }
    return sent | changes
