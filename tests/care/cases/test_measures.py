"""Measures of a decision beside the legal basis: recorded for each child, reported on, ended, and never twice."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.care import make_basis, make_case
from tests.factories.cast import user_of
from umay.care.cases import actions, queries, rules
from umay.care.cases.models import Deadline, Measure
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


def ordered(case, by, **changes):
    today = now().date()
    values = {
        "kinds": ["DAN"],
        "authority": "Konya 1. Çocuk Mahkemesi",
        "decision_number": "2026/12",
        "decided_on": today - timedelta(days=3),
        "starts_on": today - timedelta(days=3),
    } | changes
    return actions.add_measure(case=case, values=values, by=by, at=now())


def reports_due(case):
    return Deadline.objects.filter(case=case, rule=rules.COURT_REVIEW, met_at__isnull=True)


def test_one_decision_orders_several_measures_for_several_children(cast):
    case = make_case(cast.worker, ages=(6, 9))
    with acting(cast.worker):
        children = list(queries.children_of(case))
        made = ordered(case, cast.worker, kinds=["DAN", "SAG"], children=children, plan="Haftada bir görüşme.")
        assert len(made) == 4
        assert {(one.kind, one.child_id) for one in made} == {
            (kind, child.pk) for kind in ("DAN", "SAG") for child in children
        }
        assert {one.file_id for one in made} == {case.pk}
        assert Entry.objects.filter(code="cases.add_measure").count() == 4
        assert Measure.objects.get(pk=made[0].pk).plan == "Haftada bir görüşme."


def test_a_measure_for_the_family_names_no_child_and_starts_the_report_to_the_court_once(cast):
    case = make_case(cast.worker, ages=(6,))
    with acting(cast.worker):
        (made,) = ordered(case, cast.worker)
        assert made.child is None
        assert reports_due(case).count() == 1
        ordered(case, cast.worker, kinds=["EGT"])
        assert reports_due(case).count() == 1


def test_a_care_order_that_is_reported_on_already_gets_no_second_clock(cast):
    case = make_case(cast.worker, ages=(6,))
    at = now()
    with acting(cast.worker):
        values = {
            "kind": "care_order",
            "authority": "Konya 1. Çocuk Mahkemesi",
            "decision_number": "2026/3",
            "decided_on": at.date() - timedelta(days=5),
            "starts_at": at - timedelta(days=5),
        }
        basis = actions.add_basis(case=case, values=values, by=cast.worker, at=at)
        ordered(case, cast.worker)
        assert reports_due(case).get().basis_id == basis.pk
        actions.end_basis(
            basis=basis,
            version=basis.version,
            ended_at=at - timedelta(hours=1),
            why="Hâkim kaldırdı.",
            by=cast.worker,
            at=at,
        )
        assert reports_due(case).get().basis_id is None, "the measure goes on, and so does its report"


def test_the_last_measure_that_ends_ends_its_reports(cast):
    case = make_case(cast.worker, ages=(6,))
    with acting(cast.worker):
        first, second = ordered(case, cast.worker, kinds=["DAN", "EGT"])
        today = now().date()
        for measure, due in ((first, 1), (second, 0)):
            actions.end_measure(
                measure=measure,
                version=measure.version,
                ended_on=today,
                why="Amacına ulaştı.",
                by=cast.worker,
                at=now(),
            )
            assert reports_due(case).count() == due
        first.refresh_from_db()
        assert (first.ends_on, first.ended_why) == (today, "Amacına ulaştı.")
        with pytest.raises(Refusal):
            actions.end_measure(
                measure=first,
                version=first.version,
                ended_on=today + timedelta(days=1),
                why="x",
                by=cast.worker,
                at=now(),
            )


def test_a_measure_that_is_in_force_is_not_recorded_a_second_time_for_the_same_child(cast):
    case = make_case(cast.worker, ages=(6, 9))
    with acting(cast.worker):
        one, other = queries.children_of(case)
        ordered(case, cast.worker, children=[one])
        for whom in ([one], []):
            with pytest.raises(Refusal) as refused:
                ordered(case, cast.worker, children=whom)
            assert refused.value.code == "in_force"
        ordered(case, cast.worker, children=[other])
        assert Measure.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"kinds": ["XYZ"]}, "kinds"),
        ({"kinds": ["other"]}, "other"),
        ({"authority": " "}, "authority"),
        ({"decision_number": ""}, "decision_number"),
        ({"decided_on": None}, "decided_on"),
        ({"starts_on": now().date() - timedelta(days=9)}, "starts_on"),
        ({"ends_on": now().date() - timedelta(days=9)}, "ends_on"),
    ],
)
def test_what_a_decision_must_say_is_asked_for(cast, changes, field):
    case = make_case(cast.worker, ages=(6,))
    with acting(cast.worker), pytest.raises(Refusal) as refused:
        ordered(case, cast.worker, **changes)
    assert refused.value.field == field


def test_a_child_of_another_case_gets_no_measure_here(cast):
    case, other = make_case(cast.worker, ages=(6,)), make_case(cast.worker, ages=(8,))
    with acting(cast.worker):
        with pytest.raises(Refusal) as refused:
            ordered(case, cast.worker, children=list(queries.children_of(other)))
        assert refused.value.field == "children"


def test_where_a_country_has_no_list_the_decisions_own_words_are_kept(cast):
    by = cast.azerbaijan["worker"]
    case = make_case(by, ages=(6,))
    with acting(by):
        (made,) = ordered(case, by, kinds=["other"], other="Ailəyə psixoloqun dəstəyi")
        assert queries.measure_words(made) == "Ailəyə psixoloqun dəstəyi"
        with pytest.raises(Refusal):
            ordered(case, by, kinds=["DAN"])


def test_readers_and_strangers_record_nothing_and_see_nothing(cast):
    case = make_case(cast.worker, ages=(6,))
    with acting(cast.director), pytest.raises(NotAllowed):
        ordered(case, cast.director)
    with acting(cast.worker):
        ordered(case, cast.worker)
    stranger = cast.other_office["worker"]
    with acting(stranger):
        assert not Measure.objects.exists()
        with pytest.raises(Conflict):
            ordered(case, stranger, kinds=["SAG"])


def test_the_page_of_the_case_shows_measures_and_the_form_saves_them(cast, client):
    client.cookies["django_language"] = "en"
    case = make_case(cast.worker, ages=(6, 9))
    make_basis(case, cast.worker)
    client.force_login(user_of(cast.worker))
    url = reverse("cases:add_measure", args=[case.pk])
    page = client.get(url)
    assert page.status_code == 200 and "Konya 1. Çocuk Mahkemesi" in page.content.decode()
    today = now().date()
    with acting(cast.worker):
        child = queries.children_of(case).first()
    sent = {
        "idempotency_key": str(new_id()),
        "kinds": ["DAN", "other"],
        "children": [str(child.pk)],
        "authority": "Konya 1. Çocuk Mahkemesi",
        "decision_number": "2026/5",
    }
    for name in ("decided_on", "starts_on"):
        sent |= {f"{name}_day": today.day, f"{name}_month": today.month, f"{name}_year": today.year}
    wrong = client.post(url, sent)
    assert wrong.status_code == 422 and "own words" in wrong.content.decode()
    answer = client.post(url, sent | {"other": "Yüzme kursu"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert client.post(url, sent | {"other": "Yüzme kursu"}).status_code == 302
    shown = client.get(reverse("cases:see", args=[case.pk])).content.decode()
    assert "Counselling measure (DAN)" in shown and "Yüzme kursu" in shown
    with acting(cast.worker):
        assert Measure.objects.count() == 2
        measure = Measure.objects.get(kind="DAN")
    end = reverse("cases:end_measure", args=[case.pk, measure.pk])
    assert client.get(end).status_code == 200
    ended = {"idempotency_key": str(new_id()), "version": measure.version, "why": "Hâkim kaldırdı."}
    ended |= {"ended_on_day": today.day, "ended_on_month": today.month, "ended_on_year": today.year}
    assert client.post(end, ended).status_code == 302
    assert "Hâkim kaldırdı." in client.get(reverse("cases:see", args=[case.pk])).content.decode()
