"""The pages of plans as each desk sees them, and everything that is sent from them."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from tests.cooperation.accords.plans.made import (
    again,
    dated,
    drafted,
    first_line,
    line_values,
    reported,
    said_yes,
    signed,
)
from tests.factories.cast import user_of
from umay.cooperation.accords.actions import activities, progress, proposals
from umay.cooperation.accords.models import (
    Activity,
    Evidence,
    Obstacle,
    Plan,
    Progress,
    Proposal,
    ReportPeriod,
)
from umay.cooperation.accords.queries.base import standing
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

PDF = b"%PDF-1.7 tiny"


def as_(client, identity):
    with founding():
        client.force_login(user_of(identity))
    client.cookies["django_language"] = "en"
    return client


def url(name, *args) -> str:
    return reverse(f"plans:{name}", args=args)


def send(client, address, **values):
    return client.post(address, values | {"idempotency_key": str(new_id())})


def day(name: str, on: date) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def titles(tr: str) -> dict:
    return {"title_tr": tr, "title_az": "", "title_en": ""}


def line_sent(**more) -> dict:
    days = day("begins_on", date(2026, 1, 1)) | day("ends_on", date(2028, 12, 31))
    return (
        titles("Ortak eğitim")
        | days
        | {"kind": "training", "quantity": 2, "cost": "host", "days": 2, "pace": "row"}
        | more
    )


def everything(coop) -> tuple:
    """A signed plan with dates, reports that differ, a delay, an activity with counts and a file, and a proposal."""
    plan = signed(coop, lines=3)
    dated(coop, plan, number=2)
    line = first_line(plan)
    reported(coop, line, coop.tr_desk)
    reported(coop, line, coop.sc_desk, people=38)
    with acting(coop.tr_desk), transaction.atomic():
        activity = activities.add(
            line=line, values={"titles": {"tr": "Çalıştay"}, "begins_on": date(2026, 5, 4), "ends_on": date(2026, 5, 5), "place": "Ankara", "host": coop.tr},
            by=coop.tr_desk, at=now(),
        )  # fmt: skip
        activities.count(activity=activity, people=40, women=22, report="İyi geçti", by=coop.tr_desk, at=now())
        progress.raise_obstacle(
            line=line, kind="risk", reason="money", text="Bütçe gecikiyor", by=coop.tr_desk, at=now()
        )
        third = plan.lines.get(number=3)
        made = proposals.amend(
            plan=plan, line=third, values=line_values(3, quantity=5), why="Daha çok", by=coop.tr_desk, at=now()
        )
    return plan, line, activity, made


def test_every_page_opens_for_both_sides_and_for_the_other_body_of_the_country(coop_cast, client):
    plan, line, activity, made = everything(coop_cast)
    pages = [
        url("list"), url("see", plan.pk), url("line", line.pk), url("activity", activity.pk), url("proposal", made.pk),
        url("calendar", 2026), url("calendar", 2027),
    ]  # fmt: skip
    for person in (coop_cast.tr_desk, coop_cast.tr_lead, coop_cast.sc_desk, coop_cast.sc_lead, coop_cast.ml_desk):
        as_(client, person)
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200, (person.name, page)
            text = answer.content.decode()
            assert not re.search(r"<c-|{{|{%", text), page


def test_posts_outside_the_house_see_no_page_of_it(coop_cast, cast, client):
    plan, line, _activity, _made = everything(coop_cast)
    as_(client, cast.worker)
    for page in (url("list"), url("see", plan.pk), url("line", line.pk), url("ministers", plan.pk)):
        assert client.get(page).status_code == 403
    client.logout()
    assert client.get(url("see", plan.pk)).status_code == 302


def test_a_state_that_is_no_side_finds_nothing(coop_cast, client):
    plan = drafted(coop_cast, sides=[(coop_cast.tr, "party"), (coop_cast.kz, "party")])
    as_(client, coop_cast.sc_desk)
    assert client.get(url("see", plan.pk)).status_code == 404
    assert str(plan.pk) not in client.get(url("list")).content.decode()


def test_the_differences_stand_side_by_side_and_the_head_cannot_verify_them(coop_cast, client):
    _plan, line, _activity, _made = everything(coop_cast)
    as_(client, coop_cast.tr_lead)
    text = client.get(url("line", line.pk)).content.decode()
    assert "The reports differ" in text and "40" in text and "38" in text
    with acting(coop_cast.tr_lead):
        sha = standing(first_line(line.plan)).sha256
    answer = client.post(url("verify", line.pk), {"sha256": sha})
    assert answer.status_code == 409 and "contradict" in answer.content.decode()


def test_a_plan_is_drafted_agreed_and_signed_on_the_pages(coop_cast, client):
    as_(client, coop_cast.tr_desk)
    years = day("begins_on", date(2026, 1, 1)) | day("ends_on", date(2028, 12, 31))
    answer = send(client, url("open"), **titles("Yeni plan"), **years, other=coop_cast.sc.pk)
    assert answer.status_code == 302
    with founding():
        plan = Plan.objects.select_related("accord").get()
    assert send(client, url("add_line", plan.pk), **line_sent()).status_code == 302
    as_(client, coop_cast.sc_desk)
    with founding():
        line = plan.lines.get()
    changed = line_sent(version=line.version, article="7", result_az="Təlimat")
    assert send(client, url("change_line", line.pk), **changed).status_code == 302
    assert send(client, url("set_lead", line.pk), unit="Uşaq şöbəsi").status_code == 302
    for person in (coop_cast.tr_lead, coop_cast.sc_lead):
        as_(client, person)
        page = client.get(url("see", plan.pk)).content.decode()
        sha = re.search(r'name="sha256" value="([0-9a-f]{64})"', page)[1]
        assert client.post(reverse("accords:approve", args=["plans.plan", plan.pk]), {"sha256": sha}).status_code == 302
    again(plan)
    signing = {"version": plan.version, "place": "Ankara"} | day("signed_on", date(2026, 1, 5))
    assert send(client, url("sign", plan.pk), **signing).status_code == 302
    again(plan)
    again(line)
    assert (plan.state, line.article, line.results) == ("signed", "7", {"az": "Təlimat"})
    assert "Uşaq şöbəsi" in client.get(url("line", line.pk)).content.decode()


def test_an_end_before_a_start_and_a_line_without_words_come_back_with_what_was_typed(coop_cast, client):
    plan = drafted(coop_cast)
    as_(client, coop_cast.tr_desk)
    wrong = line_sent() | day("begins_on", date(2027, 5, 5)) | day("ends_on", date(2027, 5, 4))
    answer = send(client, url("add_line", plan.pk), **wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "The last day lies before the first one" in text and "Ortak eğitim" in text
    answer = send(client, url("add_line", plan.pk), **(line_sent() | titles("")))
    assert answer.status_code == 422 and "at least one language" in answer.content.decode()
    answer = send(client, url("add_line", plan.pk), **line_sent(days=9))
    assert answer.status_code == 422 and "never follow one another" in answer.content.decode()


def test_an_amendment_is_proposed_read_and_agreed_on_the_pages(coop_cast, client):
    plan = signed(coop_cast)
    line = first_line(plan)
    as_(client, coop_cast.sc_desk)
    answer = send(client, url("amend_line", line.pk), **line_sent(version=line.version, why="Vaxt azdır", quantity=7))
    assert answer.status_code == 302
    with founding():
        made = Proposal.objects.get()
    as_(client, coop_cast.tr_lead)
    text = client.get(url("proposal", made.pk)).content.decode()
    assert "Vaxt azdır" in text and "<del>2</del>" in text and "<ins>7</ins>" in text
    said_yes(made, coop_cast.sc_lead, coop_cast.tr_lead)
    again(line)
    assert line.quantity == 7
    assert "Agreed by all" in client.get(url("proposal", made.pk)).content.decode()


@pytest.mark.parametrize(("name", "about"), [("put_off", "postpone"), ("cancel", "cancel")])
def test_putting_off_and_cancelling_are_proposals(coop_cast, client, name, about):
    line = first_line(signed(coop_cast))
    as_(client, coop_cast.sc_desk)
    assert send(client, url(name, line.pk), why="Səbəb").status_code == 302
    with founding():
        assert Proposal.objects.get().about == about
    assert send(client, url("withdraw", _only(Proposal).pk), version=1).status_code == 302
    assert _only(Proposal).state == "withdrawn"


def _only(model):
    with founding():
        return model.objects.get()


def test_a_report_is_kept_then_handed_in_and_a_locked_quarter_is_refused_with_everything_still_there(coop_cast, client):
    plan = signed(coop_cast)
    line = first_line(plan)
    with founding():
        period = ReportPeriod.objects.filter(plan=plan).first()
    as_(client, coop_cast.sc_desk)
    told = {"says": "going", "text": "Hazırlıq gedir", "period": period.pk}
    assert send(client, url("report", line.pk), **told, verb="keep").status_code == 302
    assert _only(Progress).given_at is None
    page = client.get(url("report", line.pk)).content.decode()
    assert "Hazırlıq gedir" in page
    with acting(coop_cast.tr_lead):
        progress.lock(period=period, by=coop_cast.tr_lead, at=now())
    answer = send(client, url("report", line.pk), **told, version=1, verb="give")
    assert answer.status_code == 422
    assert "Hazırlıq gedir" in answer.content.decode()
    answer = send(client, url("report", line.pk), says="going", text="Hazırlıq gedir", verb="give")
    assert answer.status_code == 302
    with founding():
        assert Progress.objects.filter(given_at__isnull=False).count() == 1


def test_both_verify_on_the_pages(coop_cast, client):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk)
    for person in (coop_cast.tr_lead, coop_cast.sc_lead):
        as_(client, person)
        page = client.get(url("line", line.pk)).content.decode()
        sha = re.search(r'name="sha256" value="([0-9a-f]{64})"', page)[1]
        assert client.post(url("verify", line.pk), {"sha256": sha}).status_code == 302
    again(line)
    assert line.state == "verified"


def test_the_general_address_for_a_yes_verifies_no_contradicting_reports_either(coop_cast, client):
    line = first_line(signed(coop_cast))
    reported(coop_cast, line, coop_cast.tr_desk)
    reported(coop_cast, line, coop_cast.sc_desk, people=1)
    codes = []
    for person in (coop_cast.tr_lead, coop_cast.sc_lead):
        as_(client, person)
        with acting(person):
            sha = standing(first_line(line.plan)).sha256
        codes.append(client.post(reverse("accords:approve", args=["plans.line", line.pk]), {"sha256": sha}).status_code)
    again(line)
    assert codes[-1] == 409 and line.state == "held"


def test_activities_counts_files_and_delays_are_written_on_the_pages(coop_cast, client):
    line = first_line(signed(coop_cast))
    as_(client, coop_cast.tr_desk)
    held = day("begins_on", date(2026, 5, 4)) | day("ends_on", date(2026, 5, 5)) | titles("Çalıştay")
    assert (
        send(client, url("add_activity", line.pk), **held, place="Bakü", host=str(coop_cast.sc.pk)).status_code == 302
    )
    activity = _only(Activity)
    changed = held | {"place": "Gence", "version": activity.version, "host": ""}
    assert send(client, url("change_activity", activity.pk), **changed).status_code == 302
    as_(client, coop_cast.sc_desk)
    assert send(client, url("count", activity.pk), people=41, women=20, report="Yaxşı").status_code == 302
    file = SimpleUploadedFile("protokol.pdf", PDF, content_type="application/pdf")
    assert send(client, url("show", activity.pk), file=file, about="Protokol").status_code == 302
    text = client.get(url("activity", activity.pk)).content.decode()
    assert "41" in text and "Protokol" in text and "Gence" in text
    answer = client.get(url("evidence", _only(Evidence).pk))
    assert answer.content == PDF and answer["Content-Type"] == "application/pdf"
    large = SimpleUploadedFile("b.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024 + 1), content_type="application/pdf")
    assert send(client, url("show", activity.pk), file=large, about="x").status_code == 422
    assert send(client, url("raise_obstacle", line.pk), kind="delay", reason="travel", text="Viza").status_code == 302
    row = _only(Obstacle)
    assert send(client, url("end_obstacle", row.pk), version=row.version, how="Verildi").status_code == 302
    assert _only(Obstacle).ended_at
    assert "Verildi" in client.get(url("line", line.pk)).content.decode()


def test_an_activity_that_is_called_off_leaves_the_calendar(coop_cast, client):
    line = first_line(signed(coop_cast))
    as_(client, coop_cast.tr_desk)
    held = day("begins_on", date(2028, 5, 4)) | day("ends_on", date(2028, 5, 5)) | titles("Festivalim")
    send(client, url("add_activity", line.pk), **held)
    assert "Festivalim" in client.get(url("calendar", 2028)).content.decode()
    activity = _only(Activity)
    assert send(client, url("call_off", activity.pk), version=activity.version).status_code == 302
    assert "Festivalim" not in client.get(url("calendar", 2028)).content.decode()


def test_a_quarter_is_locked_and_opened_again_by_a_head(coop_cast, client):
    plan = signed(coop_cast)
    with founding():
        period = ReportPeriod.objects.filter(plan=plan).first()
    as_(client, coop_cast.tr_desk)
    assert client.post(url("lock", period.pk)).status_code == 403
    as_(client, coop_cast.tr_lead)
    for name, is_locked in (("lock", True), ("unlock", False)):
        assert client.post(url(name, period.pk)).status_code == 302
        again(period)
        assert bool(period.locked_at) is is_locked


def test_an_ended_plan_shows_as_ended_with_what_stayed_open_and_is_renewed_and_closed(coop_cast, client):
    plan = signed(coop_cast, lines=3, years=(date(2023, 1, 1), date(2025, 12, 31)))
    as_(client, coop_cast.sc_lead)
    text = client.get(url("see", plan.pk)).content.decode()
    assert "Ended, 3 lines stayed open" in text and "Find dates" not in text
    assert send(client, url("renew", plan.pk), version=plan.version).status_code == 302
    text = client.get(url("see", plan.pk)).content.decode()
    assert "A renewal is being drafted" in text
    again(plan)
    assert send(client, url("close", plan.pk), version=plan.version).status_code == 302
    again(plan)
    assert plan.state == "closed"


def test_a_signed_plan_is_not_changed_by_its_old_pages(coop_cast, client):
    plan = signed(coop_cast)
    line = first_line(plan)
    as_(client, coop_cast.tr_desk)
    years = day("begins_on", date(2026, 1, 1)) | day("ends_on", date(2029, 12, 31))
    for address, values in (
        (url("change", plan.pk), years | titles("x") | {"version": plan.version}),
        (url("add_line", plan.pk), line_sent()),
        (url("change_line", line.pk), line_sent(version=line.version)),
        (url("drop_line", line.pk), {"version": line.version}),
    ):
        answer = send(client, address, **values)
        assert answer.status_code == 422 and "Propose an amendment" in answer.content.decode(), address


def test_the_list_asks_the_same_number_of_questions_for_one_plan_and_for_three(
    coop_cast, client, django_assert_num_queries
):
    drafted(coop_cast)
    as_(client, coop_cast.tr_desk)
    client.get(url("list"))
    with django_assert_num_queries(LIST):
        client.get(url("list"))
    drafted(coop_cast)
    drafted(coop_cast)
    with django_assert_num_queries(LIST):
        client.get(url("list"))


def test_the_page_of_a_plan_asks_the_same_number_of_questions_for_one_line_and_for_nine(
    coop_cast, client, django_assert_num_queries
):
    for lines in (1, 9):
        plan = signed(coop_cast, lines=lines)
        as_(client, coop_cast.tr_desk)
        client.get(url("see", plan.pk))
        with django_assert_num_queries(SEE):
            client.get(url("see", plan.pk))


LIST, SEE = 11, 30
