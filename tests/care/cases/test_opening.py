"""A case opens and its own facts change; who may write in it."""

from datetime import timedelta

import pytest

from tests.care.cases.steps import CHILD, opened
from tests.factories.care import make_report
from umay.care.cases import actions, queries
from umay.care.cases.models import Case, Note
from umay.care.persons.models import Person
from umay.ground.journal.actions import AlreadyDone
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def test_a_case_opens_without_a_report_and_its_clocks_start(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        assert case.number.startswith("T42A-")
        assert (case.worker_id, case.team_id, case.file_id) == (cast.worker.user_id, cast.team.pk, case.pk)
        assert queries.children_of(case).get().person.file_id == case.pk
        kinds = list(queries.open_deadlines(case).values_list("kind", flat=True))
        assert sorted(kinds) == ["assessment", "assessment", "review"]
        assert case.next_review_on is not None
        assert Entry.objects.filter(code="cases.open", thing=case.pk).count() == 1


def test_what_a_supervisor_opens_waits_to_be_given_to_a_worker(cast):
    assert opened(cast.supervisor).worker_id is None
    assert opened(cast.duty).worker_id is None


def test_a_case_needs_a_child_and_the_permission(cast):
    with acting(cast.worker), pytest.raises(Refusal, match="at least one child"):
        actions.open(persons=[], values={}, by=cast.worker, at=now())
    with acting(cast.director), pytest.raises(NotAllowed):
        actions.open(persons=[], values={"children": [CHILD]}, by=cast.director, at=now())


def test_the_same_form_sent_twice_opens_one_case(cast):
    key = new_id()
    with acting(cast.worker):
        first = actions.open(persons=[], values={"children": [CHILD]}, by=cast.worker, at=now(), key=key)
        with pytest.raises(AlreadyDone) as again:
            actions.open(persons=[], values={"children": [CHILD]}, by=cast.worker, at=now(), key=key)
        assert again.value.thing == first.pk
        assert Case.objects.count() == 1


def test_a_report_becomes_a_case_of_a_sibling_group(cast):
    at = now()
    report = make_report(
        cast.worker, ages=(4, 9), state="screened", risk="high", contact_due_at=at + timedelta(hours=24)
    )
    with acting(cast.worker):
        persons = list(Person.objects.filter(file_id=report.pk))
        case = actions.open(report=report, persons=persons, values={}, by=cast.worker, at=at)
        report.refresh_from_db()
        assert report.state == "case_opened"
        assert (case.report_id, case.risk, case.office_id) == (report.pk, "high", report.office_id)
        assert {child.person.file_id for child in queries.children_of(case)} == {case.pk}
        assert {child.person.file_kind for child in queries.children_of(case)} == {"case"}
        assert len(queries.summaries(case, by=cast.worker, at=at)) == 2


def test_a_child_is_in_one_open_case_only(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        person = queries.children_of(case).get().person
        with pytest.raises(Refusal, match="another open case"):
            actions.open(persons=[person], values={}, by=cast.worker, at=now())
        assert Case.objects.count() == 1


def test_a_sister_joins_the_case_later(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        actions.add_child(case=case, values=CHILD | {"given": "Ada"}, by=cast.worker, at=now())
        assert queries.children_of(case).count() == 2


def test_a_change_made_in_between_is_never_overwritten(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        actions.change(case=case, version=case.version, values={"goal": "return_home"}, by=cast.worker, at=now())
    with acting(cast.supervisor):
        with pytest.raises(Conflict):
            actions.change(case=case, version=case.version, values={"goal": "kin"}, by=cast.supervisor, at=now())
        assert Case.objects.get(pk=case.pk).goal == "return_home"


def test_only_goals_of_the_country_are_taken(cast):
    case = opened(cast.worker)
    with acting(cast.worker), pytest.raises(Refusal, match="goals"):
        actions.change(case=case, version=case.version, values={"goal": "x"}, by=cast.worker, at=now())


def test_moving_the_place_moves_the_point_on_the_map(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        values = {"place": "TR-06"}
        moved = actions.change(case=case, version=case.version, values=values, by=cast.worker, at=now())
    assert moved.place == "TR-06" and (moved.lat, moved.lon) != (case.lat, case.lon)


def test_a_reader_and_a_stranger_cannot_write(cast):
    case = opened(cast.worker)
    with acting(cast.inspector), pytest.raises(NotAllowed):
        actions.note(case=case, kind="note", text="x", by=cast.inspector, at=now())
    stranger = cast.other_office["worker"]
    with acting(stranger), pytest.raises(Conflict):
        actions.note(case=case, kind="note", text="x", by=stranger, at=now())


def test_a_note_is_sealed_and_not_about_the_future(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        note = actions.note(case=case, kind="call", text="Öğretmen aradı.", by=cast.worker, at=now())
        assert Note.objects.get(pk=note.pk).text == "Öğretmen aradı."
        for wrong in (
            {"text": " "},
            {"kind": "review"},
            {"happened_at": now() + timedelta(hours=1)},
        ):
            with pytest.raises(Refusal):
                actions.note(**{"case": case, "kind": "note", "text": "x", "by": cast.worker, "at": now()} | wrong)
