"""The report to two ministers, the published plans, the planner's question, the calendar of a year, the demo's My work."""

import shutil
import subprocess
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cooperation.accords.plans.made import first_line, reported, signed
from tests.cooperation.accords.plans.test_views import as_, everything, url
from umay.cooperation.accords.models import Accord, Plan, PlanLine, Protocol
from umay.cooperation.accords.plan_promises import reports_due
from umay.cooperation.accords.queries import calendar_year, planner
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.queries.plan_report import minutes_of_plan
from umay.cooperation.accords.rules.plans import standing
from umay.cooperation.accords.typesetting.report import Grid, Part, Report, report_pdf
from umay.cooperation.partners.models import State
from umay.cooperation.partners.seeding import load
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now


@pytest.fixture
def published(db):
    load(at=now())


def test_the_published_plan_of_2022_has_nine_lines_and_each_points_to_its_sentence(published):
    with acting(None):
        plan = Plan.objects.select_related("accord", "protocol__accord", "stated_by").get(
            accord__code="plan-tr-az-2023-2025"
        )
        lines = list(plan.lines.select_related("sentence__source").order_by("number"))
    assert (plan.begins_on, plan.ends_on) == (date(2023, 1, 1), date(2025, 12, 31))
    assert (plan.signed_on, plan.announced_on) == (date(2022, 11, 4), date(2022, 11, 16))
    assert plan.stated_by.code == "TR-MFSS" and plan.protocol.signed_on is None
    words = [
        "Festivali",
        "deneyim alışverişinde",
        "eğitim programları",
        "Mobil Ekiplerinin",
        "Çocuk Elçiler",
        "uzmanlara",
        "uzman toplantıları",
        "kampanyalar",
        "sivil toplum",
    ]
    assert len(lines) == 9
    for line, word in zip(lines, words, strict=True):
        assert line.sentence.source.code == "plan-2022" and word in line.sentence.text, line.number
        assert set(line.titles) == {"tr", "az", "en"} and line.quantity is None and line.cost == "not_stated"


def test_the_second_plan_says_what_its_source_does_not_say(published):
    with acting(None):
        plan = Plan.objects.get(accord__code="plan-tr-az-2024-2025")
        sides = {side.code for side in queries.asked_sides(plan.accord)}
        assert not plan.lines.exists()
    assert sides == {"TR-MFSS", "AZ-MLSPP"}
    assert plan.signed_on is None and plan.place == "Bakü" and "19 October" in plan.notes["en"]


def test_two_plans_between_the_same_two_states_ran_at_once(published):
    with acting(None):
        one, other = Plan.objects.order_by("begins_on")
    assert one.begins_on <= other.begins_on <= one.ends_on


def test_loading_again_adds_nothing_and_changes_nothing(published):
    with founding():
        before = list(PlanLine.objects.order_by("pk").values_list("pk", "version"))
    assert load(at=now()) == 0
    with founding():
        assert list(PlanLine.objects.order_by("pk").values_list("pk", "version")) == before
        assert Protocol.objects.count() == 1 and Accord.objects.filter(kind="plan").count() == 2


def test_the_plan_of_2022_shows_as_ended_with_nine_lines_open(published):
    with acting(None):
        plan = Plan.objects.get(accord__code="plan-tr-az-2023-2025")
        found = standing(
            state=plan.state,
            begins_on=plan.begins_on,
            ends_on=plan.ends_on,
            today=date(2026, 11, 22),
            open_lines=plan.lines.count(),
        )
    assert (found.code, found.open_lines) == ("ended_open", 9)


def test_everybody_reads_the_published_plan_in_three_languages(published, client):
    for lang, word in (("tr", "Aile Festivali"), ("az", "Ailə Festivalının"), ("en", "Family Festival")):
        answer = client.get(reverse("public:see", args=[lang, "plan-tr-az-2023-2025"]))
        text = answer.content.decode()
        assert answer.status_code == 200 and word in text, lang
        assert "2022" in text and "#s12" in text


def _text(pdf: bytes, tmp_path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    ran = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(ran.stdout.decode().split())


def _with_languages() -> None:
    with founding():
        State.objects.filter(code="TR").update(languages=["tr"])
        State.objects.filter(code="AZ").update(languages=["az"])


def test_the_report_to_two_ministers_stands_in_both_languages_with_differences_and_delays(coop_cast, client, tmp_path):
    _with_languages()
    plan, _line, _activity, _made = everything(coop_cast)
    as_(client, coop_cast.sc_desk)
    answer = client.get(url("ministers", plan.pk))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    text = _text(answer.content, tmp_path)
    for words in (
        "Bakanlara rapor",
        "Nazirlərə hesabat",
        "Faaliyet planı",
        "Fəaliyyət planı",
        "Bütçe gecikiyor",
        "38",
        "40",
    ):
        assert words in text, words
    assert text.index("Bakanlara rapor") < text.index("Nazirlərə hesabat")


def test_the_report_says_what_stayed_open_when_the_plan_has_ended(coop_cast):
    _with_languages()
    plan = signed(coop_cast, lines=2, years=(date(2023, 1, 1), date(2025, 12, 31)))
    with acting(coop_cast.sc_desk):
        report = minutes_of_plan(plan, date(2026, 11, 22))
    assert [part.lang for part in report.parts] == ["tr", "az"]
    last = report.parts[1].grids[-1]
    assert last.heading == "Açıq qalanlar" and [row[0] for row in last.rows] == ["1", "2"]


def test_the_same_report_gives_the_same_bytes_and_an_uneven_table_is_refused():
    grid = Grid("Heading", ("A", "B"), (1, 2), (("1", "ə ı ğ ş # * _ $ <b>"),))
    part = Part("az", "Hesabat", "Başlıq", (("Tərəf", "Komitə"),), (grid,), ("A", "B"))
    assert report_pdf(Report((part,))) == report_pdf(Report((part,)))
    with pytest.raises(ValueError, match="each row"):
        report_pdf(Report((Part("az", "", "x", (), (Grid("H", ("A",), (1,), (("1", "2"),)),)),)))
    with pytest.raises(ValueError, match="one language"):
        report_pdf(Report(()))


def test_words_in_a_report_are_never_markup(tmp_path):
    part = Part("tr", "Rapor", "*kalın* #eval(1) $x$", (), (Grid("H", ("A",), (1,), (("= başlık _x_ ə",),)),))
    text = _text(report_pdf(Report((part,))), tmp_path)
    assert "*kalın* #eval(1) $x$" in text and "= başlık _x_ ə" in text


def test_the_planner_asks_with_both_countries_days_off_and_keeps_away_from_uncertain_feasts(coop_cast):
    plan = signed(coop_cast, lines=4)
    with acting(coop_cast.tr_desk):
        found = planner.find(plan, 2027, date(2026, 11, 22))
    assert found.is_best and found.awkward_days == 0 and len(found.lines) == 4
    months = [first.month for _line, (first, _last) in found.lines]
    assert len(set(months)) == 4
    for _line, (first, last) in found.lines:
        for day in {first, last}:
            assert day not in planner.holidays("TR", 2027) and day not in planner.holidays("AZ", 2027)


def test_days_to_keep_free_are_kept_free_and_two_lines_may_still_share_a_day(coop_cast):
    plan = signed(coop_cast, lines=2)
    away = (date(2027, 1, 1), date(2027, 12, 10))
    with acting(coop_cast.tr_desk):
        found = planner.find(plan, 2027, date(2026, 11, 22), away=away)
    assert all(first > away[1] for _line, (first, _last) in found.lines)


def test_no_date_is_proposed_for_today_or_before(coop_cast):
    plan = signed(coop_cast, lines=1)
    today = date(2026, 11, 25)
    with acting(coop_cast.tr_desk):
        found = planner.find(plan, 2026, today)
        assert planner.find(plan, 2029, today).lines == []
    assert all(first > today for _line, (first, _last) in found.lines)


def test_the_calendar_holds_both_countries_holidays_with_feasts_of_days_as_one_entry(coop_cast):
    signed(coop_cast)
    with acting(coop_cast.sc_desk):
        year = calendar_year.year_of(coop_cast.sc_desk, 2027)
    entries = [entry for month in year.months for entry in month.entries]
    assert {entry.note for entry in entries if entry.kind == "holiday"} == {"State TR", "State AZ"}
    assert any(entry.until and (entry.until - entry.on).days >= 2 for entry in entries)
    assert [month.first_on.month for month in year.months] == sorted(month.first_on.month for month in year.months)


def test_a_desk_is_told_of_reports_that_are_due_until_it_has_reported(coop_cast):
    plan = signed(coop_cast, lines=1)
    line = first_line(plan)
    with acting(coop_cast.sc_desk):
        first = plan.periods.first()
        at = now().replace(year=first.due_on.year, month=first.due_on.month, day=first.due_on.day) - timedelta(days=5)
        ((task),) = reports_due(coop_cast.sc_desk, at)
        assert task.tone == "due"
        assert reports_due(coop_cast.ml_desk, at) == []
        late = reports_due(coop_cast.sc_desk, at + timedelta(days=9))
        assert [one.tone for one in late] == ["overdue"]
    reported(coop_cast, line, coop_cast.sc_desk, period=first, says="going", held_on=None, held_until=None)
    with acting(coop_cast.sc_desk):
        assert reports_due(coop_cast.sc_desk, at) == []
