"""Each side reports on its own; the differences show; both agree before a line is verified; obstacles and locks."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.cooperation.accords.plans.made import first_line, reported, said_yes, signed, tomorrow
from tests.cooperation.accords.plans.test_plans import fails
from tests.cooperation.accords.test_rows import refused
from umay.cooperation.accords.actions import activities, base, progress
from umay.cooperation.accords.models import Activity, Attendance, Obstacle, PlanLine, Progress, ReportPeriod
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.partners.files import Taken
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

TOLD = {
    "says": "going",
    "quantity": None,
    "people": None,
    "held_on": None,
    "held_until": None,
    "text": "Hazırlık sürüyor.",
}


def _verify(line, person):
    with acting(person), transaction.atomic():
        line.refresh_from_db()
        return progress.verify(line=line, sha256=standing(line).sha256, by=person, at=now())


def test_a_draft_report_is_seen_by_its_own_side_alone(coop_cast):
    line = first_line(signed(coop_cast))
    with acting(coop_cast.sc_desk):
        row = progress.write(line=line, period=None, values=TOLD, hand_in=False, by=coop_cast.sc_desk, at=now())
    for person, sees in ((coop_cast.sc_lead, True), (coop_cast.tr_desk, False), (coop_cast.ml_desk, False)):
        with acting(person):
            assert Progress.objects.filter(pk=row.pk).exists() is sees
    with acting(coop_cast.sc_desk):
        again = progress.write(line=line, period=None, values=TOLD | {"people": 4}, hand_in=True, by=coop_cast.sc_desk, at=now(), version=row.version)  # fmt: skip
        assert again.pk == row.pk
    with acting(coop_cast.tr_desk):
        assert Progress.objects.get(pk=row.pk).people == 4


def test_a_report_that_was_handed_in_is_never_changed_and_never_written_by_the_other_side(coop_cast):
    line = first_line(signed(coop_cast))
    row = reported(coop_cast, line, coop_cast.sc_desk)
    with acting(coop_cast.sc_lead):
        assert refused(Progress.objects.filter(pk=row.pk).update, people=1)
    with acting(coop_cast.tr_lead):
        assert Progress.objects.filter(pk=row.pk).update(people=1) == 0
        forged = Progress(accord=line.accord, party=coop_cast.sc, line=line, says="going", given_at=now())
        assert refused(forged.save, force_insert=True)


def test_a_report_of_done_carries_the_line_out_and_the_other_side_is_still_silent(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk)
    with acting(coop_cast.tr_lead):
        line.refresh_from_db()
        assert line.state == "held"
        assert queries.silent_sides(line) == ["Committee of AZ"]
    with fails("not_reported"):
        _verify(line, coop_cast.tr_lead)


def test_both_report_the_same_and_both_agree_then_it_is_verified_on_their_days(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk)
    assert _verify(line, coop_cast.tr_lead).state == "held"
    found = _verify(line, coop_cast.sc_lead)
    assert (found.state, found.first_on, found.last_on) == ("verified", date(2026, 5, 4), date(2026, 5, 5))
    with fails("line_ended"):
        reported(coop_cast, line, coop_cast.tr_desk)


def test_reports_that_contradict_each_other_are_shown_and_not_verified_until_one_is_corrected(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk)
    reported(coop_cast, line, coop_cast.sc_desk, people=38)
    with acting(coop_cast.tr_desk):
        ((pair),) = queries.apart(queries.asked_sides(line.accord), queries.last_reports(line))
        assert [(one.field, one.one, one.other) for one in pair.differences] == [("people", 40, 38)]
    with fails("reports_differ"):
        _verify(line, coop_cast.tr_lead)
    reported(coop_cast, line, coop_cast.sc_desk)
    _verify(line, coop_cast.tr_lead)
    assert _verify(line, coop_cast.sc_lead).state == "verified"


def test_what_one_side_does_not_say_contradicts_nothing_but_shows(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk)
    reported(coop_cast, line, coop_cast.sc_desk, people=None)
    with acting(coop_cast.tr_desk):
        ((pair),) = queries.apart(queries.asked_sides(line.accord), queries.last_reports(line))
        assert pair.differences[0].is_silent and queries.open_differences(line) == []


def test_a_new_report_takes_away_the_agreement_to_the_old_ones(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk)
    _verify(line, coop_cast.tr_lead)
    reported(coop_cast, line, coop_cast.sc_desk, text="Düzəliş")
    assert _verify(line, coop_cast.sc_lead).state == "held"
    assert _verify(line, coop_cast.tr_lead).state == "verified"


def test_words_that_changed_while_one_read_them_are_not_verified(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk)
    with acting(coop_cast.tr_lead), pytest.raises(Conflict):
        progress.verify(line=line, sha256="0" * 64, by=coop_cast.tr_lead, at=now())


def test_a_desk_officer_does_not_verify_and_no_statement_does_it_alone(coop_cast):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk)
    with pytest.raises(NotAllowed):
        _verify(line, coop_cast.tr_desk)
    with acting(coop_cast.tr_lead):
        base.approve(thing=PlanLine.objects.get(pk=line.pk), by=coop_cast.tr_lead, at=now())
        days = {"first_on": date(2026, 5, 4), "last_on": date(2026, 5, 4)}
        assert refused(PlanLine.objects.filter(pk=line.pk).update, state="verified", **days)


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("no_day", {"says": "done"}),
        ("end_before_start", {"says": "done", "held_on": date(2026, 5, 4), "held_until": date(2026, 5, 3)}),
        ("ahead", {"says": "done", "held_on": tomorrow()}),
    ],
)
def test_reports_that_cannot_be_are_refused(coop_cast, code, more):
    line = first_line(signed(coop_cast))
    with acting(coop_cast.tr_desk), fails(code):
        progress.write(line=line, period=None, values=TOLD | more, hand_in=True, by=coop_cast.tr_desk, at=now())


def test_a_late_report_is_marked_one_for_locked_months_is_refused_by_the_database_too(coop_cast):
    plan = signed(coop_cast)
    line = first_line(plan)
    with acting(coop_cast.tr_desk):
        first, second = ReportPeriod.objects.filter(plan=plan)[:2]
        row = progress.write(line=line, period=first, values=TOLD, hand_in=True, by=coop_cast.tr_desk, at=now())
        assert row.is_late
        with fails("reported"):
            progress.write(line=line, period=first, values=TOLD, hand_in=True, by=coop_cast.tr_desk, at=now())
    in_time = second.due_on - timedelta(days=1)
    at = now().replace(year=in_time.year, month=in_time.month, day=in_time.day)
    with acting(coop_cast.sc_desk):
        row = progress.write(line=line, period=second, values=TOLD, hand_in=True, by=coop_cast.sc_desk, at=at)
        assert not row.is_late
    with acting(coop_cast.tr_lead):
        progress.lock(period=first, by=coop_cast.tr_lead, at=now())
    with acting(coop_cast.sc_desk):
        with fails("locked"), transaction.atomic():
            progress.write(line=line, period=first, values=TOLD, hand_in=True, by=coop_cast.sc_desk, at=now())
        kept = progress.write(line=line, period=first, values=TOLD, hand_in=False, by=coop_cast.sc_desk, at=now())
        assert refused(Progress.objects.filter(pk=kept.pk).update, given_at=now())
    with acting(coop_cast.tr_lead):
        progress.unlock(period=first, by=coop_cast.tr_lead, at=now())
    with acting(coop_cast.sc_desk):
        assert progress.write(
            line=line, period=first, values=TOLD, hand_in=True, by=coop_cast.sc_desk, at=now()
        ).is_late


def test_months_that_run_are_not_locked_and_a_desk_officer_locks_none(coop_cast):
    plan = signed(coop_cast)
    with acting(coop_cast.tr_lead):
        last = ReportPeriod.objects.filter(plan=plan).last()
        with fails("not_ended"):
            progress.lock(period=last, by=coop_cast.tr_lead, at=now())
    with acting(coop_cast.tr_desk), pytest.raises(NotAllowed):
        progress.lock(period=last, by=coop_cast.tr_desk, at=now())


def test_a_delay_is_read_by_the_other_side_ended_by_its_own_and_never_public(coop_cast):
    line = first_line(signed(coop_cast))
    with acting(coop_cast.sc_desk):
        row = progress.raise_obstacle(
            line=line, kind="delay", reason="travel", text="Viza", by=coop_cast.sc_desk, at=now()
        )
        row.refresh_from_db()
    with acting(coop_cast.tr_desk):
        assert Obstacle.objects.filter(pk=row.pk).exists()
        with fails("not_yours"):
            progress.end_obstacle(obstacle=row, version=row.version, how="", by=coop_cast.tr_desk, at=now())
    for person in (coop_cast.tr_lead, coop_cast.sc_lead):
        from umay.cooperation.accords.queries.base import public_hash_of

        with acting(person):
            base.release(accord=line.accord, sha256=public_hash_of(line.accord), by=person, at=now())
    with acting(None):
        assert PlanLine.objects.filter(pk=line.pk).exists(), "the plan itself is released"
        assert not Obstacle.objects.exists() and not Progress.objects.exists() and not Attendance.objects.exists()
    with acting(coop_cast.sc_desk):
        ended = progress.end_obstacle(obstacle=row, version=row.version, how="Verildi", by=coop_cast.sc_desk, at=now())
        assert ended.ended_at


PDF = Taken("tutanak.pdf", "application/pdf", 5, "0" * 64, b"%PDF-")
DONE_ON = {
    "titles": {"tr": "Çalıştay"},
    "begins_on": date(2026, 5, 4),
    "ends_on": date(2026, 5, 5),
    "place": "Bakü",
    "host": None,
}


def test_an_activity_is_counted_by_each_side_and_shown_by_files(coop_cast):
    line = first_line(signed(coop_cast))
    with acting(coop_cast.tr_desk):
        activity = activities.add(line=line, values=DONE_ON | {"host": coop_cast.sc}, by=coop_cast.tr_desk, at=now())
        activity.refresh_from_db()
    for person, people in ((coop_cast.tr_desk, 40), (coop_cast.sc_desk, 41)):
        with acting(person):
            activities.count(activity=activity, people=people, women=20, report="", by=person, at=now())
            activities.show(activity=activity, taken=PDF, about="Tutanak", by=person, at=now())
    with acting(coop_cast.tr_desk):
        assert sorted(row.people for row in activity.attendances.all()) == [40, 41]
        assert {row.party_id for row in activity.evidence.all()} == {coop_cast.tr.pk, coop_cast.sc.pk}
        assert Activity.objects.get(pk=activity.pk).state == "held"
        assert Attendance.objects.filter(party=coop_cast.sc).update(people=1) == 0
        with fails("activity_ended"):
            activities.call_off(
                activity=activity, version=Activity.objects.get(pk=activity.pk).version, by=coop_cast.tr_desk, at=now()
            )


def test_activities_that_cannot_be_are_refused(coop_cast):
    line, by = first_line(signed(coop_cast)), coop_cast.tr_desk
    with acting(by):
        for code, more in (
            ("end_before_start", {"ends_on": date(2026, 5, 1)}),
            ("no_title", {"titles": {}}),
            ("host", {"host": coop_cast.kz}),
        ):
            with fails(code):
                activities.add(line=line, values=DONE_ON | more, by=by, at=now())
        ahead = activities.add(
            line=line, values=DONE_ON | {"begins_on": tomorrow(), "ends_on": tomorrow()}, by=by, at=now()
        )
        with fails("ahead"):
            activities.count(activity=ahead, people=1, women=None, report="", by=by, at=now())
        with fails("women"):
            activities.count(activity=ahead, people=1, women=2, report="", by=by, at=now())
        assert activities.call_off(activity=ahead, version=1, by=by, at=now()).state == "cancelled"
    with acting(coop_cast.ml_desk), pytest.raises(Refusal):
        activities.add(line=line, values=DONE_ON, by=coop_cast.ml_desk, at=now())


def test_all_nine_lines_can_be_carried_out_by_simple_activities(coop_cast):
    plan = signed(coop_cast, lines=9)
    with acting(coop_cast.tr_desk):
        lines = list(plan.lines.select_related("plan", "accord"))
        for line in lines:
            activities.add(line=line, values=DONE_ON, by=coop_cast.tr_desk, at=now())
    for line in lines:
        reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk)
        _verify(line, coop_cast.tr_lead)
        _verify(line, coop_cast.sc_lead)
    with acting(coop_cast.sc_desk):
        assert set(plan.lines.values_list("state", flat=True)) == {"verified"}


def test_yes_of_a_side_that_has_nobody_here_stands_on_its_paper(coop_cast):
    said = [(coop_cast.tr, "party"), (coop_cast.kz, "party")]
    from tests.cooperation.accords.plans.made import drafted

    plan = drafted(coop_cast, sides=said)
    said_yes(plan, coop_cast.tr_lead)
    with acting(coop_cast.tr_lead):
        from umay.cooperation.accords.actions import files

        paper = files.add(
            accord=plan.accord, taken=PDF, use="paper", party=coop_cast.kz, by=coop_cast.tr_lead, at=now()
        )
        with fails("paper_missing"):
            base.approve(thing=plan, party=coop_cast.kz, by=coop_cast.tr_lead, at=now())
        base.approve(thing=plan, party=coop_cast.kz, paper=paper, by=coop_cast.tr_lead, at=now())
        assert standing(plan).is_agreed
