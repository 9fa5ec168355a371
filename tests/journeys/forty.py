"""Forty groups who wait in one office beside the demo's people, families near them, and the comparison of this morning: made in the database that
UMAY_DATABASE_NAME names. Run as a program; says ids as JSON. Everybody is invented."""

import json
import sys
from datetime import timedelta
from random import Random

import django

django.setup()

from django.db import transaction  # noqa: E402

from tests.factories.care import make_basis, make_case, make_family  # noqa: E402
from umay.care.families.models import Family  # noqa: E402
from umay.care.matching import actions, jobs, queries  # noqa: E402
from umay.care.matching.models import Match  # noqa: E402
from umay.ground.offices.access import identity_for  # noqa: E402
from umay.ground.offices.models import Post  # noqa: E402
from umay.kit.kernel.acting import acting, founding  # noqa: E402
from umay.kit.kernel.clock import now  # noqa: E402

GROUPS, FAMILIES, UNASKED = 40, 34, 4


def somebody(login: str):
    with founding():
        return identity_for(Post.objects.select_related("user", "office", "team").get(user__username=login))


def main() -> dict:
    worker, family_worker, director, duty = (
        somebody(name) for name in ("elif.tr", "zeynep.tr", "kemal.tr", "murat.tr")
    )
    random, at = Random(40), now()  # the same forty each time
    found = {"matches": [], "single": [], "families": [], "unasked": [], "night": []}
    with transaction.atomic():
        for index in range(GROUPS):
            match = _waiting(worker, random, index, at)
            found["matches"].append(str(match.pk))
            if len(match.children) == 1:
                found["single"].append(str(match.pk))
    with transaction.atomic():
        for index in range(FAMILIES):
            found["families"].append(_home(family_worker, random, at, is_unasked=index < UNASKED))
        found["unasked"] = found["families"][:UNASKED]
        for step in range(3):
            family = make_family(
                family_worker, label=f"Nöbetçi{step}", care_types=["temporary"], takes_emergencies=True, places=2,
                willing_confirmed_on=at.date() - timedelta(days=300), phone=f"+9033200001{step:02}",
            )  # fmt: skip
            found["night"].append(str(family.pk))
        found["night_case"] = str(make_case(worker, ages=(7,), needs_family_since=None, care_type="").pk)
    with acting(director), transaction.atomic():
        run = queries.run_at_work(director)
        found["run"] = str(run.pk if run else actions.ask_run(by=director, at=now()))
    jobs.run(found["run"], "TR")
    with acting(worker), transaction.atomic():
        advice = {
            str(one.group_id): str(one.family_id)
            for one in queries.visible_advice(worker).filter(run=found["run"])
            if one.family_id
        }
    with acting(duty), transaction.atomic():
        found["sees"] = Family.objects.count()
    return found | {"advice": advice}


def _waiting(worker, random: Random, index: int, at) -> Match:
    ages = tuple(random.sample(range(1, 17), random.choice((1, 1, 1, 2))))
    since = (at - timedelta(days=random.randrange(1, 300))).date()
    case = make_case(worker, ages=ages, needs_family_since=since, is_urgent=index % 10 == 0)
    make_basis(case, worker)
    with acting(worker):
        return actions.open(case=case, by=worker, at=at)


def _home(by, random: Random, at, *, is_unasked: bool) -> str:
    asked = at.date() - timedelta(days=200 if is_unasked else random.randrange(1, 60))
    family = make_family(
        by, label=f"Kırk{random.randrange(10_000)}", lat=37.87 + random.random() / 4, lon=32.49 + random.random() / 4,
        age_to=random.choice((10, 14, 17)), willing_confirmed_on=asked, phone="+903320000000",
    )  # fmt: skip
    return str(family.pk)


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
