"""What is written in a case, who may write it, and what is refused."""

from datetime import timedelta

import pytest

from tests.factories.care import make_basis, make_case, make_human, make_report
from tests.factories.cast import user_of
from umay.care.cases import actions, queries, rules
from umay.care.cases.models import Case, CaseChild, Deadline, KinAsked, LegalBasis, Note
from umay.care.persons.models import Person, Tie
from umay.ground.journal.actions import AlreadyDone
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id

CHILD = {"given": "Deniz", "surname": "Örnek", "sex": "f"}


def opened(by, **changes):
    with acting(by):
        return actions.open(persons=[], values={"children": [CHILD], **changes}, by=by, at=now())


def seek(case, by, **changes):
    asked = {"care_type": "term", "urgent": False, "why": "Evde bakacak kimse yok.", "reasons": ["neglect"]} | changes
    return actions.seek_family(case=case, by=by, at=now(), **asked)


def tried(case, by, **changes):
    values = {"kind": "SED", "outcome": "Üç ay sürdü, yetmedi."} | changes
    return actions.add_tried(case=case, by=by, at=now(), **values)


# opening


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


# changing


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


# the child


def test_needs_are_codes_of_the_country_and_no_need_is_an_answer(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        child = queries.children_of(case).get()
        changed = actions.change_child(
            child=child, version=child.version, values={"needs": [], "languages": ["tr"]}, by=cast.worker, at=now()
        )
        assert changed.needs_at is not None and changed.languages == ["tr"]
        with pytest.raises(Conflict):
            actions.change_child(child=child, version=child.version, values={"needs": []}, by=cast.worker, at=now())
        changed.refresh_from_db()
        with pytest.raises(Refusal):
            actions.change_child(
                child=changed, version=changed.version, values={"needs": ["x"]}, by=cast.worker, at=now()
            )


def test_a_child_is_heard_or_it_is_written_why_not(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        child = queries.children_of(case).get()
        assert not queries.is_view_recorded(case)
        for view, why_not in (("", ""), ("Evet", "too_young"), ("", "x")):
            with pytest.raises(Refusal):
                actions.record_view(child=child, view=view, why_not=why_not, by=cast.worker, at=now())
        actions.record_view(child=child, why_not="too_young", by=cast.worker, at=now())
        assert queries.is_view_recorded(case)
        actions.record_view(child=child, view="Teyzemde kalmak istiyorum.", by=cast.worker, at=now())
        heard = CaseChild.objects.get(pk=child.pk)
        assert (heard.view, heard.no_view) == ("Teyzemde kalmak istiyorum.", "")


# the gate of necessity


def test_poverty_alone_is_refused_with_the_reason(cast):
    case = make_case(cast.worker, needs_family_since=None)
    with acting(cast.worker):
        tried(case, cast.worker)
        with pytest.raises(Refusal, match="Poverty alone is never a reason") as refused:
            seek(case, cast.worker, reasons=["poverty"])
        assert (refused.value.code, refused.value.field) == ("only_poverty", "reasons")
        assert Case.objects.get(pk=case.pk).needs_family_since is None


def test_support_at_home_comes_before_a_family(cast):
    case = make_case(cast.worker, needs_family_since=None)
    with acting(cast.worker):
        with pytest.raises(Refusal, match="what was tried"):
            seek(case, cast.worker)
        tried(case, cast.worker, kind="", why_not="danger", outcome="Baba evde ve tehdit ediyor.")
        found = seek(case, cast.worker)
        assert found.needs_family_since is not None and found.why_care == "Evde bakacak kimse yok."


def test_a_family_is_not_looked_for_before_each_child_was_heard(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        tried(case, cast.worker)
        with pytest.raises(Refusal, match="each child"):
            seek(case, cast.worker)
        actions.record_view(child=queries.children_of(case).get(), view="Annemi özledim.", by=cast.worker, at=now())
        seek(case, cast.worker, urgent=True)
        assert Case.objects.get(pk=case.pk).is_urgent


def test_asking_again_keeps_the_day_since_when_they_wait(cast):
    case = make_case(cast.worker, needs_family_since=(now() - timedelta(days=40)).date())
    with acting(cast.worker):
        tried(case, cast.worker)
        assert seek(case, cast.worker).needs_family_since == case.needs_family_since


def test_only_a_supervisor_gives_up_the_search_for_a_baby(cast):
    case = make_case(cast.worker, ages=(1,))
    with acting(cast.worker):
        with pytest.raises(Refusal, match="only a family is right"):
            actions.stop_seeking(case=case, reason="other", note="Yer yok.", by=cast.worker, at=now())
        assert Case.objects.get(pk=case.pk).needs_family_since
    with acting(cast.supervisor):
        actions.stop_seeking(case=case, reason="other", note="Hastanede kalacak.", by=cast.supervisor, at=now())
        assert Case.objects.get(pk=case.pk).needs_family_since is None
        assert Note.objects.get().text == "Hastanede kalacak."


def test_a_found_family_ends_the_search_without_words(cast):
    case = make_case(cast.worker, ages=(1,))
    with acting(cast.worker):
        assert actions.stop_seeking(case=case, by=cast.worker, at=now()).needs_family_since is None
        actions.stop_seeking(case=case, by=cast.worker, at=now())  # already over: nothing to refuse


# kin and contact


def test_kin_who_want_to_care_need_an_assessment_first(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        kin = actions.ask_kin(
            case=case,
            values={"given": "Nur", "surname": "Örnek"},
            tie="aunt_uncle",
            asked_at=now(),
            by=cast.worker,
            at=now(),
        )
        child = queries.children_of(case).get()
        assert Tie.objects.get(person=child.person).other_id == kin.person_id
        assert not queries.kin_of(case)[0].needs_assessment
        answered = actions.answer_kin(
            kin=kin, version=kin.version, answer="willing", note="Evi uygun.", by=cast.worker, at=now()
        )
        assert queries.kin_of(case)[0].needs_assessment
        family = new_id()
        actions.link_kin_family(kin=answered, family_id=family, by=cast.worker, at=now())
        assert not queries.kin_of(case)[0].needs_assessment
        with pytest.raises(Conflict):
            actions.link_kin_family(kin=answered, family_id=new_id(), by=cast.worker, at=now())


def test_a_person_is_asked_once_and_children_are_not_their_own_kin(cast):
    case = opened(cast.worker)
    aunt = make_human(cast.worker, given="Nur", file_id=case.pk)
    with acting(cast.worker):
        asked = {"case": case, "tie": "known", "asked_at": now(), "by": cast.worker, "at": now()}
        actions.ask_kin(person=aunt, **asked | {"asked_at": now() - timedelta(minutes=1)})
        with pytest.raises(Conflict):
            actions.ask_kin(person=aunt, **asked | {"asked_at": now() - timedelta(minutes=1)})
        child = queries.children_of(case).get().person
        with pytest.raises(Refusal):
            actions.ask_kin(person=child, **asked)
        with pytest.raises(Refusal):
            actions.ask_kin(**asked)
        assert KinAsked.objects.count() == 1


def test_unsafe_kin_need_a_reason(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        kin = actions.ask_kin(
            case=case, values={"given": "Can"}, tie="cousin", asked_at=now(), by=cast.worker, at=now()
        )
        with pytest.raises(Refusal, match="not safe"):
            actions.answer_kin(kin=kin, version=kin.version, answer="unsafe", by=cast.worker, at=now())


def test_no_contact_needs_who_decided_and_why(cast):
    case = opened(cast.worker)
    father = make_human(cast.worker, given="Baba", file_id=case.pk)
    with acting(cast.worker):
        with pytest.raises(Refusal, match="who decided"):
            actions.set_contact(case=case, person=father, kind="none", by=cast.worker, at=now())
        actions.set_contact(case=case, person=father, kind="none", note="Mahkeme kararı.", by=cast.worker, at=now())
        actions.set_contact(case=case, person=father, kind="supervised", how_often="Ayda bir", by=cast.worker, at=now())
        contact = case.contacts.get()
        assert (contact.kind, contact.how_often, contact.note) == ("supervised", "Ayda bir", None)


# legal basis and clocks


def taken_in(case, by, starts_at, **changes):
    values = {"kind": "taken_in", "authority": "Konya Sosyal Hizmet Merkezi", "starts_at": starts_at} | changes
    return actions.add_basis(case=case, values=values, by=by, at=now())


def test_the_emergency_machine_runs_from_handover_to_order(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        basis = taken_in(case, cast.worker, at - timedelta(days=1))
        assert queries.valid_basis(case, at) == basis
        apply = Deadline.objects.get(kind="apply_to_judge")
        actions.meet_deadline(deadline=apply, met_at=at - timedelta(hours=1), by=cast.worker, at=at)
        decides = Deadline.objects.get(kind="judge_decides", met_at__isnull=True)
        assert decides.started_at == at - timedelta(hours=1)
        basis.refresh_from_db()
        assert basis.ends_at >= decides.due_at
        order = actions.add_basis(
            case=case,
            values={
                "kind": "emergency_order",
                "authority": "Konya 1. Çocuk Mahkemesi",
                "decision_number": "2026/7",
                "decided_on": at.date(),
                "starts_at": at - timedelta(minutes=5),
            },
            by=cast.worker,
            at=at,
        )
        basis.refresh_from_db()
        decides.refresh_from_db()
        assert (basis.state, basis.ended_why) == ("ended", "followed") and decides.met_at is not None
        assert queries.valid_basis(case, at) == order
        ends = Deadline.objects.get(kind="order_ends", met_at__isnull=True)
        assert ends.due_at == order.ends_at and ends.basis_id == order.pk
        assert queries.valid_basis(case, order.ends_at + timedelta(seconds=1)) is None


def test_applying_on_the_fifth_day_keeps_the_child_protected_until_the_judge_decides(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        basis = taken_in(case, cast.worker, at - timedelta(days=4, hours=12))
        end = basis.ends_at
        apply = Deadline.objects.get(kind="apply_to_judge")
        actions.meet_deadline(deadline=apply, met_at=at, by=cast.worker, at=at)
        basis.refresh_from_db()
        decides = Deadline.objects.get(kind="judge_decides")
        assert basis.ends_at == decides.due_at > end
        assert Deadline.objects.get(kind="order_ends").due_at == basis.ends_at


def test_the_end_by_law_can_only_be_earlier(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        with pytest.raises(Refusal, match="cannot last so long"):
            taken_in(case, cast.worker, at, ends_at=at + timedelta(days=9))
        assert taken_in(case, cast.worker, at, ends_at=at + timedelta(days=2)).ends_at == at + timedelta(days=2)


@pytest.mark.parametrize("missing", [{"authority": " "}, {"decision_number": ""}, {"decided_on": None}, {"kind": "x"}])
def test_an_order_needs_its_authority_number_and_day(cast, missing):
    case = opened(cast.worker)
    at = now()
    values = {
        "kind": "care_order",
        "authority": "Konya 1. Çocuk Mahkemesi",
        "decision_number": "2026/7",
        "decided_on": at.date(),
        "starts_at": at,
    } | missing
    with acting(cast.worker), pytest.raises(Refusal):
        actions.add_basis(case=case, values=values, by=cast.worker, at=at)


def test_a_basis_of_the_future_is_not_in_force(cast):
    case = opened(cast.worker)
    with acting(cast.worker), pytest.raises(Refusal, match="not before"):
        taken_in(case, cast.worker, now() + timedelta(hours=1))


def test_a_lifted_order_stops_its_clocks(cast):
    case = opened(cast.worker)
    at = now()
    with acting(cast.worker):
        basis = taken_in(case, cast.worker, at - timedelta(days=1))
        with pytest.raises(Refusal, match="why"):
            actions.end_basis(basis=basis, version=basis.version, ended_at=at, why="", by=cast.worker, at=at)
        actions.end_basis(basis=basis, version=basis.version, ended_at=at, why="Hâkim kaldırdı", by=cast.worker, at=at)
        assert queries.valid_basis(case, at) is None
        assert not Deadline.objects.filter(basis=basis, met_at__isnull=True).exists()
        with pytest.raises(Conflict):
            actions.end_basis(basis=basis, version=basis.version, ended_at=at, why="bir daha", by=cast.worker, at=at)


def test_a_later_basis_counts_and_an_expired_one_does_not(cast):
    case = make_case(cast.worker)
    old = make_basis(case, cast.worker, ends_at=now() + timedelta(days=1))
    with acting(cast.worker):
        assert queries.valid_basis(case, now()) == old
        assert queries.valid_basis(case, now() + timedelta(days=2)) is None
        assert LegalBasis.objects.count() == 1


def test_a_met_clock_is_met_once_and_within_its_time(cast):
    case = opened(cast.worker)
    with acting(cast.worker):
        full = Deadline.objects.get(rule=rules.FULL_ASSESSMENT)
        for wrong in (case.opened_at - timedelta(days=1), now() + timedelta(days=1)):
            with pytest.raises(Refusal):
                actions.meet_deadline(deadline=full, met_at=wrong, by=cast.worker, at=now())
        at = now()
        actions.meet_deadline(deadline=full, met_at=at, by=cast.worker, at=at)
        assert Deadline.objects.filter(kind="plan", met_at__isnull=True).count() == 1
        with pytest.raises(Conflict):
            actions.meet_deadline(deadline=full, met_at=at, by=cast.worker, at=at)
        assert Deadline.objects.filter(kind="plan").count() == 1


def test_a_review_starts_the_next_one_not_later_than_the_rule(cast):
    case = opened(cast.worker)
    at = now()
    said = {"held_on": at.date(), "text": "Hepsi birlikte konuştu.", "goal": "return_home", "by": cast.worker, "at": at}
    with acting(cast.worker):
        with pytest.raises(Refusal, match="not later"):
            actions.review(case=case, version=case.version, next_on=at.date() + timedelta(days=200), **said)
        actions.review(case=case, version=case.version, next_on=at.date() + timedelta(days=30), **said)
        fresh = Case.objects.get(pk=case.pk)
        assert (fresh.next_review_on, fresh.goal) == (at.date() + timedelta(days=30), "return_home")
        running = Deadline.objects.get(kind="review", met_at__isnull=True)
        assert running.due_at.date() == fresh.next_review_on
        with pytest.raises(Conflict):
            actions.review(case=case, version=case.version, **said)
        assert user_of(cast.worker).pk == Note.objects.get(kind="review").recorded_by
