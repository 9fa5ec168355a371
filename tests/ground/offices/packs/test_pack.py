"""Settings of a country: dated, sourced, and refused in production until a person confirms them."""

import json
from datetime import UTC, date, datetime

import pytest

from umay.ground.offices.packs import (
    ABSENT,
    COUNTRIES,
    KEYS,
    Confirmation,
    Pack,
    Unconfirmed,
    UnknownCountry,
    UnknownKey,
    Unset,
    Value,
    production_gaps,
)
from umay.ground.offices.packs.assembly import assemble
from umay.ground.offices.packs.pack import PACKS
from umay.ground.offices.packs.sources import SOURCES
from umay.ground.offices.packs.values import STATUSES
from umay.kit.kernel.errors import Refusal

DAY = date(2026, 11, 22)
EVERY_VALUE = [(country, key, value) for country in COUNTRIES for key in KEYS for value in Pack(country).history(key)]


def confirmation(value, *, valid_from=None, valid_to=None, at=datetime(2026, 1, 1, tzinfo=UTC)):
    return Confirmation(value=value, by="Ayla Örnek", at=at, valid_from=valid_from, valid_to=valid_to)


@pytest.mark.parametrize(("country", "key", "value"), EVERY_VALUE, ids=lambda part: str(part)[:40])
def test_each_value_says_where_it_comes_from_and_survives_the_table_of_confirmations(country, key, value):
    assert value.source and value.status in STATUSES
    assert all(ref in SOURCES for ref in value.refs)
    assert value.refs or value.status != "sourced"
    for held in (value.value, value.demo):
        if held is not ABSENT:
            kind = KEYS[key].kind
            assert kind.parse(json.loads(json.dumps(kind.plain(held)))) == held


@pytest.mark.parametrize("country", COUNTRIES)
def test_in_a_demonstration_every_setting_can_be_read(country):
    settings = Pack(country).at(DAY, demo=True)
    assert [key for key in KEYS if not settings.has(key)] == []
    for key in KEYS:
        settings.get(key)


@pytest.mark.parametrize("country", COUNTRIES)
def test_in_production_exactly_the_sourced_settings_can_be_read(country):
    settings = Pack(country).at(DAY)
    for key in KEYS:
        status = settings.value(key).status
        if status == "sourced":
            assert settings.get(key) == settings.value(key).value
            continue
        with pytest.raises(Unset if status == "unknown" else Unconfirmed) as refusal:
            settings.get(key)
        assert isinstance(refusal.value, Refusal) and refusal.value.key == key
        assert (type(refusal.value) is Unset) == (status == "unknown")


def test_a_refusal_names_the_setting_in_the_readers_language():
    from django.utils import translation

    with translation.override("en"), pytest.raises(Unconfirmed) as refusal:
        Pack("TR").at(DAY).get("legal.order_review_months")
    with translation.override("en"):
        assert "Time between reviews of a measure" in str(refusal.value)
        assert "%(" not in str(refusal.value)
    assert refusal.value.code == "setting_unconfirmed"


def test_what_a_person_confirmed_is_used_in_production_and_counts_as_verified():
    settings = Pack("TR").at(DAY, {"legal.order_review_months": confirmation(2)})
    assert settings.get("legal.order_review_months") == 2
    assert settings.is_verified("legal.order_review_months")
    assert "legal.order_review_months" not in settings.unconfirmed()
    entry = next(entry for entry in settings.listing() if entry.key.name == "legal.order_review_months")
    assert entry.differs_from_pack and entry.status == "memory" and entry.confirmation.by == "Ayla Örnek"


def test_a_confirmation_holds_only_on_its_own_days():
    said = {"visits.first_within_days": confirmation(5, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 30))}
    pack = Pack("TR")
    assert pack.at(date(2026, 6, 1), said).get("visits.first_within_days") == 5
    assert pack.at(date(2026, 6, 30), said).get("visits.first_within_days") == 5
    for day in (date(2026, 5, 31), date(2026, 7, 1)):
        with pytest.raises(Unconfirmed):
            pack.at(day, said).get("visits.first_within_days")


def test_of_several_confirmations_the_one_that_began_last_wins_then_the_one_said_last():
    first = confirmation(5, valid_from=date(2026, 1, 1))
    second = confirmation(6, valid_from=date(2026, 6, 1))
    corrected = confirmation(7, valid_from=date(2026, 6, 1), at=datetime(2026, 7, 1, tzinfo=UTC))
    said_late = confirmation(8, valid_from=date(2026, 2, 1), at=datetime(2026, 8, 1, tzinfo=UTC))
    pack = Pack("TR")
    assert pack.at(DAY, {"visits.first_within_days": (said_late, second)}).get("visits.first_within_days") == 6
    assert (
        pack.at(date(2026, 5, 31), {"visits.first_within_days": (second, first)}).get("visits.first_within_days") == 5
    )
    assert pack.at(DAY, {"visits.first_within_days": (second, first)}).get("visits.first_within_days") == 6
    assert pack.at(DAY, {"visits.first_within_days": (corrected, second)}).get("visits.first_within_days") == 7


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("visits.first_within_days", "seven"),
        ("visits.first_within_days", True),
        ("visits.first_within_days", -1),
        ("families.care_types", ("kin", "kin")),
        ("families.care_types", ("aunt",)),
        ("risk.first_contact_hours", {"high": 24}),
        ("families.siblings_exempt", 1),
        ("privacy.registration", ""),
    ],
)
def test_a_confirmation_that_does_not_fit_its_setting_is_refused(key, value):
    with pytest.raises(ValueError):
        Pack("TR").at(DAY, {key: confirmation(value)})


def test_a_dated_value_changes_on_its_day():
    pack = Pack("AZ")
    before = pack.at(date(2022, 10, 31), demo=True).get("names.authority")
    after = pack.at(date(2022, 11, 1), demo=True).get("names.authority")
    assert before.in_language("az") == "Elm və Təhsil Nazirliyi"
    assert after.in_language("az") == "Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi"


def test_a_dated_value_that_is_only_remembered_is_refused_while_its_sourced_successor_is_used():
    pack = Pack("TR")
    with pytest.raises(Unconfirmed):
        pack.at(date(2021, 4, 20)).get("names.authority")
    assert pack.at(date(2021, 4, 21)).get("names.authority").tr == "Aile ve Sosyal Hizmetler Bakanlığı"


@pytest.mark.parametrize("country", COUNTRIES)
def test_production_stores_nobody_before_registration_notice_and_retention_are_set(country):
    demo = Pack(country).at(DAY, demo=True)
    must = ["privacy.registration", "privacy.notice", "privacy.retention"]
    assert production_gaps(Pack(country).at(DAY)) == must
    said = {key: confirmation(demo.get(key)) for key in must}
    assert production_gaps(Pack(country).at(DAY, {key: said[key] for key in must[:2]})) == must[2:]
    assert production_gaps(Pack(country).at(DAY, said)) == []


def test_a_setting_or_country_nobody_declared_is_an_error():
    with pytest.raises(UnknownCountry):
        Pack("KZ")
    settings = Pack("TR").at(DAY, demo=True)
    for ask in (settings.get, settings.has, settings.value, settings.is_verified, Pack("TR").history):
        with pytest.raises(UnknownKey):
            ask("visits.every_blue_moon")
    with pytest.raises(UnknownKey):
        Pack("TR").at(DAY, {"visits.every_blue_moon": confirmation(1)})


def test_an_incomplete_pack_cannot_be_assembled():
    whole = dict(PACKS["TR"])
    with pytest.raises(ValueError, match=r"visits\.first_within_days"):
        assemble({key: values for key, values in whole.items() if key != "visits.first_within_days"})
    with pytest.raises(ValueError, match="does not hold on every day"):
        assemble(whole, {"families.min_age": Value(25, "x", "inferred", valid_from=date(2020, 1, 1))})
    with pytest.raises(ValueError, match="gap or an overlap"):
        early = Value(25, "x", "inferred", valid_to=date(2020, 1, 1))
        assemble(whole, {"families.min_age": (early, Value(26, "x", "inferred", valid_from=date(2020, 1, 3)))})
    with pytest.raises(ValueError, match=r"families\.min_age: A whole number"):
        assemble(whole, {"families.min_age": Value(7, "x", "inferred")})


def test_a_value_without_a_source_or_with_a_wrong_status_cannot_be_written():
    for wrong in (
        {"value": 1, "source": "", "status": "memory"},
        {"value": 1, "source": "x", "status": "certain"},
        {"value": 1, "source": "x", "status": "sourced"},
        {"value": 1, "source": "x", "status": "sourced", "refs": ("S999",)},
        {"value": 1, "source": "x", "status": "unknown"},
        {"value": ABSENT, "source": "x", "status": "memory"},
        {"value": 1, "source": "x", "status": "memory", "demo": 2},
    ):
        with pytest.raises(ValueError):
            Value(**wrong)


def test_the_numbers_the_law_of_turkiye_gives_are_these():
    settings = Pack("TR").at(DAY)
    assert settings.get("legal.emergency_apply_days") == 5
    assert settings.get("legal.emergency_decide_days") == 3
    assert settings.get("legal.emergency_max_days") == 30
    assert settings.get("visits.first_year_every_months") == 1
    assert settings.get("visits.later_every_months") == 3
    assert (settings.get("families.min_age"), settings.get("families.max_age")) == (25, 65)
    assert settings.get("placements.approval_by") == "governor"
    assert settings.get("legal.measures") == ("DAN", "EGT", "BAK", "SAG", "BAR")


def test_the_numbers_azerbaijan_published_are_these_and_its_visits_are_not_known():
    settings = Pack("AZ").at(DAY)
    assert settings.get("families.max_foster_children") == 3
    assert settings.get("families.max_children_two_parents") == 5
    assert settings.get("families.max_children_one_parent") == 3
    assert settings.get("families.siblings_exempt") is True
    with pytest.raises(Unset):
        settings.get("visits.first_year_every_months")


def test_a_time_named_by_a_setting_ends_in_the_countrys_own_days():
    started = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # Saturday half past midnight in both countries' zones
    turkiye, azerbaijan = (Pack(country).at(DAY, demo=True) for country in ("TR", "AZ"))
    ratify = "placements.ratify_working_days"
    assert turkiye.due(started, ratify) == datetime(2026, 11, 23, 20, 59, 59, tzinfo=UTC)
    assert azerbaijan.due(started, ratify) == datetime(2026, 11, 23, 19, 59, 59, tzinfo=UTC)
    assert turkiye.due(started, "risk.first_contact_hours", "high") == datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
    assert turkiye.due(started, "legal.emergency_apply_days") == datetime(2026, 11, 26, 20, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("country", COUNTRIES)
def test_codes_of_a_pack_fit_together(country):
    settings = Pack(country).at(DAY, demo=True)
    models = settings.get("families.care_types")
    assert set(settings.get("families.emergency_care_types")) <= set(models)
    assert set(settings.get("families.model_names")) == set(models)
    assert set(settings.get("families.training_floor")) == set(models)
    assert set(settings.get("cases.reasons_never_alone")) < set(settings.get("cases.care_reasons"))
    assert "poverty" in settings.get("cases.reasons_never_alone")
    asked = set(settings.get("risk.questions"))
    assert all({*rule.yes, *rule.unsure} <= asked for rule in settings.get("risk.rules"))
    assert {"sign_language", "wheelchair", "medical_care", "behaviour"} <= set(settings.get("cases.needs"))


def test_codes_shared_with_the_rooms_are_the_rooms_own():
    from umay.care.families.words import CareType
    from umay.care.intake.words import Risk
    from umay.care.persons.words import PaperKind, TieKind
    from umay.ground.offices.packs.words import VOCABULARIES

    assert set(VOCABULARIES["care_type"]) == set(CareType.values)
    assert set(VOCABULARIES["risk_level"]) == set(Risk.values)
    assert set(VOCABULARIES["number_kind"]) == set(PaperKind.values)
    assert set(VOCABULARIES["kin_relation"]) <= set(TieKind.values)
