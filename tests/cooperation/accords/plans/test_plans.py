"""Drafting, agreeing, signing, amending, closing and renewing a plan."""

from datetime import date

import pytest
from django.db import transaction

from tests.cooperation.accords.plans.made import (
    TITLES,
    again,
    dated,
    drafted,
    first_line,
    line_values,
    said_yes,
    signed,
)
from tests.cooperation.accords.test_rows import refused
from umay.cooperation.accords.actions import plans, proposals
from umay.cooperation.accords.models import Lead, Plan, PlanLine, Proposal, ReportPeriod
from umay.cooperation.accords.queries.base import is_agreed, standing
from umay.cooperation.accords.words import SideRole
from umay.ground.journal.actions import AlreadyDone
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id

LATER = date(2029, 3, 1)


def fails(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_plan_with_two_counterparts_of_one_country_is_two_plans(coop_cast):
    one = drafted(coop_cast)
    other = drafted(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.ml, SideRole.PARTY)])
    with acting(coop_cast.sc_desk):
        assert Plan.objects.count() == 2
        assert PlanLine.objects.filter(plan=one).update(article="4") == 2
        assert PlanLine.objects.filter(plan=other).update(article="4") == 0


def test_an_end_before_a_start_is_refused(coop_cast):
    by = coop_cast.tr_desk
    sides = [(coop_cast.tr, SideRole.PARTY), (coop_cast.sc, SideRole.PARTY)]
    with acting(by), fails("end_before_start"):
        plans.open(titles=TITLES, begins_on=LATER, ends_on=date(2026, 1, 1), sides=sides, by=by, at=now())
    plan = drafted(coop_cast)
    with acting(by), fails("end_before_start"):
        values = line_values(begins_on=date(2027, 2, 2), ends_on=date(2027, 2, 1))
        plans.add_line(plan=plan, values=values, by=by, at=now())


def test_the_same_form_sent_twice_makes_one_line(coop_cast):
    plan, key, by = drafted(coop_cast, lines=0), new_id(), coop_cast.sc_desk
    with acting(by):
        with transaction.atomic():
            plans.add_line(plan=plan, values=line_values(), by=by, at=now(), key=key)
        with pytest.raises(AlreadyDone), transaction.atomic():
            plans.add_line(plan=plan, values=line_values(), by=by, at=now(), key=key)
        assert plan.lines.count() == 1


def test_a_line_lies_within_its_plan_has_words_and_waits_for_none_of_another_plan(coop_cast):
    plan, other, by = drafted(coop_cast), drafted(coop_cast), coop_cast.tr_desk
    with acting(by):
        for code, more in (
            ("outside", {"ends_on": LATER}),
            ("no_title", {"titles": {"tr": " "}}),
            ("other_plan", {"after": first_line(other)}),
        ):
            with fails(code):
                plans.add_line(plan=plan, values=line_values(**more), by=by, at=now())
        one, two = plan.lines.order_by("number")
        plans.change_line(line=two, version=two.version, values=line_values(after=one), by=by, at=now())
        with fails("circle"):
            two.refresh_from_db()
            plans.change_line(line=one, version=one.version, values=line_values(after=two), by=by, at=now())


def test_two_desks_in_the_same_minute_the_second_is_told_and_loses_nothing(coop_cast):
    plan = drafted(coop_cast)
    line = first_line(plan)
    with acting(coop_cast.tr_desk):
        plans.change_line(
            line=line, version=line.version, values=line_values(article="5"), by=coop_cast.tr_desk, at=now()
        )
    with acting(coop_cast.sc_desk), pytest.raises(Conflict):
        plans.change_line(
            line=line, version=line.version, values=line_values(article="6"), by=coop_cast.sc_desk, at=now()
        )
    again(line)
    assert line.article == "5"


def test_each_side_names_its_own_lead(coop_cast):
    line = first_line(drafted(coop_cast))
    for by, unit in (
        (coop_cast.tr_desk, "Çocuk Hizmetleri"),
        (coop_cast.sc_desk, "Uşaq şöbəsi"),
        (coop_cast.sc_desk, "Ailə şöbəsi"),
    ):
        with acting(by):
            plans.set_lead(line=line, unit=unit, official=None, by=by, at=now())
    with acting(coop_cast.tr_desk):
        assert {(lead.party_id, lead.unit) for lead in line.leads.all()} == {
            (coop_cast.tr.pk, "Çocuk Hizmetleri"),
            (coop_cast.sc.pk, "Ailə şöbəsi"),
        }
        assert Lead.objects.filter(party=coop_cast.sc).update(unit="x") == 0
    with acting(coop_cast.ml_desk), pytest.raises(NotAllowed):
        plans.set_lead(line=line, unit="x", official=None, by=coop_cast.ml_desk, at=now())


def test_a_plan_is_signed_only_when_every_side_has_agreed_to_the_same_words(coop_cast):
    plan, lead = drafted(coop_cast), coop_cast.tr_lead
    said_yes(plan, lead)
    with acting(lead):
        plan.refresh_from_db()
        with fails("not_agreed"):
            plans.sign(plan=plan, version=plan.version, signed_on=date(2026, 1, 5), place="", by=lead, at=now())
        assert refused(Plan.objects.filter(pk=plan.pk).update, state="signed"), "nor by a statement of its own"
    said_yes(plan, coop_cast.sc_lead)
    line = first_line(plan)
    with acting(coop_cast.sc_desk):
        plans.change_line(
            line=line, version=line.version, values=line_values(quantity=9), by=coop_cast.sc_desk, at=now()
        )
    with acting(lead):
        plan.refresh_from_db()
        assert not is_agreed(plan) and [one.is_changed for one in standing(plan).sides] == [True, True]
        with fails("not_agreed"):
            plans.sign(plan=plan, version=plan.version, signed_on=date(2026, 1, 5), place="", by=lead, at=now())


def test_a_signed_plan_has_its_quarters_and_its_hash(coop_cast):
    plan = signed(coop_cast)
    with acting(coop_cast.sc_desk):
        assert plan.state == "signed" and len(plan.sha256) == 64
        assert ReportPeriod.objects.filter(plan=plan).count() == 12


def test_a_signature_of_tomorrow_and_a_plan_without_lines_are_refused(coop_cast):
    lead = coop_cast.tr_lead
    for code, lines, day in (("ahead", 1, LATER), ("no_lines", 0, date(2026, 1, 5))):
        plan = drafted(coop_cast, lines=lines)
        said_yes(plan, lead, coop_cast.sc_lead)
        with acting(lead), fails(code):
            plan.refresh_from_db()
            plans.sign(plan=plan, version=plan.version, signed_on=day, place="", by=lead, at=now())


def test_a_desk_officer_approves_nothing(coop_cast):
    plan, by = drafted(coop_cast), coop_cast.sc_desk
    with pytest.raises(NotAllowed):
        said_yes(plan, by)
    with acting(by), pytest.raises(NotAllowed):
        said_yes(plan, coop_cast.sc_lead)
        said_yes(plan, coop_cast.tr_lead)
        plan.refresh_from_db()
        plans.sign(plan=plan, version=plan.version, signed_on=date(2026, 1, 5), place="", by=by, at=now())


def test_the_text_of_a_signed_plan_is_frozen_for_pages_and_for_statements(coop_cast):
    plan = signed(coop_cast)
    line, by = first_line(plan), coop_cast.tr_lead
    with acting(by):
        with fails("signed"):
            plans.change_line(line=line, version=line.version, values=line_values(), by=by, at=now())
        with fails("signed"):
            plans.add_line(plan=plan, values=line_values(), by=by, at=now())
        with fails("signed"):
            plans.change(
                plan=plan,
                version=plan.version,
                values={"begins_on": plan.begins_on, "ends_on": LATER, "titles": {}},
                by=by,
                at=now(),
            )
        rows = PlanLine.objects.filter(pk=line.pk)
        for change in (
            {"titles": {"tr": "Başka"}},
            {"ends_on": date(2027, 1, 1)},
            {"first_on": date(2027, 1, 4), "last_on": date(2027, 1, 4)},
            {"state": "cancelled"},
            {"state": "postponed"},
            {"state": "verified", "first_on": date(2027, 1, 4), "last_on": date(2027, 1, 4)},
            {"number": 77},
        ):
            assert refused(rows.update, **change), change
        assert refused(Plan.objects.filter(pk=plan.pk).update, ends_on=LATER)
        assert refused(Plan.objects.filter(pk=plan.pk).update, state="draft")
        copy = {
            "accord": plan.accord,
            "plan": plan,
            "number": 9,
            "titles": {},
            "kind": "other",
            "begins_on": plan.begins_on,
            "ends_on": plan.ends_on,
        }
        assert refused(PlanLine.objects.create, **copy)


def test_an_amendment_keeps_its_difference_and_takes_effect_with_the_last_yes(coop_cast):
    plan = signed(coop_cast)
    line = first_line(plan)
    with acting(coop_cast.sc_desk):
        made = proposals.amend(
            plan=plan,
            line=line,
            values=line_values(quantity=3, ends_on=date(2027, 12, 31)),
            why="Az",
            by=coop_cast.sc_desk,
            at=now(),
        )
    assert made.changes == [[1, "ends_on", "2028-12-31", "2027-12-31"], [1, "quantity", 2, 3]]
    said_yes(made, coop_cast.sc_lead)
    again(line)
    assert line.quantity == 2
    said_yes(made, coop_cast.tr_lead)
    with acting(coop_cast.tr_desk):
        line.refresh_from_db()
        made.refresh_from_db()
    assert (line.quantity, line.ends_on, line.changed_by_id) == (3, date(2027, 12, 31), made.pk)
    assert made.state == "agreed" and made.ended_at


def test_an_amendment_adds_a_line(coop_cast):
    plan = signed(coop_cast)
    with acting(coop_cast.sc_desk):
        made = proposals.amend(plan=plan, line=None, values=line_values(7), why="Yeni", by=coop_cast.sc_desk, at=now())
    said_yes(made, coop_cast.sc_lead, coop_cast.tr_lead)
    with acting(coop_cast.tr_desk):
        line = plan.lines.get(number=3)
    assert line.titles["tr"] == "Çalıştay 7" and line.begins_on == date(2026, 1, 1)


def test_an_amendment_of_words_that_changed_meanwhile_does_not_take_effect(coop_cast):
    plan = signed(coop_cast)
    line = first_line(plan)
    made = []
    for quantity in (3, 4):
        with acting(coop_cast.sc_desk):
            values = line_values(quantity=quantity)
            made.append(proposals.amend(plan=plan, line=line, values=values, why="Az", by=coop_cast.sc_desk, at=now()))
    said_yes(made[0], coop_cast.sc_lead, coop_cast.tr_lead)
    said_yes(made[1], coop_cast.sc_lead)
    with pytest.raises(Conflict, check=lambda refusal: refusal.code == "line_changed"), transaction.atomic():
        said_yes(made[1], coop_cast.tr_lead)
    with acting(coop_cast.tr_desk):
        line.refresh_from_db()
        made[1].refresh_from_db()
    assert line.quantity == 3 and made[1].state == "proposed"


def test_nothing_proposed_no_reason_and_a_draft_are_refused(coop_cast):
    plan, by = signed(coop_cast), coop_cast.tr_desk
    line = first_line(plan)
    with acting(by):
        with fails("no_difference"):
            proposals.amend(plan=plan, line=line, values=line_values(), why="x", by=by, at=now())
        with fails("no_reason"):
            proposals.cancel(line=line, why=" ", by=by, at=now())
    draft = drafted(coop_cast)
    with acting(by), fails("not_signed"):
        proposals.put_off(line=first_line(draft), why="x", by=by, at=now())


def test_dates_are_agreed_by_both_put_off_by_both_and_cancelled_by_both(coop_cast):
    plan = signed(coop_cast)
    dated(coop_cast, plan)
    line = first_line(plan)
    assert (line.state, line.first_on) == ("scheduled", date(2027, 5, 4))
    for act, state in ((proposals.put_off, "postponed"), (proposals.cancel, "cancelled")):
        with acting(coop_cast.sc_desk), transaction.atomic():
            made = act(line=line, why="Səbəb", by=coop_cast.sc_desk, at=now())
        said_yes(made, coop_cast.sc_lead)
        again(line)
        assert line.state != state
        said_yes(made, coop_cast.tr_lead)
        again(line)
        assert (line.state, line.first_on) == (state, None)
    with acting(coop_cast.sc_desk), fails("line_ended"):
        proposals.cancel(line=line, why="x", by=coop_cast.sc_desk, at=now())


def test_dates_outside_of_the_plan_and_ends_before_starts_are_refused(coop_cast):
    plan, by = signed(coop_cast), coop_cast.tr_desk
    with acting(by):
        for code, days in (("outside", (LATER, LATER)), ("end_before_start", (date(2027, 2, 2), date(2027, 2, 1)))):
            with fails(code):
                proposals.set_dates(plan=plan, dates={1: days}, why="x", by=by, at=now())


def test_who_proposed_withdraws_it_and_nobody_else(coop_cast):
    plan = signed(coop_cast)
    with acting(coop_cast.sc_desk):
        made = proposals.cancel(line=first_line(plan), why="x", by=coop_cast.sc_desk, at=now())
    with acting(coop_cast.tr_desk):
        with fails("not_yours"):
            proposals.withdraw(proposal=made, by=coop_cast.tr_desk, at=now())
        assert refused(Proposal.objects.filter(pk=made.pk).update, state="withdrawn", ended_at=now())
        assert refused(Proposal.objects.filter(pk=made.pk).update, state="agreed", ended_at=now())
        assert refused(Proposal.objects.filter(pk=made.pk).update, changes=[])
    with acting(coop_cast.sc_desk):
        assert proposals.withdraw(proposal=made, by=coop_cast.sc_desk, at=now()).state == "withdrawn"


def test_a_plan_is_closed_after_its_end_and_renewed_with_what_stayed_open(coop_cast):
    years = (date(2023, 1, 1), date(2025, 12, 31))
    plan = signed(coop_cast, lines=3, years=years)
    with acting(coop_cast.tr_desk):
        made = proposals.cancel(line=first_line(plan), why="x", by=coop_cast.tr_desk, at=now())
    said_yes(made, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.sc_desk):
        renewed = plans.renew(plan=plan, by=coop_cast.sc_desk, at=now())
        assert (renewed.begins_on, renewed.ends_on, renewed.state) == (date(2026, 1, 1), date(2028, 12, 31), "draft")
        assert [(line.number, line.takes_on.number) for line in renewed.lines.all()] == [(1, 2), (2, 3)]
        assert renewed.renews_id == plan.pk
        with fails("renewed"):
            plans.renew(plan=plan, by=coop_cast.sc_desk, at=now())
    with acting(coop_cast.tr_lead):
        plan.refresh_from_db()
        assert plans.close(plan=plan, version=plan.version, by=coop_cast.tr_lead, at=now()).state == "closed"


def test_a_plan_that_still_runs_is_not_closed(coop_cast):
    plan = signed(coop_cast)
    with acting(coop_cast.tr_lead), fails("not_ended"):
        plans.close(plan=plan, version=plan.version, by=coop_cast.tr_lead, at=now())


def test_nobody_outside_reads_a_draft_and_nobody_before_each_side_released(coop_cast):
    signed(coop_cast)
    with acting(None):
        assert not Plan.objects.exists() and not PlanLine.objects.exists() and not ReportPeriod.objects.exists()
