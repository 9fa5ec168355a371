"""The shortlist: which families may stand on it, and which a rule leaves out."""

import pytest

from tests.care.matching.setting import home, opened, refused
from tests.factories.care import make_human
from umay.care.cases.models import Contact, KinAsked
from umay.care.families.models import Family, Member
from umay.care.matching import actions, queries
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def test_a_shortlist_keeps_the_order_and_the_reasons_as_they_stood(cast):
    home(cast)
    far = home(cast, lat=38.4, lon=32.49)
    match = opened(cast)
    with acting(cast.worker):
        candidate = actions.shortlist(match=match, family_id=far.pk, by=cast.worker, at=now())
    assert candidate.rank == 2 and candidate.state == "shortlisted"
    assert sum(candidate.terms.values()) == candidate.value_micro
    assert candidate.terms["placed"] == 1_000_000_000 and candidate.terms["distance"] < 0
    assert candidate.km == pytest.approx(58.9, abs=0.5)
    assert candidate.places_left == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"places": 1, "max_siblings": 1}, "left_out_places"),
        ({"care_types": ["kin"]}, "left_out_licence"),
        ({"is_available": False}, "left_out_unavailable"),
        ({"age_from": 7}, "left_out_age"),
        ({"rooms_for": ["m"]}, "left_out_room"),
        ({"lat": 41.0}, "left_out_distance"),
        ({"state": "suspended"}, "not_approved"),
        ({"state": "assessing", "safety_checks_on": None}, "not_approved"),
    ],
)
def test_a_family_that_a_rule_leaves_out_cannot_be_listed(cast, changes, code):
    family, match = home(cast, **changes), opened(cast, ages=(4, 8))
    with acting(cast.worker), refused(code):
        actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())


def test_a_family_is_on_the_list_once(cast):
    family, match = home(cast), opened(cast)
    with acting(cast.worker):
        first = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
        assert actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now()).pk == first.pk
        with refused("reason"):
            actions.drop(candidate=first, reason=" ", by=cast.worker, at=now())
        dropped = actions.drop(candidate=first, reason="Taşınıyorlar.", by=cast.worker, at=now())
        assert dropped.state == "dropped"
        again = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
    assert (again.pk, again.state) == (first.pk, "shortlisted")


def test_a_home_with_somebody_the_children_must_not_meet_is_never_listed(cast):
    """Also where the household belongs to an office whose families the asker can't read."""
    match = opened(cast)
    other = home(cast, cast.other_office["family_worker"], lat=37.87, lon=32.49)
    with acting(cast.worker):
        uncle = make_human(cast.worker, given="Uzak", file_id=match.file_id)
        Contact.objects.create(**follow(match.case), case=match.case, person=uncle, kind="none", note="Karar var.")
    with acting(cast.other_office["family_worker"]):
        Member.objects.create(**follow(other), family=other, person_id=uncle.pk, role="adult")
    with acting(cast.worker):
        with refused("left_out_conflict"):
            actions.shortlist(match=match, family_id=other.pk, by=cast.worker, at=now())
        left = next(iter(queries.left_out(queries.ranking(match, cast.worker, now()), "conflict")))
        assert dict(left.remark.numbers) == {}


def test_kin_who_are_not_approved_never_become_candidates_and_approved_kin_come_first(cast):
    near = home(cast)
    kin_home = home(cast, lat=38.2, lon=32.49, care_types=["kin"], state="assessing")
    match = opened(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=match.file_id)
        KinAsked.objects.create(
            **follow(match.case), case=match.case, person=aunt, tie="aunt_uncle", asked_at=now(), answer="willing",
            family_id=kin_home.pk,
        )  # fmt: skip
        standing = queries.ranking(match, cast.worker, now())
        assert [c.family_id for c in standing.ranking.candidates] == [str(near.pk)]
        assert standing.group.kin == frozenset()
    with acting(cast.family_worker):
        Family.objects.filter(pk=kin_home.pk).update(state="approved")
    with acting(cast.worker):
        standing = queries.ranking(match, cast.worker, now())
        assert [c.family_id for c in standing.ranking.candidates] == [str(kin_home.pk), str(near.pk)]
        KinAsked.objects.update(answer="unsafe")
        standing = queries.ranking(match, cast.worker, now())
        assert [c.family_id for c in standing.ranking.candidates] == [str(near.pk)]
