"""Settings of the country are confirmed by a named person, with where they stand written."""

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.cast import user_of
from umay.ground.offices import actions
from umay.ground.offices.packs import KEYS, Pack, production_gaps
from umay.ground.offices.queries import pack
from umay.ground.offices.setting_fields import fields_for, value_from
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal

SOURCE = "Yönetmelik madde 12, 2012"


def confirm(cast, setting, value, *, by=None, source=SOURCE):
    by = by or cast.administrator
    with acting(by):
        return actions.confirm_setting(
            setting=setting, value=value, source=source, valid_from=now().date(), by=by, at=now()
        )


def test_production_uses_an_unverified_value_only_after_somebody_confirmed_it(cast, settings):
    settings.UMAY_DEMO = False
    key = Pack("TR").at(now().date()).unconfirmed()[0]
    value = Pack("TR").at(now().date(), demo=True).get(key)
    with pytest.raises(Refusal):
        pack("TR", timezone.localdate()).get(key)
    confirm(cast, key, value)
    assert pack("TR", timezone.localdate()).get(key) == value
    assert pack("TR", timezone.localdate()).is_verified(key)


def test_a_confirmation_holds_in_the_persons_own_country_only(cast, settings):
    settings.UMAY_DEMO = False
    confirm(cast, "visits.first_within_days", 3)
    assert pack("TR", timezone.localdate()).get("visits.first_within_days") == 3
    assert "visits.first_within_days" not in {
        entry.key.name for entry in pack("AZ", timezone.localdate()).listing() if entry.confirmation
    }


@pytest.mark.parametrize("role", ["worker", "supervisor", "director", "auditor", "inspector"])
def test_nobody_else_confirms(cast, role):
    with pytest.raises(NotAllowed):
        confirm(cast, "visits.first_within_days", 3, by=getattr(cast, role))


def test_a_value_that_does_not_fit_or_stands_nowhere_is_refused(cast):
    with pytest.raises(Refusal):
        confirm(cast, "visits.first_within_days", "three")
    with pytest.raises(Refusal) as refused:
        confirm(cast, "visits.first_within_days", 3, source=" - ")
    assert refused.value.field == "source"


@pytest.mark.parametrize("name", sorted(KEYS))
@pytest.mark.parametrize("country", ["TR", "AZ"])
def test_what_a_form_shows_of_a_setting_is_read_back_unchanged(country, name):
    """Filled in and sent back as it is, each setting keeps its value."""
    from umay.kit.ui import forms

    key = KEYS[name]
    value = Pack(country).at(now().date(), demo=True).get(name)
    fields = fields_for(key, value)
    form_class = type("Form", (forms.UmayForm,), dict(fields))
    entry = {}
    for field_name, field in fields.items():
        initial = field.initial
        entry[field_name] = initial if isinstance(initial, list) else "" if initial is None else str(initial)
    form = form_class(entry)
    assert form.is_valid(), form.errors
    assert key.kind.plain(value_from(key, form.cleaned_data, value)) == key.kind.plain(value)


def test_the_page_confirms_in_my_name_and_says_so(cast, client):
    client.force_login(user_of(cast.administrator))
    page = reverse("offices:confirm", args=["visits.first_within_days"])
    form = client.get(page).context["form"]
    today = now().date()
    entry = {
        "value": "4",
        "source": SOURCE,
        "valid_from_day": today.day,
        "valid_from_month": today.month,
        "valid_from_year": today.year,
        "sure": "on",
        "idempotency_key": str(form["idempotency_key"].value()),
    }
    assert client.post(page, entry | {"sure": ""}).status_code == 422
    assert client.post(page, entry)["Location"] == "/offices/settings/?part=visits"
    assert client.post(page, entry).status_code == 302
    answer = client.get("/offices/settings/?part=visits")
    shown = next(one for one in answer.context["section"].entries if one.name == "visits.first_within_days")
    assert shown.entry.confirmation.by == user_of(cast.administrator).name and shown.entry.value == 4
    assert len(client.get(page).context["history"]) == 1


def test_every_subject_opens_and_what_is_missing_for_production_is_said(cast, client):
    client.force_login(user_of(cast.auditor))
    answer = client.get(reverse("offices:settings"))
    assert [key.name for key in answer.context["gaps"]] == production_gaps(pack("TR", timezone.localdate()))
    for section in answer.context["sections"]:
        assert client.get(reverse("offices:settings"), {"part": section.code}).status_code == 200
    assert client.get(reverse("offices:confirm", args=["visits.first_within_days"])).status_code == 403


def test_a_setting_that_does_not_exist_is_not_found(cast, client):
    client.force_login(user_of(cast.administrator))
    assert client.get("/offices/settings/nothing.here/confirm/").status_code == 404


def test_the_settings_are_read_once_in_a_transaction_and_never_kept_for_another_asker(cast, django_assert_num_queries):
    on = timezone.localdate()
    with acting(cast.worker):
        with django_assert_num_queries(1):
            first = pack("TR", on)
            assert pack("TR", on) is first
        with django_assert_num_queries(1):
            pack("AZ", on)
    with acting(cast.worker), django_assert_num_queries(1):
        assert pack("TR", on) is not first


def test_what_is_confirmed_or_taken_back_in_a_transaction_counts_at_once(cast, settings):
    settings.UMAY_DEMO = False
    on = timezone.localdate()
    with acting(cast.administrator):
        before = pack("TR", on).is_verified("visits.first_within_days")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            values = {"setting": "visits.first_within_days", "value": 3, "source": SOURCE, "valid_from": on}
            actions.confirm_setting(**values, by=cast.administrator, at=now())
            assert pack("TR", on).get("visits.first_within_days") == 3
            raise ZeroDivisionError
        assert pack("TR", on).is_verified("visits.first_within_days") == before


def test_outside_a_transaction_nothing_is_kept(own_database):
    on = timezone.localdate()
    assert pack("TR", on) is not pack("TR", on) and not connection.kept
