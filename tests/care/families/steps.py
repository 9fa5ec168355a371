"""A household on its way to approval, for the tests."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from umay.care.families import actions, queries
from umay.care.families.actions import CheckDone
from umay.care.families.models import Family
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

CARER = {"given": "Ece", "surname": "Işıklı", "born_on": date(1985, 5, 5), "sex": "f"}
SPOUSE = {"given": "Can", "surname": "Işıklı", "born_on": date(1983, 5, 5), "sex": "m"}


def today():
    """The day where the household lives: late in the evening of UTC it is tomorrow there."""
    return now().astimezone(ZoneInfo("Europe/Istanbul")).date()


def fresh(family):
    return Family.objects.get(pk=family.pk)


def applied(cast, *carers):
    by = cast.family_worker
    with acting(by):
        return actions.apply(values={"phone": "+903320000000"}, carers=list(carers or [CARER, SPOUSE]), by=by, at=now())


def checks_of(family, *, is_clear=True, days=10):
    on = today() - timedelta(days=days)
    found = [CheckDone("home", None, on, is_clear)]
    for member in queries.members(family):
        found += [CheckDone(kind, member, on, is_clear) for kind in ("criminal_record", "health_report")]
    return found


def assessed(cast, *carers):
    by, family = cast.family_worker, applied(cast, *carers)
    with acting(by):
        actions.assess(
            family=family, checks=checks_of(family), inquiry_on=today(), inquiry="Uygun bulundu.", by=by, at=now()
        )
        actions.set_limits(family=family, version=fresh(family).version, limits=limits(), by=by, at=now())
        return fresh(family)


def limits(**changes):
    plain = {
        "care_types": ["term"], "places": 2, "max_siblings": 2, "age_from": 0, "age_to": 12, "rooms_for": ["f"],
        "takes_emergencies": False, "skills": [],
    }  # fmt: skip
    return queries.limits_from(plain | changes)


def asked(cast):
    by, family = cast.family_worker, assessed(cast)
    with acting(by):
        return actions.ask_approval(family=family, by=by, at=now())


def approved(cast):
    family = asked(cast)
    with acting(cast.approver):
        return actions.approve(family=family, number="2026/77", by=cast.approver, at=now())
