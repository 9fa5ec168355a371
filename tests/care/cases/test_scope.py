"""Who works on a case and who sees it: given, handed over, confidential; and closing by two people."""

import threading
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from tests.factories.care import make_case, make_human
from tests.factories.cast import user_of
from umay.care.cases import actions, queries
from umay.care.cases.lifecycle import LIFECYCLE
from umay.care.cases.models import Case, CaseChild, Note
from umay.care.persons.models import Person
from umay.ground.journal.models import Entry
from umay.ground.offices.actions import break_glass
from umay.ground.offices.models import Notice
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

REASON = "Bir meslektaşın çocuğu."


def sees(identity) -> bool:
    with acting(identity):
        return Case.objects.exists()


def confidential(case, cast, users=()):
    with acting(cast.supervisor):
        actions.make_confidential(
            case=case,
            version=case.version,
            users=[user_of(one) for one in users],
            reason=REASON,
            by=cast.supervisor,
            at=now(),
        )


# giving to a worker


def test_a_supervisor_gives_a_case_to_a_worker_who_is_told(cast):
    case = make_case(cast.worker)
    with acting(cast.supervisor):
        worker = user_of(cast.other_team_worker)
        actions.assign(case=case, version=case.version, worker=worker, by=cast.supervisor, at=now())
    assert not sees(cast.worker) and sees(cast.other_team_worker)
    with acting(cast.other_team_worker):
        assert Case.objects.get().team_id == cast.other_team_worker.team_id
        assert CaseChild.objects.get().worker_id == Person.objects.get().worker_id == cast.other_team_worker.user_id
        assert Notice.objects.get().kind == "assigned"


def test_only_workers_of_the_office_are_given_a_case_and_only_by_a_supervisor(cast):
    case = make_case(cast.worker)
    with acting(cast.supervisor):
        for wrong in (cast.other_office["worker"], cast.family_worker):
            with pytest.raises(Refusal, match="caseworker of this office"):
                actions.assign(case=case, version=case.version, worker=user_of(wrong), by=cast.supervisor, at=now())
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.assign(case=case, version=case.version, worker=user_of(cast.worker), by=cast.worker, at=now())


def test_an_older_post_elsewhere_does_not_hide_a_worker(cast):
    worker = user_of(cast.other_team_worker)
    with founding():
        worker.posts.create(
            role="worker",
            level="own",
            office=cast.cankaya,
            begins_on=date(2015, 1, 1),
            ends_on=date(2019, 1, 1),
            confirmed_at=now(),
        )
    case = make_case(cast.worker)
    with acting(cast.supervisor):
        actions.assign(case=case, version=case.version, worker=worker, by=cast.supervisor, at=now())
    assert sees(cast.other_team_worker)


# handing over


def test_the_other_office_is_told_and_has_everything_and_the_old_one_has_nothing(cast):
    case = make_case(cast.worker, ages=(3, 5))
    aunt = make_human(cast.worker, file_id=case.pk)
    with acting(cast.supervisor):
        actions.hand_over(
            case=case, version=case.version, office=cast.cankaya, note="Aile taşındı.", by=cast.supervisor, at=now()
        )
    assert not sees(cast.supervisor) and not sees(cast.worker)
    there = cast.other_province["supervisor"]
    with acting(there):
        moved = Case.objects.get()
        assert (moved.worker_id, moved.team_id, moved.office_id) == (None, None, cast.cankaya.pk)
        assert queries.children_of(moved).count() == 2 and Person.objects.filter(pk=aunt.pk).exists()
        assert Note.objects.get().text == "Aile taşındı."
        assert Notice.objects.get().kind == "handed"


def test_a_case_is_not_handed_to_its_own_office_another_country_or_nobody(cast):
    case = make_case(cast.worker)
    with founding():
        cast.selcuklu.posts.filter(role="supervisor").update(ends_on=now().date() - timedelta(days=1))
    with acting(cast.supervisor):
        for office, words in (
            (cast.meram, "another office"),
            (cast.baku, "another office"),
            (cast.selcuklu, "no supervisor"),
        ):
            with pytest.raises(Refusal, match=words):
                actions.hand_over(
                    case=case, version=case.version, office=office, note="x", by=cast.supervisor, at=now()
                )
    assert sees(cast.supervisor)


# confidential


def test_a_confidential_case_is_open_to_the_named_and_to_who_decided_it(cast):
    case = make_case(cast.worker)
    confidential(case, cast, [cast.worker])
    assert sees(cast.worker) and sees(cast.supervisor)
    for identity in (cast.duty, cast.director, cast.inspector, cast.other_team_worker, cast.placement_officer):
        assert not sees(identity)
    with acting(cast.worker):
        names = {row.user_id for row in queries.open_to(case)}
        assert names == {cast.worker.user_id, cast.supervisor.user_id}
        assert Case.objects.get().worker_id == cast.worker.user_id


def test_a_worker_who_is_not_named_loses_the_case(cast):
    case = make_case(cast.worker)
    confidential(case, cast)
    assert not sees(cast.worker) and sees(cast.supervisor)
    with acting(cast.supervisor):
        assert Case.objects.get().worker_id is None
        fresh = Case.objects.get()
        with pytest.raises(Refusal, match="named people only"):
            actions.assign(case=fresh, version=fresh.version, worker=user_of(cast.worker), by=cast.supervisor, at=now())
        actions.name_person(
            case=fresh, user=user_of(cast.worker), may_write=True, reason=REASON, by=cast.supervisor, at=now()
        )
        actions.assign(case=fresh, version=fresh.version, worker=user_of(cast.worker), by=cast.supervisor, at=now())
    assert sees(cast.worker)


def test_naming_and_unnaming_and_the_last_one_stays(cast):
    case = make_case(cast.worker)
    confidential(case, cast)
    with acting(cast.supervisor):
        fresh = Case.objects.get()
        user = user_of(cast.director)
        grant = actions.name_person(case=fresh, user=user, may_write=False, reason=REASON, by=cast.supervisor, at=now())
        with pytest.raises(Refusal, match="can see the case already"):
            actions.name_person(case=fresh, user=user, may_write=False, reason=REASON, by=cast.supervisor, at=now())
    assert sees(cast.director)
    with acting(cast.supervisor):
        actions.unname_person(case=fresh, grant_id=grant, by=cast.supervisor, at=now())
    assert not sees(cast.director)
    with acting(cast.supervisor):
        mine = queries.open_to(fresh)[0].id
        with pytest.raises(Refusal, match="last person"):
            actions.unname_person(case=fresh, grant_id=mine, by=cast.supervisor, at=now())


def test_nobody_outside_learns_to_whom_a_case_is_open(cast):
    case = make_case(cast.worker)
    confidential(case, cast, [cast.worker])
    for identity in (cast.director, cast.other_office["supervisor"], cast.azerbaijan["supervisor"]):
        with acting(identity), pytest.raises(NotAllowed):
            queries.open_to(case)


def test_people_without_children_in_their_role_cannot_be_named(cast):
    case = make_case(cast.worker)
    for wrong in (cast.auditor, cast.administrator, cast.azerbaijan["worker"]):
        with acting(cast.supervisor), pytest.raises(Refusal, match="work with children"):
            actions.make_confidential(
                case=case,
                version=case.version,
                users=[user_of(wrong)],
                reason=REASON,
                by=cast.supervisor,
                at=now(),
            )
    assert sees(cast.worker)


def test_ending_confidentiality_closes_every_named_door(cast):
    case = make_case(cast.worker)
    confidential(case, cast, [cast.worker, cast.director])
    with acting(cast.supervisor):
        fresh = Case.objects.get()
        actions.end_confidential(case=fresh, version=fresh.version, by=cast.supervisor, at=now())
        assert queries.open_to(fresh) == []
    assert sees(cast.worker) and sees(cast.duty) and not sees(cast.other_office["supervisor"])


def test_a_confidential_case_is_handed_to_one_named_supervisor(cast):
    case = make_case(cast.worker)
    confidential(case, cast, [cast.worker])
    there = cast.other_office["supervisor"]
    with acting(cast.supervisor):
        fresh = Case.objects.get()
        handed = {"office": cast.selcuklu, "note": REASON, "by": cast.supervisor, "at": now()}
        with pytest.raises(Refusal, match="named people only"):
            actions.hand_over(case=fresh, version=fresh.version, **handed)
        actions.hand_over(case=fresh, version=fresh.version, named=user_of(there), **handed)
    assert sees(there) and not sees(cast.supervisor) and not sees(cast.worker)
    with acting(there):
        assert [row.user_id for row in queries.open_to(Case.objects.get())] == [there.user_id]


def test_who_looked_in_an_emergency_stands_in_the_list(cast):
    case = make_case(cast.worker)
    stranger = cast.other_office["supervisor"]
    with acting(stranger):
        break_glass(kind="case", file=case.pk, reason="Çocuk şu an hastanede.", by=stranger, at=now())
    with acting(cast.worker):
        assert [(row.kind, row.user_id) for row in queries.open_to(case)] == [("glass", stranger.user_id)]


# closing


def ask_close(case, by, **changes):
    said = {"reason": "home_safe", "note": "Üç aydır iyi."} | changes
    with acting(by):
        return actions.ask_close(case=case, version=case.version, by=by, at=now(), **said)


def test_a_case_closes_by_two_people_and_opens_again_with_its_children(cast):
    case = make_case(cast.worker, ages=(4, 7), needs_family_since=None)
    asked = ask_close(case, cast.worker)
    with acting(cast.supervisor):
        asked.refresh_from_db()
        closed = actions.close(case=asked, version=asked.version, by=cast.supervisor, at=now())
        assert (closed.state, closed.closing_reason) == ("closed", "home_safe")
        assert queries.children_of(closed).count() == 0
        with pytest.raises(Refusal, match="closed"):
            actions.note(case=closed, kind="note", text="x", by=cast.supervisor, at=now())
        closed.refresh_from_db()
        again = actions.reopen(case=closed, version=closed.version, why="Yeni bildirim.", by=cast.supervisor, at=now())
        assert (again.state, again.closed_at) == ("open", None)
        assert queries.children_of(again).count() == 2
        assert queries.open_deadlines(again).filter(kind="review").count() == 1
        codes = set(Entry.objects.filter(thing=case.pk, code__startswith="cases.").values_list("code", flat=True))
        assert {"cases.close", "cases.reopen"} <= codes


def test_who_asked_cannot_close(cast):
    case = make_case(cast.worker, needs_family_since=None)
    asked = ask_close(case, cast.supervisor)
    with acting(cast.supervisor):
        asked.refresh_from_db()
        with pytest.raises(Refusal, match="second person"):
            actions.close(case=asked, version=asked.version, by=cast.supervisor, at=now())


def test_a_worker_cannot_close_and_a_reason_is_needed(cast):
    case = make_case(cast.worker, needs_family_since=None)
    for wrong in ({"reason": "x"}, {"note": " "}):
        with pytest.raises(Refusal):
            ask_close(case, cast.worker, **wrong)
    asked = ask_close(case, cast.worker)
    with acting(cast.worker):
        asked.refresh_from_db()
        with pytest.raises(NotAllowed):
            actions.close(case=asked, version=asked.version, by=cast.worker, at=now())


def test_a_case_that_waits_for_a_family_is_not_closed(cast):
    case = make_case(cast.worker)
    with pytest.raises(Refusal, match="still being looked for"):
        ask_close(case, cast.worker)


def test_a_later_rooms_reason_stands_in_the_way_of_closing(cast, monkeypatch):
    case = make_case(cast.worker, needs_family_since=None)
    why = Refusal("a child still lives with a family", code="placed")
    monkeypatch.setitem(slots._slots, ("guard", "cases.case.close"), [lambda row, by, at: why])
    with pytest.raises(Refusal, match="still lives with a family"):
        ask_close(case, cast.worker)
    assert not LIFECYCLE.may(case, "ask_close", by=cast.worker, at=now())


def test_the_supervisor_may_keep_a_case_open_with_a_word(cast):
    case = make_case(cast.worker, needs_family_since=None)
    asked = ask_close(case, cast.worker)
    with acting(cast.supervisor):
        asked.refresh_from_db()
        with pytest.raises(Refusal):
            actions.keep_open(case=asked, version=asked.version, why="", by=cast.supervisor, at=now())
        kept = actions.keep_open(
            case=asked, version=asked.version, why="Bir ziyaret daha.", by=cast.supervisor, at=now()
        )
        assert (kept.state, kept.closing_asked_by) == ("open", None)
        assert Note.objects.get().text == "Bir ziyaret daha."


def test_a_child_who_went_on_elsewhere_keeps_the_old_case_closed(cast):
    case = make_case(cast.worker, needs_family_since=None)
    asked = ask_close(case, cast.worker)
    with acting(cast.supervisor):
        asked.refresh_from_db()
        closed = actions.close(case=asked, version=asked.version, by=cast.supervisor, at=now())
        person = CaseChild.objects.get().person
        actions.open(persons=[person], values={}, by=cast.supervisor, at=now())
        closed.refresh_from_db()
        with pytest.raises(Refusal, match="another open case"):
            actions.reopen(case=closed, version=closed.version, why="x", by=cast.supervisor, at=now())
        assert Case.objects.get(pk=closed.pk).state == "closed"


# two at once


@contextmanager
def committed(identity):
    """Work of one person in a transaction of its own that stays."""
    with acting(identity), transaction.atomic():
        yield


def _together(*deeds):
    """Run the deeds in threads of their own, each with its own connection; give what each came to."""
    start, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, identity, deed):
        try:
            start.wait(timeout=20)
            with committed(identity):
                deed()
            found[place] = "done"
        except Refusal as refusal:
            found[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, *deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


@pytest.mark.commits
def test_two_who_change_at_once_do_not_overwrite_each_other(own_cast):
    with committed(own_cast.worker):
        case = make_case(own_cast.worker)

    def change(by, goal):
        return by, lambda: actions.change(case=case, version=case.version, values={"goal": goal}, by=by, at=now())

    found = _together(change(own_cast.worker, "kin"), change(own_cast.supervisor, "return_home"))
    assert sorted(type(one).__name__ for one in found) == ["Conflict", "str"]


@pytest.mark.commits
def test_closing_and_keeping_open_at_once_is_decided_once(own_cast):
    with committed(own_cast.worker):
        case = make_case(own_cast.worker, needs_family_since=None)
        asked = ask_close(case, own_cast.worker)
    by = own_cast.supervisor
    with committed(by):
        asked.refresh_from_db()
    found = _together(
        (by, lambda: actions.close(case=asked, version=asked.version, by=by, at=now())),
        (by, lambda: actions.keep_open(case=asked, version=asked.version, why="Daha değil.", by=by, at=now())),
    )
    assert sum(one == "done" for one in found) == 1
    assert any(isinstance(one, Conflict) for one in found)
    with committed(by):
        assert Case.objects.get().state == ("closed" if found[0] == "done" else "open")


@pytest.mark.commits
def test_two_who_meet_one_clock_start_the_next_one_once(own_cast):
    by = own_cast.worker
    with committed(by):
        case = actions.open(persons=[], values={"children": [{"given": "Deniz"}]}, by=by, at=now())
        full = queries.open_deadlines(case).get(rule="risk.full_assessment_days")
    at = now()
    meet = (by, lambda: actions.meet_deadline(deadline=full, met_at=at, by=by, at=at))
    found = _together(meet, meet)
    assert sum(one == "done" for one in found) == 1
    with committed(by):
        assert case.deadlines.filter(kind="plan").count() == 1
