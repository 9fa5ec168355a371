"""Somebody whom the children must not meet, written under another record in a household: a human checks before the family can be proposed."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.care.matching.setting import home, opened, proposed, refused, said_yes
from tests.care.matching.test_runs import advice_for, run_for
from tests.factories.care import make_case, make_family, make_human
from tests.factories.cast import user_of
from umay.care.cases import actions as cases
from umay.care.cases.models import Likeness
from umay.care.families.models import Member, Place
from umay.care.matching import actions, queries
from umay.care.matching.access import national
from umay.ground.journal.models import Entry
from umay.ground.offices.models import follow
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal

BORN = date(1988, 4, 2)


def forbid(cast, case, *, given="Şükrü", surname="Yıldırım", born_on=BORN):
    """The case rules out contact with this person; the record stands in the case's own file."""
    person = make_human(cast.worker, given=given, surname=surname, born_on=born_on, sex="m", file_id=case.file_id)
    with acting(cast.worker):
        cases.set_contact(case=case, person=person, kind="none", note="Mahkeme kararı.", by=cast.worker, at=now())
    return person


def lives_in(cast, family, *, given="Sukru", surname="Yildirim", born_on=BORN):
    with acting(cast.family_worker):
        person = make_human(
            cast.family_worker,
            given=given,
            surname=surname,
            born_on=born_on,
            sex="m",
            file_id=family.file_id,
            file_kind="family",
        )
        Member.objects.create(**follow(family), family=family, person=person, role="adult")
    return person


def answer(cast, case, person, other, *, is_same):
    with acting(cast.worker):
        return cases.answer_likeness(
            case=case,
            person=person.pk,
            other=other.pk,
            is_same=is_same,
            why="Kimlik görüldü.",
            by=cast.worker,
            at=now(),
        )


def household(cast, case, family, by=None):
    by = by or cast.worker
    with acting(by):
        return queries.alike_in(case, [family.pk], by=by).get(family.pk)


def settings():
    return pack("TR", now().date())


def test_another_record_of_the_same_human_is_offered_for_a_check(cast):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    person, other = forbid(cast, case), lives_in(cast, family)
    found = household(cast, case, family)
    assert found.is_open
    (pair,) = found.pairs
    assert (pair.person.pk, pair.double.person.pk, pair.is_same) == (person.pk, other.pk, None)
    assert pair.double.is_likely


@pytest.mark.parametrize(
    "values",
    [{"given": "Mehmet", "surname": "Kaya"}, {"given": "Sukru", "surname": "Yildirim", "born_on": date(1951, 9, 30)}],
)
def test_a_stranger_is_not_asked_about(cast, values):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    forbid(cast, case)
    lives_in(cast, family, **values)
    assert household(cast, case, family) is None


def test_who_left_the_home_and_who_may_be_met_are_no_question(cast):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    person = forbid(cast, case)
    lives_in(cast, family)
    with acting(cast.worker):
        cases.set_contact(case=case, person=person, kind="supervised", by=cast.worker, at=now())
    assert household(cast, case, family) is None
    forbid(cast, case, given="Şükrü", surname="Yıldırım")
    with acting(cast.family_worker):
        Member.objects.filter(family=family, person__given="Sukru").update(left_on=now().date())
    assert household(cast, case, family) is None


def test_nothing_is_asked_of_the_database_where_contact_is_ruled_out_with_nobody(cast, django_assert_num_queries):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    with acting(cast.worker), django_assert_num_queries(1):
        assert queries.alike_in(case, [family.pk], by=cast.worker) == {}


def test_the_number_of_statements_does_not_grow_with_families_and_people(cast, django_assert_num_queries):
    case = make_case(cast.worker)
    homes = [make_family(cast.family_worker) for _ in range(3)]
    forbid(cast, case)
    for family in homes:
        lives_in(cast, family)
    for some in (homes[:1], homes):
        with acting(cast.worker), django_assert_num_queries(6):
            assert len(queries.alike_in(case, [family.pk for family in some], by=cast.worker)) == len(some)


def test_a_household_that_cant_be_read_is_not_taken_for_a_safe_one(cast):
    case = make_case(cast.worker)
    family = make_family(cast.other_province["family_worker"])
    assert household(cast, case, family) is None
    forbid(cast, case)
    found = household(cast, case, family)
    assert found.is_unseen and found.is_open
    with acting(cast.worker):
        assert queries.may_be_met(case, family.pk, cast.worker).code == "household_unseen"


def test_a_family_is_proposed_only_after_somebody_said_it_is_a_different_person(cast):
    family = home(cast)
    match = opened(cast)
    candidate = said_yes(match, family, cast.worker)
    person, other = forbid(cast, match.case), lives_in(cast, family)
    with acting(cast.worker):
        with pytest.raises(Refusal) as told:
            actions.propose(match=match, candidate=candidate, by=cast.worker, at=now())
        assert told.value.code == "may_be_met"
    answer(cast, match.case, person, other, is_same=False)
    with acting(cast.worker):
        assert actions.propose(match=match, candidate=candidate, by=cast.worker, at=now()).state == "proposed"
    with acting(cast.auditor):
        assert Entry.objects.filter(code="cases.answer_likeness", fields=["is_same"]).count() == 1


def test_what_was_written_since_the_proposal_stops_the_decision(cast):
    family, match = home(cast), opened(cast)
    held = proposed(match, family, cast.worker)
    person, other = forbid(cast, match.case), lives_in(cast, family)
    with acting(cast.supervisor), refused("may_be_met"):
        actions.decide(match=held, by=cast.supervisor, at=now())
    answer(cast, match.case, person, other, is_same=False)
    with acting(cast.supervisor), transaction.atomic():
        assert actions.decide(match=held, by=cast.supervisor, at=now()).state == "decided"


def test_a_family_is_listed_asked_and_telephoned_only_after_somebody_has_checked(cast):
    family, listed, match = home(cast), home(cast), opened(cast)
    by, theirs = cast.worker, {"match": match, "family_id": family.pk}
    lives_in(cast, listed)
    with acting(by):
        candidate = actions.shortlist(match=match, family_id=listed.pk, by=by, at=now())
    person, other = forbid(cast, match.case), lives_in(cast, family)
    for act, values in (
        (actions.shortlist, theirs),
        (actions.telephone, theirs),
        (actions.hear_word, theirs | {"is_willing": True, "said_by": "Anne"}),
        (actions.ask_family, {"candidate": candidate}),  # listed before somebody wrote whom the children must not meet
    ):
        with acting(by), refused("may_be_met"):
            act(**values, by=by, at=now())
    with acting(cast.family_worker):
        assert not Place.objects.filter(family_id__in=[family.pk, listed.pk], freed_at__isnull=True).exists()
    answer(cast, match.case, person, other, is_same=False)
    with acting(by), transaction.atomic():
        assert actions.telephone(**theirs, by=by, at=now()).state == "family_asked"


def test_a_household_that_cant_be_read_can_be_listed_so_that_its_office_is_asked(cast):
    family, match = home(cast, cast.other_office["family_worker"]), opened(cast)
    forbid(cast, match.case)
    with acting(cast.worker), transaction.atomic():
        candidate = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
        assert actions.ask_office(candidate=candidate, by=cast.worker, at=now()).state == "office_asked"


def test_the_page_of_a_search_marks_the_family_and_leads_to_the_check(cast, visit):
    family, other, match = home(cast), home(cast), opened(cast)
    forbid(cast, match.case)
    lives_in(cast, family)
    lives_in(cast, other, given="Mehmet", surname="Kaya")
    page = visit(cast.worker, "see", match).content.decode()
    check = reverse("matching:check_people", args=[match.case_id, family.pk])
    assert check in page and page.count("May be the same person: check") == 1
    assert reverse("matching:check_people", args=[match.case_id, other.pk]) not in page
    assert "Şükrü" not in page and "Sukru" not in page  # who it is stands on the page of the check alone
    officer = visit(cast.placement_officer, "see", match).content.decode()
    assert (check in officer) is cast.placement_officer.may("cases.change")
    assert "May be the same person: check" in officer
    run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    says = "accepted" if advice.family_id == family.pk else "other"
    sent = (
        {"reason": "suits"} if says == "accepted" else {"reason": "other", "words": "Yakın.", "number": family.number}
    )
    told = visit.ask(cast.worker, reverse("matching:heed", args=[advice.pk, says]), sent)
    assert told.status_code == 422 and check in told.content.decode()


def test_the_same_person_leaves_the_family_out_on_the_page_and_in_the_run_of_the_country(cast):
    family = home(cast)
    match = opened(cast)
    person, other = forbid(cast, match.case), lives_in(cast, family)
    answer(cast, match.case, person, other, is_same=True)
    with acting(cast.worker):
        assert str(family.pk) in queries.circles([match.case], settings())[match.case_id].barred
        standing = queries.ranking(match, cast.worker, now())
        assert str(family.pk) not in {one.family_id for one in standing.ranking.candidates}
        assert queries.may_be_met(match.case, family.pk, cast.worker).code == "may_be_met"
    with acting(national("TR", now())), transaction.atomic():
        assert queries.same_households([match.case_id], settings()) == [(match.case_id, family.pk)]
    with acting(cast.azerbaijan["worker"]), transaction.atomic():
        assert queries.same_households([match.case_id], settings()) == []
    with acting(cast.other_province["worker"]), transaction.atomic():
        assert queries.same_households([match.case_id], settings()) == []
    answer(cast, match.case, person, other, is_same=False)
    assert not household(cast, match.case, family).is_open
    with acting(cast.worker):
        assert str(family.pk) not in queries.circles([match.case], settings())[match.case_id].barred
        assert Likeness.objects.count() == 1


def test_only_who_works_on_the_case_answers_and_says_how_they_know(cast):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    person, other = forbid(cast, case), lives_in(cast, family)
    for by in (cast.inspector, cast.approver, cast.family_worker):
        with acting(by), pytest.raises(NotAllowed):
            cases.answer_likeness(
                case=case, person=person.pk, other=other.pk, is_same=False, why="Bilirim.", by=by, at=now()
            )
    with acting(cast.worker), pytest.raises(Refusal) as told:
        cases.answer_likeness(
            case=case, person=person.pk, other=other.pk, is_same=False, why=" ", by=cast.worker, at=now()
        )
    assert told.value.field == "why"


def test_the_page_shows_both_records_is_journaled_and_takes_the_answer(cast, client):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    person, other = forbid(cast, case), lives_in(cast, family)
    client.force_login(user_of(cast.worker))
    path = reverse("matching:check_people", args=[case.pk, family.pk])
    page = client.get(path).content.decode()
    assert "Şükrü Yıldırım" in page and "Sukru Yildirim" in page
    with acting(cast.auditor):
        read = set(Entry.objects.filter(code="read", kind="persons.person").values_list("thing", flat=True))
    assert {person.pk, other.pk} <= read
    sent = {
        "pair": f"{person.pk}.{other.pk}",
        "is_same": "no",
        "why": "Kimlik görüldü.",
        "idempotency_key": str(uuid4()),
    }
    assert client.post(path, sent | {"why": ""}).status_code == 422
    assert client.post(path, sent).status_code == 302
    with acting(cast.worker):
        assert Likeness.objects.get().is_same is False
    client.force_login(user_of(cast.other_office["worker"]))
    assert client.get(path).status_code == 404


def test_the_table_refuses_a_stranger(cast):
    case, family = make_case(cast.worker), make_family(cast.family_worker)
    person, other = forbid(cast, case), lives_in(cast, family)
    answer(cast, case, person, other, is_same=True)
    for by in (cast.other_office["worker"], cast.other_team_worker, cast.azerbaijan["worker"]):
        with acting(by), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select count(*) from cases_likeness")
            assert cursor.fetchone() == (0,)
