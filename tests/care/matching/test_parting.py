"""Brothers and sisters are parted only with a reason of their own."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.care.matching.setting import home, opened, proposed, refused
from umay.care.matching import actions, queries
from umay.care.matching.access import national
from umay.care.matching.engine.solver import solve
from umay.care.matching.models import Match
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def split(cast, match, kind="harm", reason="Biri diğerine vuruyor.", plan="Her cumartesi.", parts=None):
    with acting(cast.worker):
        ids = list(match.children)
        return actions.split(
            match=match, parts=parts if parts is not None else [ids[:1], ids[1:]], kind=kind, reason=reason,
            contact_plan=plan, by=cast.worker, at=now(),
        )  # fmt: skip


def test_brothers_and_sisters_are_parted_only_with_a_reason_and_a_contact_plan(cast):
    match = opened(cast, ages=(4, 8))
    home(cast)
    for wrong, code in (
        ({"kind": "looks"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"plan": ""}, "contact_plan"),
        ({"parts": [list(match.children)]}, "parts"),
        ({"parts": [list(match.children), list(match.children)[:1]]}, "parts"),
        ({"kind": "no_home"}, "home_for_all"),
    ):
        with refused(code):
            split(cast, match, **wrong)
    parts = split(cast, match)
    assert [len(part.children) for part in parts] == [1, 1]
    with acting(cast.worker):
        assert Match.objects.get(pk=match.pk).state == "split"
        with refused("part"):
            actions.split(
                match=parts[0], parts=[parts[0].children], kind="harm", reason="x", contact_plan="x",
                by=cast.worker, at=now(),
            )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Match.objects.filter(pk=parts[0].pk).update(split_contact_plan=None)


def test_no_home_for_all_is_believed_only_when_it_is_so(cast):
    match = opened(cast, ages=(4, 8))
    home(cast, places=1, max_siblings=1)
    assert len(split(cast, match, kind="no_home", reason="Üç hafta arandı.")) == 2


def test_in_the_run_of_a_country_the_parts_name_each_other_and_nobody_else_so_that_no_home_takes_two_of_them(cast):
    match, other = opened(cast, ages=(4, 8)), opened(cast, ages=(5,))
    home(cast, places=3, max_siblings=3)
    first, second = (str(part.pk) for part in split(cast, match))
    by = national("TR", now())
    with acting(by), transaction.atomic():
        instance = queries.gathered(by=by, at=now()).instance
    assert {group.id: set(group.not_with_groups) for group in instance.groups} == {
        first: {second},
        second: {first},
        str(other.pk): set(),
    }
    shared = replace(instance, rules=replace(instance.rules, sharing=True))
    result = solve(shared, raw_sha256="0" * 64)
    assert (
        len({one.group for one in result.placements} & {first, second}) == 1
    )  # one home, three places, and yet one part


def test_parts_go_to_different_families(cast):
    match = opened(cast, ages=(4, 8))
    family = home(cast, places=2, max_siblings=2)
    parts = split(cast, match)
    with acting(cast.worker):
        assert queries.ranking(parts[1], cast.worker, now()).ranking.first.family_id == str(family.pk)
    proposed(parts[0], family, cast.worker)
    with acting(cast.worker):
        second = queries.ranking(parts[1], cast.worker, now())
    assert second.ranking.funnel.left_out["conflict"] == 1
