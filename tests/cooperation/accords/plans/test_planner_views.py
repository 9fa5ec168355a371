"""The pages of the year planner: dates that are found and proposed together, and a clash in words."""

import json
import re
from datetime import date

from django.db import transaction

from tests.cooperation.accords.plans.made import again, drafted, line_values, said_yes, signed
from tests.cooperation.accords.plans.test_views import _only, as_, send, url
from umay.cooperation.accords.actions import plans
from umay.cooperation.accords.models import PlanLine, Proposal
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now


def test_the_planner_finds_dates_that_are_proposed_together(coop_cast, client):
    plan = signed(coop_cast, lines=3)
    as_(client, coop_cast.sc_desk)
    assert "Find dates" in client.get(url("propose", plan.pk)).content.decode()
    page = client.get(url("propose", plan.pk), {"year": 2027}).content.decode()
    assert page.count("<tr") >= 4
    shown = json.loads(re.search(r'name="dates" value="([^"]+)"', page)[1].replace("&quot;", '"'))
    assert set(shown) == {"1", "2", "3"}
    answer = send(client, url("propose", plan.pk), dates=json.dumps(shown), why="2027 ili")
    assert answer.status_code == 302
    made = _only(Proposal)
    said_yes(made, coop_cast.sc_lead, coop_cast.tr_lead)
    with founding():
        states = set(PlanLine.objects.filter(plan=plan).values_list("state", flat=True))
    assert states == {"scheduled"}
    assert "has its dates" in client.get(url("propose", plan.pk), {"year": 2027}).content.decode()
    answer = send(client, url("propose", plan.pk), dates="x", why="x")
    assert answer.status_code == 422


def test_the_planner_tells_a_clash_in_words(coop_cast, client):
    plan = drafted(coop_cast, lines=0)
    week = {"begins_on": date(2027, 5, 24), "ends_on": date(2027, 5, 28)}  # 28 May is a holiday in Azerbaijan
    with acting(coop_cast.tr_desk), transaction.atomic():
        plans.add_line(plan=plan, values=line_values(1, days=5, **week), by=coop_cast.tr_desk, at=now())
    said_yes(plan, coop_cast.tr_lead, coop_cast.sc_lead)
    again(plan)
    with acting(coop_cast.tr_lead), transaction.atomic():
        plans.sign(
            plan=plan, version=plan.version, signed_on=date(2026, 1, 5), place="", by=coop_cast.tr_lead, at=now()
        )
    as_(client, coop_cast.sc_desk)
    text = client.get(url("propose", plan.pk), {"year": 2027}).content.decode()
    assert "line 1 (Workshop 1)" in text and "lies between 24 May 2027 and 28 May 2027" in text
    assert "keeps the days off of this country" in text and "giving way here is enough" in text
