"""A meeting from its agenda to its locked minutes, what its decisions ask for, and what the next meeting takes up."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cooperation.accords.meetings import made
from umay.cooperation.accords.actions import decisions, meetings
from umay.cooperation.accords.calendars import entries
from umay.cooperation.accords.models import Decision, Meeting, Minutes, Verification
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import meetings as queries
from umay.cooperation.accords.work import work
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal


def _refused(function, *args, **kwargs) -> bool:
    try:
        with transaction.atomic():
            function(*args, **kwargs)
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlstate", "") == "42501"
    return False


@pytest.fixture
def series(coop_cast):
    return made.in_series(coop_cast)


def test_the_minutes_are_final_with_the_last_approval_of_those_who_attended(coop_cast, series):
    meeting = made.with_agenda(coop_cast, series)
    made.attended(coop_cast, meeting, coop_cast.tr_desk, coop_cast.sc_desk)
    decision = made.decided(coop_cast, meeting)
    made.typed(coop_cast, meeting)
    meeting = made.given(coop_cast, meeting)
    made.approved(meeting, coop_cast.tr_lead)
    with acting(coop_cast.tr_desk):
        meeting.refresh_from_db()
        assert meeting.state == "amendments"
        assert base.standing(meeting).needed == 2
    made.approved(meeting, coop_cast.sc_lead)
    with acting(coop_cast.sc_desk):
        meeting.refresh_from_db()
        decision.refresh_from_db()
        assert (meeting.state, meeting.final_number, decision.state) == ("final", 1, "adopted")
        assert queries.code_of(Decision.objects.select_related("meeting").get()) == f"{now().year}/I-1"
        with pytest.raises(Refusal) as refusal:
            meetings.write_minutes(meeting=meeting, number=1, texts={"tr": "x"}, by=coop_cast.sc_desk, at=now())
    assert refusal.value.code == "locked"


def test_an_amendment_voids_the_approval_before_it_and_asks_why(coop_cast, series):
    meeting = made.with_agenda(coop_cast, series)
    made.attended(coop_cast, meeting, coop_cast.tr_desk, coop_cast.sc_desk)
    made.typed(coop_cast, meeting)
    meeting = made.given(coop_cast, meeting)
    made.approved(meeting, coop_cast.tr_lead)
    with pytest.raises(Refusal) as refusal:
        made.typed(coop_cast, meeting, "Başka", number=1, by=coop_cast.sc_desk)
    assert refusal.value.code == "no_why"
    made.typed(coop_cast, meeting, "Başka", number=1, by=coop_cast.sc_desk, why="Yer düzeltildi")
    made.approved(meeting, coop_cast.sc_lead)
    with acting(coop_cast.tr_lead):
        meeting.refresh_from_db()
        assert meeting.state == "amendments"
        assert base.standing(meeting).of(coop_cast.tr).is_changed


def test_who_did_not_attend_neither_amends_nor_is_asked(coop_cast, series):
    meeting = made.with_agenda(coop_cast, series)
    made.attended(coop_cast, meeting, coop_cast.tr_desk)
    made.typed(coop_cast, meeting)
    meeting = made.given(coop_cast, meeting)
    with pytest.raises(NotAllowed):
        made.typed(coop_cast, meeting, "Başka", number=1, by=coop_cast.sc_desk, why="Yer")
    with acting(coop_cast.sc_lead), pytest.raises(NotAllowed):
        made.approved(meeting, coop_cast.sc_lead)
    with acting(coop_cast.sc_desk):
        row = Minutes(accord_id=meeting.accord_id, meeting=meeting, number=2, texts={"tr": "x"}, written_at=now())
        assert _refused(row.save, force_insert=True)


def test_the_days_for_amendments_end(coop_cast, series, monkeypatch):
    meeting = made.with_agenda(coop_cast, series)
    made.attended(coop_cast, meeting, coop_cast.tr_desk, coop_cast.sc_desk)
    made.typed(coop_cast, meeting)
    meeting = made.given(coop_cast, meeting)
    with acting(coop_cast.sc_desk), transaction.atomic(), pytest.raises(Refusal) as refusal:
        meetings.write_minutes(
            meeting=meeting, number=1, texts={"tr": "x"}, why="y", by=coop_cast.sc_desk, at=now() + timedelta(days=9)
        )
    assert refusal.value.code == "window_over"


def test_of_two_who_type_the_second_overwrites_nothing(coop_cast, series):
    meeting = made.with_agenda(coop_cast, series)
    made.typed(coop_cast, meeting, "Birinci")
    with pytest.raises(Conflict) as conflict:
        made.typed(coop_cast, meeting, "İkinci", by=coop_cast.sc_desk)
    assert conflict.value.code == "newer_minutes"
    with acting(coop_cast.tr_desk):
        assert [row.texts for row in queries.versions_of(meeting)] == [{"tr": "Birinci"}]
        apart = queries.difference(queries.last_minutes(meeting), {"tr": "İkinci"})
    assert apart == [("tr", [("out", "Birinci"), ("in", "İkinci")])]
    made.typed(coop_cast, meeting, "İkinci", number=1, by=coop_cast.sc_desk)


def test_a_new_meeting_opens_with_every_open_decision_as_its_first_item(coop_cast, series):
    _meeting, decision, _action = made.final(coop_cast, series)
    following = made.planned(coop_cast, series, ahead=30)
    with acting(coop_cast.sc_desk):
        first = queries.agenda_of(following)[0]
        assert first.number == 1
        assert [one.decision_id for one in first.carried_rows] == [decision.pk]
        with pytest.raises(Refusal):
            meetings.drop_item(item=first, version=first.version, by=coop_cast.sc_desk, at=now())


def test_a_decision_that_is_adopted_meanwhile_comes_onto_an_agenda_that_is_open(coop_cast, series):
    earlier = made.with_agenda(coop_cast, series)
    following = made.planned(coop_cast, series, ahead=30)
    made.attended(coop_cast, earlier, coop_cast.tr_desk)
    decision = made.decided(coop_cast, earlier)
    made.typed(coop_cast, earlier)
    made.approved(made.given(coop_cast, earlier), coop_cast.tr_lead)
    following = made.moved(coop_cast, following, "open_agenda", "close_agenda")
    with acting(coop_cast.tr_desk):
        assert [one.decision_id for one in queries.agenda_of(following)[0].carried_rows] == [decision.pk]


def test_an_action_is_verified_by_another_side_and_ends_its_decision(coop_cast, series):
    _meeting, decision, action = made.final(coop_cast, series)
    report = made.reported(coop_cast, action)
    with acting(coop_cast.sc_lead), pytest.raises(NotAllowed):
        decisions.verify(action=action, report=report, by=coop_cast.sc_lead, at=now())
    with acting(coop_cast.sc_lead):
        own = Verification(
            accord_id=action.accord_id, party=coop_cast.sc, report=report, is_adequate=True, given_at=now()
        )
        other = Verification(
            accord_id=action.accord_id, party=coop_cast.tr, report=report, is_adequate=True, given_at=now()
        )
        assert _refused(own.save, force_insert=True)
        assert _refused(other.save, force_insert=True)
        action.refresh_from_db()
        action.state = "verified"
        assert _refused(action.save, update_fields=["state"])
    with acting(coop_cast.tr_lead), transaction.atomic():
        decisions.verify(action=action, report=report, by=coop_cast.tr_lead, at=now())
        action.refresh_from_db()
        decision.refresh_from_db()
    assert (action.state, decision.state) == ("verified", "done")


def test_a_report_that_was_sent_back_is_followed_by_another(coop_cast, series):
    _meeting, _decision, action = made.final(coop_cast, series)
    first = made.reported(coop_cast, action)
    with acting(coop_cast.tr_lead), transaction.atomic():
        decisions.send_back(action=action, report=first, why="Dosya yok", by=coop_cast.tr_lead, at=now())
    made.reported(coop_cast, action)
    with acting(coop_cast.tr_lead), pytest.raises(Refusal) as refusal:
        decisions.verify(action=action, report=first, by=coop_cast.tr_lead, at=now())
    assert refusal.value.code == "old_report"


def test_a_later_decision_drops_an_earlier_one_with_its_actions(coop_cast, series):
    _meeting, decision, action = made.final(coop_cast, series)
    following = made.with_agenda(coop_cast, series)
    made.attended(coop_cast, following, coop_cast.tr_desk)
    made.decided(coop_cast, following, "Rehberden vazgeçildi", drops=decision)
    made.typed(coop_cast, following)
    made.approved(made.given(coop_cast, following), coop_cast.tr_lead)
    with acting(coop_cast.tr_desk):
        decision.refresh_from_db()
        action.refresh_from_db()
    assert (decision.state, action.state) == ("dropped", "dropped")


def test_the_database_locks_final_minutes_and_keeps_the_order(coop_cast, series):
    meeting, decision, action = made.final(coop_cast, series)
    ahead = made.planned(coop_cast, series, ahead=9)
    with acting(coop_cast.tr_desk):
        for row, column, value in (
            (meeting, "begins_on", now().date() - timedelta(days=9)),
            (decision, "texts", {"tr": "Başka"}),
            (action, "due_on", now().date()),
            (ahead, "state", "final"),
            (ahead, "state", "held"),
        ):
            fresh = type(row).objects.get(pk=row.pk)
            setattr(fresh, column, value)
            if value == "final":
                fresh.final_number = 1
            assert _refused(fresh.save), (row, column, value)
        assert _refused(
            Minutes(accord_id=meeting.accord_id, meeting=meeting, number=2, texts={}, written_at=now()).save
        )


def test_no_other_side_and_nobody_else_reads_or_writes(coop_cast, series):
    meeting, _decision, _action = made.final(coop_cast, series)
    with acting(coop_cast.ml_desk):
        assert _refused(meetings.Attending(accord_id=meeting.accord_id, party=coop_cast.sc, meeting=meeting, says="absent").save)  # fmt: skip
        with pytest.raises(Refusal):
            meetings.attend(meeting=meeting, says="absent", delegation=None, head=None, by=coop_cast.ml_desk, at=now())
    with acting(None):
        assert not Meeting.objects.exists()
        assert not Minutes.objects.exists()
        assert not Decision.objects.exists()


def test_draft_minutes_and_actions_are_never_public(coop_cast, series):
    meeting = made.with_agenda(coop_cast, series)
    made.attended(coop_cast, meeting, coop_cast.tr_desk, coop_cast.sc_desk)
    made.to_do(coop_cast, made.decided(coop_cast, meeting), coop_cast.sc)
    made.typed(coop_cast, meeting, "Taslak")
    _released(coop_cast, meeting)
    with acting(None):
        assert Meeting.objects.count() == 1
        assert not Minutes.objects.exists()
        assert not Decision.objects.exists()
    made.typed(coop_cast, meeting, "Son sözler", number=1)
    made.approved(made.given(coop_cast, meeting), coop_cast.tr_lead, coop_cast.sc_lead)
    _released(coop_cast, meeting)
    with acting(None):
        assert [row.texts for row in Minutes.objects.all()] == [{"tr": "Son sözler"}]
        assert Decision.objects.count() == 1
        assert not queries.ActionPoint.objects.exists()


def _released(coop, meeting) -> None:
    for person in (coop.tr_lead, coop.sc_lead):
        with acting(person), transaction.atomic():
            accord = base.Accord.objects.get(pk=meeting.accord_id)
            meetings.base.release(accord=accord, sha256=base.public_hash_of(accord), by=person, at=now())


def test_words_are_found_in_whichever_language_and_letters_they_stand(coop_cast, series):
    made.final(coop_cast, series)
    with acting(coop_cast.sc_desk):
        for words in ("KORUYUCU AİLE", "koruyucu aıle", "1/I-1"[2:]):
            assert len(queries.compiled(series, words)) == 1, words
        assert queries.compiled(series, "ilk sozler")[0].minutes is not None
        assert queries.compiled(series, "deprem") == []


def test_overdue_actions_and_waiting_reports_stand_in_my_work(coop_cast, series):
    _meeting, _decision, action = made.final(coop_cast, series, days=3)
    later = now() + timedelta(days=5)

    def codes(by, at=None):
        with acting(by):
            return [(task.kind, task.tone) for task in work(by, at or now()) if task.kind.startswith("meetings.")]

    assert codes(coop_cast.sc_desk) == [("meetings.report", "due")]
    assert codes(coop_cast.sc_desk, later) == [("meetings.report", "overdue")]
    assert codes(coop_cast.tr_desk, later) == []
    made.reported(coop_cast, action)
    assert codes(coop_cast.sc_desk, later) == []
    assert codes(coop_cast.tr_lead) == [("meetings.verify", "waiting")]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (51, "LI")]
)
def test_meetings_are_numbered_as_ministers_do(number, written):
    from umay.cooperation.accords.rules.meetings import roman

    assert roman(number) == written


def test_meetings_and_ones_own_actions_stand_in_the_calendar(coop_cast, series):
    meeting, _decision, action = made.final(coop_cast, series)

    def found(by):
        with acting(by):
            rows = entries(by, "az", None, lambda name, *args: f"https://example.org/{name}")
            return {row.uid: row for row in rows if row.uid.startswith(("meeting-", "action-"))}

    mine = found(coop_cast.sc_desk)
    assert set(mine) == {f"meeting-{meeting.pk}@umay", f"action-{action.pk}-{coop_cast.sc.pk}@umay"}
    assert mine[f"meeting-{meeting.pk}@umay"].title == "Nazirlərin iclası"
    to_do = mine[f"action-{action.pk}-{coop_cast.sc.pk}@umay"]
    assert (to_do.is_todo, to_do.state, to_do.ends) == (True, "", action.due_on)
    assert set(found(coop_cast.tr_desk)) == {f"meeting-{meeting.pk}@umay"}
    made.reported(coop_cast, action)
    assert found(coop_cast.sc_desk)[to_do.uid].state == "done"
