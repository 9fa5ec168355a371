"""The published facts: what stands there, where it stands, and that loading twice changes nothing."""

import pytest

from umay.cooperation.partners import seeding
from umay.cooperation.partners.actions.offices import act_for, open_office
from umay.cooperation.partners.models import Mandate, Official, Party, PartyName, Source, SourceSentence, State
from umay.cooperation.partners.queries import names_of
from umay.cooperation.partners.rules import sentences, sha256_of
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal

TEXTS = [row for row in seeding.read("sources.json") if row.get("file")]


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["code"])
def test_a_text_is_kept_as_it_was_published_and_its_sentences_are_the_whole_of_it(row):
    content = (seeding.SEEDS / row["file"]).read_bytes()
    assert sha256_of(content) == row["sha256"]
    text = content.decode("utf-8")
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_the_sentences_that_facts_point_to_keep_their_numbers():
    plan, declaration = ((seeding.SEEDS / row["file"]).read_text("utf-8") for row in TEXTS)
    assert len(sentences(plan)) == 13 and len(sentences(declaration)) == 13
    assert sentences(plan)[1].endswith('Faaliyet Planı" imzalandı.')
    assert sentences(declaration)[2].endswith("Koruyucu Aile Bakanlar Bildirisi'ni imzaladı.")


def test_loading_twice_adds_nothing_and_changes_nothing(db):
    assert seeding.load(at=now()) > 60
    before = list(PartyName.objects.values_list("pk", "version"))
    assert seeding.load(at=now()) == 0
    assert list(PartyName.objects.values_list("pk", "version")) == before


def test_azerbaijan_has_two_counterparts_and_not_every_state_an_iso_code(db):
    seeding.load(at=now())
    assert set(Party.objects.filter(state__code="AZ").values_list("code", flat=True)) == {"AZ-SCFWCA", "AZ-MLSPP"}
    without = State.objects.get(iso2__isnull=True)
    assert without.standing == "observer" and set(without.note) == {"tr", "az", "en"}
    members = set(State.objects.filter(standing="member").values_list("code", flat=True))
    assert members == {"AZ", "KZ", "KG", "TR", "UZ"}


def test_every_name_says_where_it_stands_or_that_it_is_ours(db):
    seeding.load(at=now())
    for name in PartyName.objects.select_related("sentence"):
        assert name.is_ours is (name.sentence is None), name.name


def test_the_two_ministers_of_the_news_are_public_with_their_sentence(db):
    seeding.load(at=now())
    with acting(None):
        assert set(Official.objects.values_list("name", flat=True)) == {"Mahinur Özdemir Göktaş", "Anar Aliyev"}
        for mandate in Mandate.objects.select_related("sentence"):
            assert mandate.official.name in mandate.sentence.text
            assert (mandate.begins_on, mandate.ends_on) == (None, None), "no source says since when"
        assert Source.objects.filter(text="").exists() and SourceSentence.objects.filter(number=0).exists()


def test_a_name_is_shown_in_the_readers_language_or_the_nearest(db):
    seeding.load(at=now())
    committee = Party.objects.get(code="AZ-SCFWCA")
    assert names_of([committee.pk], "az")[committee.pk].name == "Ailə, Qadın və Uşaq Problemləri üzrə Dövlət Komitəsi"
    assert names_of([committee.pk], "hu")[committee.pk].lang == "en"


def test_an_office_acts_for_an_institution_of_its_own_country_only(db, cast):
    seeding.load(at=now())
    ministry = Party.objects.select_related("state").get(code="TR-MFSS")
    committee = Party.objects.select_related("state").get(code="AZ-SCFWCA")
    at = now()
    with pytest.raises(Refusal):
        act_for(party=ministry, office=cast.meram, at=at)
    values = {
        "code": "TRX",
        "name": "Bakanlık",
        "place": "TR-06",
        "zone": "Europe/Istanbul",
        "centre": (39.9, 32.8),
        "at": at,
    }
    with pytest.raises(Refusal):
        open_office(party=committee, **values)
    office = open_office(party=ministry, **values)
    ministry.refresh_from_db()
    assert ministry.office_id == office.pk
    with pytest.raises(Refusal):
        act_for(party=committee, office=office, at=at)
