import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms as plain
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.ui import forms
from umay.kit.ui.forms.days import month_names
from umay.kit.ui.forms.fields import plain_decimal


def read(field, *typed):
    return field.clean(typed if len(typed) > 1 else typed[0])


def refusal(field, *typed) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        read(field, *typed)
    return caught.value


@pytest.mark.parametrize("month", ["11", "kasım", "KASIM", "Kasim", "kas", "noyabr", "November", "nov."])
def test_a_month_may_be_a_number_or_a_word_in_any_of_our_languages(month):
    assert read(forms.DayField(), "22", month, "2026") == date(2026, 11, 22)


@pytest.mark.parametrize("pasted", ["22.11.2026", "22/11/2026", "22-11-2026", "2026-11-22", "22 kasım 2026"])
def test_a_whole_day_pasted_into_the_first_box_is_understood(pasted):
    assert read(forms.DayField(), pasted, "", "") == date(2026, 11, 22)


def test_no_month_name_means_two_months():
    assert len(set(month_names().values())) == 12
    for name in ("may", "mart", "iyun", "iyul", "ağustos", "avqust"):
        assert read(forms.DayField(), "1", name, "2026").day == 1


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        (("", "11", "2026"), "day"),
        (("22", "", "2026"), "month"),
        (("22", "11", ""), "year"),
        (("32", "11", "2026"), "day"),
        (("22", "13", "2026"), "month"),
        (("22", "xyz", "2026"), "month"),
        (("22", "11", "26"), "year"),
        (("31", "2", "2026"), "day"),
        (("29", "2", "2025"), "day"),
    ],
)
def test_a_wrong_day_names_the_box_to_mend(typed, box):
    assert refusal(forms.DayField(), *typed).code == box


def test_a_leap_day_is_a_day():
    assert read(forms.DayField(), "29", "2", "2024") == date(2024, 2, 29)


def test_limits_of_a_day_are_included():
    field = forms.DayField(earliest=date(2026, 1, 1), latest=lambda: date(2026, 12, 31))
    assert read(field, "1", "1", "2026") and read(field, "31", "12", "2026")
    assert refusal(field, "31", "12", "2025").messages == ["The day must be 1 January 2026 or later"]
    assert refusal(field, "1", "1", "2027").code == "too_late"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_shown_is_read_back_the_same(on):
    field = forms.DayField()
    assert field.clean(field.widget.shown(on)) == on


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9", time(9)), ("9.30", time(9, 30)), ("09:30", time(9, 30)), ("0930", time(9, 30)), ("23:59", time(23, 59))],
)
def test_a_time_may_be_typed_as_people_do(typed, at):
    assert forms.ClockTimeField().clean(typed) == at


@pytest.mark.parametrize("typed", ["24:00", "9:60", "x", "9:3", "-1"])
def test_what_is_no_time_is_refused(typed):
    assert refusal(forms.ClockTimeField(), typed).code == "invalid"


def test_a_moment_is_read_on_the_offices_clock():
    with timezone.override("Asia/Baku"):
        assert read(forms.MomentField(), "22", "11", "2026", "16:20") == datetime(2026, 11, 22, 12, 20, tzinfo=UTC)
        assert refusal(forms.MomentField(), "22", "11", "2026", "").code == "time"


def test_a_moment_is_limited_by_a_moment_or_by_a_day():
    now = datetime(2026, 11, 22, 12, 20, tzinfo=UTC)
    with timezone.override("Asia/Baku"):
        assert read(forms.MomentField(latest=now), "22", "11", "2026", "16:20") == now
        assert refusal(forms.MomentField(latest=now), "22", "11", "2026", "16:21").code == "too_late"
        assert read(forms.MomentField(latest=now.date()), "22", "11", "2026", "23:59").hour == 23
        assert refusal(forms.MomentField(earliest=now), "22", "11", "2026", "16:19").code == "too_early"
        assert read(forms.DayField(latest=now), "22", "11", "2026") == now.date()


@pytest.mark.parametrize(
    ("typed", "lang", "value"),
    [
        ("1.250,50", "tr", "1250.50"),
        ("1,250.50", "en", "1250.50"),
        ("12,5", "tr", "12.5"),
        ("12,5", "en", "12.5"),
        ("12.5", "tr", "12.5"),
        ("1.250", "tr", "1250"),
        ("1.250", "en", "1.250"),
        ("1,250", "en", "1250"),
        ("1.250.000", "en", "1250000"),
        ("1 250", "az", "1250"),
        ("-3,5", "az", "-3.5"),
    ],
)
def test_a_number_is_read_as_its_writer_meant_it(typed, lang, value):
    with translation.override(lang):
        assert Decimal(plain_decimal(typed)) == Decimal(value)
        assert forms.DecimalField().clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["0532 123 45 67", "+90 532 123 45 67", "(0532) 1234567"])
def test_a_telephone_number_becomes_one_writing(typed):
    assert forms.PhoneField().clean(typed) == "+905321234567"


def test_what_is_no_telephone_number_is_refused():
    assert refusal(forms.PhoneField(), "12").code == "invalid"


def test_yes_and_no_are_true_and_false():
    field = forms.YesNoField(required=False)
    assert [field.clean(answer) for answer in ("yes", "no", "")] == [True, False, None]
    assert field.prepare_value(False) == "no"


def test_a_file_of_another_kind_or_size_is_refused_in_words():
    field = forms.FileField(endings=(".pdf",), max_bytes=1_000_000)
    assert field.clean(SimpleUploadedFile("a.PDF", b"x"))
    assert refusal(field, SimpleUploadedFile("a.exe", b"x")).messages == [
        "This kind of file is not accepted. Accepted: .pdf"
    ]
    assert refusal(field, SimpleUploadedFile("a.pdf", b"x" * 2_000_000)).messages == [
        "The file is too large (2.0\u00a0MB). At most 1.0\u00a0MB"
    ]


class Sample(forms.WritingForm):
    groups = [forms.Group("The child", ["born_on", "name"])]
    name = forms.TextField(label="Name", max_length=5, error_messages={"required": "Write the name"})
    born_on = forms.DayField(label="Which day?", hint="For example")
    near = forms.RadiosField(label="How far?", choices=[("a", "A"), ("b", "B")], hints={"a": "close by"})
    story = forms.LongTextField(label="Story", required=False, max_length=500)
    agree = forms.TickField(label="I agree")


def test_an_empty_form_shows_no_error_and_carries_its_own_key():
    one, other = Sample(), Sample()
    assert one.status == 200 and "error-summary" not in str(one)
    assert uuid.UUID(str(one["idempotency_key"].value())) != uuid.UUID(str(other["idempotency_key"].value()))


def test_a_form_sent_again_keeps_its_key():
    key = str(uuid.uuid4())
    assert f'value="{key}"' in str(Sample({"idempotency_key": key}))


def test_the_error_summary_leads_to_the_box_to_mend():
    form = Sample(
        {
            "idempotency_key": str(uuid.uuid4()),
            "born_on_day": "1",
            "born_on_month": "x",
            "born_on_year": "2020",
            "name": "abcdefgh",
        }
    )
    assert form.status == 422
    assert [(entry.target, entry.text) for entry in form.summary] == [
        ("id_name", "Name: Use 5 characters or fewer (now 8)"),
        ("id_born_on_month", "Which day? The month must be a number from 1 to 12, or its name"),
        ("id_near_0", "How far? Choose an answer"),
        ("id_agree", "I agree: Tick the box to go on"),
    ]
    html = str(form)
    for entry in form.summary:
        assert f'href="#{entry.target}"' in html and f'id="{entry.target}"' in html


def test_an_own_message_stands_alone_in_the_summary():
    form = Sample({"idempotency_key": str(uuid.uuid4())})
    assert form.summary[0].text == "Write the name"


def test_every_describedby_points_to_something_on_the_page():
    import re

    html = str(Sample({"idempotency_key": str(uuid.uuid4())}))
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    described = {one for many in re.findall(r'aria-describedby="([^"]+)"', html) for one in many.split()}
    assert described and described <= ids
    assert set(re.findall(r'<label for="([^"]+)"', html)) <= ids


def test_fields_in_groups_come_first_under_their_heading():
    html = str(Sample())
    assert html.index("The child") < html.index("Which day?") < html.index(">Name<") < html.index("How far?")


def test_a_form_of_another_library_is_drawn_alike():
    class Foreign(plain.Form):
        login = plain.CharField(label="Login", help_text="yours")
        way = plain.ChoiceField(label="Way", choices=[("a", "A")], widget=plain.RadioSelect)

    html = str(Foreign({}))
    assert 'class="error-summary"' in html and 'href="#id_login"' in html and 'class="choice"' in html
    assert 'id="id_login_helptext"' in html


def test_what_was_typed_is_escaped():
    assert "<script" not in str(
        Sample({"name": "<script>", "story": "</textarea><script>", "born_on_day": '"><script>'})
    )
