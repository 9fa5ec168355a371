"""Runs for a whole country: what the job may read, that nothing else can, that a run is made once and repeated to the same bytes."""

import hashlib
import json
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.care.matching import plain
from tests.care.matching.setting import asked, home, opened, proposed, seeking
from tests.factories.care import make_family, make_human
from umay.care.cases.models import CaseChild, Contact
from umay.care.families.models import Member
from umay.care.matching import actions, jobs, queries, rounds
from umay.care.matching.access import national
from umay.care.matching.actions import running
from umay.care.matching.engine import candidates_in, parse
from umay.care.matching.models import Advice, Match, Run, RunFigures, RunFile
from umay.care.matching.words import FileKind, RunState
from umay.care.persons.words import Sex
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed

pytestmark = pytest.mark.usefixtures("plain_engine")


def country(code="TR"):
    by = national(code, now())
    with acting(by), transaction.atomic():
        return queries.gathered(by=by, at=now())


def run_for(by, code="TR") -> Run:
    with acting(by), transaction.atomic():
        made = actions.ask_run(by=by, at=now())
    jobs.run(str(made), code)
    return seen(by, made)


def seen(by, made) -> Run:
    """The run as this person sees it, but with its numbers as they were counted."""
    with acting(by), transaction.atomic():
        run = queries.runs(by).get(pk=made)
    with acting(national(run.country, now())), transaction.atomic():
        run.figures = RunFigures.objects.filter(run=run).values_list("figures", flat=True).first() or {}
    return run


def advice_for(by, group_id):
    with acting(by), transaction.atomic():
        return queries.advice_of(group_id, by)


def test_the_job_reads_every_waiting_group_and_every_approved_family_of_its_country_and_of_no_other(cast):
    near, far = home(cast), home(cast, cast.other_province["family_worker"])
    home(cast, state="suspended")
    here, there = opened(cast), opened(cast, cast.other_province["worker"])
    unsearched = seeking(cast, cast.other_office["worker"])
    opened(cast, cast.azerbaijan["worker"])
    make_family(cast.azerbaijan["family_worker"])
    found = country().instance
    assert {group.id for group in found.groups} == {str(here.pk), str(there.pk), str(unsearched.pk)}
    assert {family.id for family in found.families} == {str(near.pk), str(far.pk)}
    assert len(country("AZ").instance.groups) == 1


def test_those_who_have_a_proposal_a_family_being_asked_or_a_closed_case_are_out(cast):
    waiting = opened(cast)
    being_asked = opened(cast, ages=(4,))
    asked(being_asked, home(cast), cast.worker)
    proposed(opened(cast, ages=(5,)), home(cast), cast.worker, reason="safety", words="Bu aile daha güvenli.")
    seeking(cast, needs_family_since=None)
    seeking(cast, state="closed", closed_at=now())
    free = home(cast)
    found = country().instance
    assert [group.id for group in found.groups] == [str(waiting.pk)]
    assert {family.id: family.places for family in found.families}[str(free.pk)] == 2
    assert sorted(family.places for family in found.families) == [1, 1, 2]


def test_a_confidential_family_is_for_nobodys_run_and_a_confidential_child_is_not_forgotten(cast):
    family = home(cast)
    match = opened(cast)
    for by, kind, file in ((cast.family_worker, "family", family), (cast.worker, "case", match.case)):
        with acting(by), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select offices_hand_over(%s, %s, %s, null, %s, true)", [kind, file.pk, file.office_id, by.user_id]
            )
    found = country().instance
    assert not found.families
    assert [group.id for group in found.groups] == [str(match.pk)]


def test_the_page_and_the_run_say_the_same_of_a_family_of_the_own_office(cast):
    home(cast, languages=["tr", "ku"])
    home(cast, rooms_for=["f"])
    home(cast, rooms_for=["m"])
    home(cast, skills=["sign_language"])
    match = opened(cast)
    with acting(cast.worker):
        CaseChild.objects.filter(case=match.case).update(languages=["ku"])
        type(match.case.children.first().person).objects.filter(pk__in=match.children).update(sex=Sex.UNKNOWN)
        page = {one.family_id for one in queries.ranking(match, cast.worker, now()).ranking.candidates}
    found = country().instance
    assert {one.family_id for one in candidates_in(found, str(match.pk)).candidates} == page


def test_a_family_whose_home_holds_somebody_the_children_must_not_meet_is_barred_in_the_run_too(cast):
    family = home(cast, cast.other_office["family_worker"])
    match = opened(cast)
    with acting(cast.worker):
        father = make_human(cast.worker, file_id=match.case.file_id)
        Contact.objects.create(**follow(match.case), case=match.case, person=father, kind="none")
    assert not country().instance.groups[0].not_with_families
    with acting(cast.other_office["family_worker"]):
        Member.objects.create(**follow(family), family=family, person_id=father.pk, role="adult")
    assert country().instance.groups[0].not_with_families == {str(family.pk)}


@pytest.mark.parametrize(
    "function",
    [
        "matching_country_groups(now())",
        "matching_country_children()",
        "matching_country_circles()",
        "matching_country_families(now())",
        "matching_country_arrivals(now(), now())",
        "matching_put_advice(gen_random_uuid(), '[]')",
    ],
)
def test_no_post_of_any_role_can_call_what_the_job_calls(cast, function):
    for by in cast.home.values():
        assert "n" not in by.flags, by.role
        with acting(by), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select * from {function}")


def test_what_a_run_read_is_open_to_nobody_but_the_job_and_no_page_can_change_a_run(cast):
    home(cast)
    opened(cast)
    run = run_for(cast.placement_officer)
    for by in cast.home.values():
        with acting(by), transaction.atomic():
            assert not RunFile.objects.exists()
            assert not Run.objects.filter(pk=run.pk).update(state="queued")
    with acting(cast.azerbaijan["director"]), transaction.atomic():
        assert not Run.objects.exists()
    with acting(cast.director), pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.create(country="TR", kind="asked", day=now().date(), asked_at=now())


def test_only_the_posts_that_carry_it_begin_a_run_and_one_is_made_at_a_time(cast):
    for by in (cast.worker, cast.supervisor, cast.auditor, cast.inspector):
        with acting(by), pytest.raises(NotAllowed), transaction.atomic():
            actions.ask_run(by=by, at=now())
    with acting(cast.director), transaction.atomic():
        actions.ask_run(by=cast.director, at=now())
        with pytest.raises(running.RunAtWork):
            actions.ask_run(by=cast.director, at=now())


def test_a_run_suggests_a_family_for_each_group_in_the_file_of_its_own_case(cast):
    near = home(cast)
    far = home(cast, cast.other_province["family_worker"], lat=38.6, lon=32.6)
    mine, theirs = opened(cast), opened(cast, cast.other_office["worker"])
    run = run_for(cast.placement_officer)
    assert run.state == RunState.DONE and run.figures["groups"] == 2 and run.figures["suggested_groups"] == 2
    assert run.engine == plain.ENGINE and len(run.input_sha256) == len(run.result_sha256) == 64
    first, second = advice_for(cast.worker, mine.pk), advice_for(cast.other_office["worker"], theirs.pk)
    assert {first.family_id, second.family_id} == {near.pk, far.pk}
    assert first.office_id == mine.office_id and first.file_id == mine.file_id and first.suiting == 2
    assert advice_for(cast.worker, theirs.pk) is None and advice_for(cast.other_province["worker"], mine.pk) is None
    with acting(cast.auditor), transaction.atomic():
        assert not Advice.objects.exists()


def test_how_far_another_offices_family_lives_is_told_to_the_middle_of_its_district_alone(cast):
    home(cast, cast.other_office["family_worker"], lat=38.4, lon=33.1)
    match = opened(cast)
    run_for(cast.placement_officer)
    found = advice_for(cast.worker, match.pk)
    assert 5 < found.km < 9  # Meram to the centre of Selçuklu, not to the family


def test_urgent_groups_are_solved_first_and_what_they_are_given_is_out_of_the_second_round(cast):
    only = home(cast)
    slow = opened(cast, needs_family_since=now().date() - timedelta(days=300))
    urgent = opened(cast, ages=(7,), is_urgent=True)
    run = run_for(cast.placement_officer)
    assert [one["name"] for one in run.figures["rounds"]] == ["urgent", "rest"]
    assert advice_for(cast.worker, urgent.pk).family_id == only.pk
    assert advice_for(cast.worker, slow.pk).family_id is None


def test_parts_of_a_split_group_are_groups_of_their_own_and_go_to_different_families(cast):
    home(cast, places=1, max_siblings=1)
    home(cast, places=1, max_siblings=1)
    match = opened(cast, ages=(4, 7))
    with acting(cast.worker):
        first, second = match.children
        parts = actions.split(
            match=match,
            parts=[[first], [second]],
            kind="no_home",
            reason="Beraber alacak ev yok.",
            contact_plan="Her hafta sonu görüşme.",
            by=cast.worker,
            at=now(),
        )
    assert parts
    found = country().instance
    with acting(cast.worker):
        ids = {str(pk) for pk in Match.objects.filter(split_of=match).values_list("pk", flat=True)}
    assert {group.id for group in found.groups} == ids and not found.rules.splitting
    run_for(cast.placement_officer)
    given = [advice_for(cast.worker, pk).family_id for pk in ids]
    assert None not in given and len(set(given)) == 2


def test_a_run_killed_at_any_step_goes_on_from_what_it_kept_and_gives_the_same_bytes(cast, monkeypatch):
    home(cast)
    match = opened(cast)
    with acting(cast.director), transaction.atomic():
        made = actions.ask_run(by=cast.director, at=now())
    for step in ("keep_answer", "put_advice", "finish"):
        with monkeypatch.context() as broken:
            broken.setattr(running, step, lambda **_: (_ for _ in ()).throw(KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                jobs.run(str(made), "TR")
        assert seen(cast.director, made).state == RunState.RUNNING
        home(cast)  # what comes later is not part of this run
    jobs.run(str(made), "TR")
    run = seen(cast.director, made)
    assert run.state == RunState.DONE and run.figures["families"] == 1
    jobs.run(str(made), "TR")
    with acting(cast.worker), transaction.atomic():
        assert Advice.objects.filter(group_id=match.pk).count() == 1
    with acting(national("TR", now())), transaction.atomic():
        raw, answer = (queries.kept(run, kind) for kind in (FileKind.INPUT, FileKind.RESULT))
    assert hashlib.sha256(raw).hexdigest() == run.input_sha256
    assert hashlib.sha256(answer).hexdigest() == run.result_sha256
    assert json.loads(json.loads(answer)["rounds"][1]["who"])["seconds"] == 0.0
    assert parse(raw).groups[0].id == str(match.pk)


def _replayed(by, run):
    with acting(by), transaction.atomic():
        made = actions.replay(run=run, by=by, at=now())
    jobs.run(str(made), "TR")
    with acting(by), transaction.atomic():
        return queries.replays_of(run)[0]


def test_the_auditor_repeats_a_run_from_what_it_kept_and_the_same_bytes_come_out(cast):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    home(cast)
    opened(cast)
    again = _replayed(cast.auditor, run)
    assert again.state == RunState.DONE and again.result_sha256 == run.result_sha256
    assert again.input_sha256 == run.input_sha256
    with acting(cast.worker), transaction.atomic():
        assert set(Advice.objects.values_list("run_id", flat=True)) == {run.pk}


def test_a_stopped_run_keeps_the_best_so_far_and_is_repeated_by_its_work(cast, monkeypatch):
    for _ in range(3):
        home(cast)
        opened(cast)
    stops = iter([False, True])
    monkeypatch.setattr(jobs.Watch, "stop", lambda self: next(stops, True))
    run = run_for(cast.director)
    assert run.state == RunState.STOPPED and run.figures["suggested_groups"] == 1
    monkeypatch.setattr(jobs.Watch, "stop", lambda self: False)
    again = _replayed(cast.auditor, run)
    assert again.result_sha256 == run.result_sha256 and again.state == RunState.STOPPED


def test_a_run_is_stopped_by_who_may_and_the_job_hears_it(cast):
    with acting(cast.director), transaction.atomic():
        made = actions.ask_run(by=cast.director, at=now())
    run = seen(cast.director, made)
    with acting(cast.worker), pytest.raises(NotAllowed), transaction.atomic():
        actions.stop(run=run, by=cast.worker, at=now())
    with acting(cast.placement_officer), transaction.atomic():
        actions.stop(run=run, by=cast.placement_officer, at=now())
    queries.ask_to_stop(made)  # on commit, which a test never reaches
    assert jobs.Watch(made).stop()
    assert seen(cast.director, made).stop_by == cast.placement_officer.user_id


def test_one_run_a_morning_from_seven_in_the_countrys_own_zone(cast):
    at = now().replace(hour=4, minute=3)
    assert jobs.is_morning(at, "Europe/Istanbul") and jobs.is_morning(at, "Asia/Baku")
    early = at.replace(hour=3)
    assert not jobs.is_morning(early, "Europe/Istanbul") and jobs.is_morning(early, "Asia/Baku")
    by = national("TR", at)
    with acting(by), transaction.atomic():
        made = running.begin_morning(by=by, at=at)
        assert made == running.begin_morning(
            by=by, at=at + timedelta(minutes=30)
        )  # killed before its end: gone on with
    jobs.run(str(made), "TR")
    assert seen(cast.director, made).state == RunState.DONE
    with acting(by), transaction.atomic():
        assert running.begin_morning(by=by, at=at + timedelta(hours=1)) is None
        assert running.begin_morning(by=by, at=at + timedelta(days=1)) is not None


def test_the_job_of_the_morning_makes_the_run_of_each_country_itself_once(cast, monkeypatch):
    at = now().replace(hour=4, minute=3)
    monkeypatch.setattr(jobs, "now", lambda: at)
    home(cast)
    opened(cast)
    with acting(None):
        jobs.morning(timestamp=0)
        jobs.morning(timestamp=1800)
    for by, groups in ((cast.director, 1), (cast.azerbaijan["director"], 0)):
        with acting(by), transaction.atomic():
            (run,) = queries.runs(by)
        assert (run.kind, run.state, seen(by, run.pk).figures["groups"]) == ("morning", "done", groups)


def test_two_who_press_at_once_begin_one_run(own_cast):
    results = []

    def press(by):
        from django.db import connections

        try:
            with acting(by), transaction.atomic():
                results.append(actions.ask_run(by=by, at=now()))
        except running.RunAtWork:
            results.append(None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(by,)) for by in (own_cast.director, own_cast.placement_officer)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(one is None for one in results) == [False, True]


def test_what_other_children_need_is_kept_for_the_families_and_read_by_id(cast):
    family, other = home(cast), home(cast, rooms_for=["m"])
    opened(cast)
    run = run_for(cast.director)
    assert run.figures["sought"]["from"] == "waiting" and run.figures["sought"]["samples"] == 5
    with acting(cast.worker), transaction.atomic():
        found = queries.sought([family.pk, other.pk])
    assert found == {str(family.pk): 10_000_000}
    with acting(cast.azerbaijan["worker"]), transaction.atomic():
        assert queries.sought([family.pk]) == {}
    assert rounds.FORMAT == "umay-run/2"


def test_the_engine_for_a_country_proves_its_answer_and_says_what_other_choices_would_do(cast, monkeypatch):
    monkeypatch.undo()
    near = home(cast, rooms_for=["f"])
    far = home(cast, lat=38.3)
    either, only_near = opened(cast), opened(cast, ages=(9,), needs_family_since=now().date())
    with acting(cast.worker):
        CaseChild.objects.filter(case=only_near.case).update(needs=["sign_language"])
    with acting(cast.family_worker):
        type(near).objects.filter(pk=near.pk).update(skills=["sign_language"])
    run = run_for(cast.director)
    assert run.state == RunState.DONE and run.figures["rounds"][0]["status"] == "optimal"
    assert run.figures["rounds"][0]["proof"] == "dual" and run.figures["suggested_groups"] == 2
    found = advice_for(cast.worker, either.pk)
    assert (found.family_id, found.place, found.suiting) == (far.pk, 2, 2)
    assert found.others == [{"family": str(near.pk), "left": 1, "moved": 0, "gained": 0}]
    assert advice_for(cast.worker, only_near.pk).family_id == near.pk
    assert _replayed(cast.auditor, run).result_sha256 == run.result_sha256
    with acting(cast.worker), transaction.atomic():
        assert queries.sought([near.pk])[str(near.pk)] > 0


def test_the_command_repeats_a_run_and_says_hashes_and_no_child(cast, monkeypatch, capsys):
    home(cast)
    match = opened(cast)
    run = run_for(cast.director)
    monkeypatch.setattr("umay.care.matching.management.commands.replay_run.engine_solve", plain.solve)
    call_command("replay_run", str(run.pk))
    told = capsys.readouterr().out
    assert told.count(run.result_sha256) == 2 and "the same, to the last byte" in told and str(match.pk) not in told
    with pytest.raises(CommandError):
        call_command("replay_run", str(match.pk))
