"""IATI for everybody: every loaded and invented plan is valid, and nothing leaves that a side has not released."""

import pytest
from django.urls import reverse
from lxml import etree
from okfn_iati.iati_schema_validator import IatiValidator

from tests.cooperation.accords.plans.made import TITLES, dated, drafted, first_line, reported, said_yes, signed
from tests.cooperation.accords.test_publicity import let
from tests.cooperation.factories import user_of
from umay.cooperation.accords import exporting
from umay.cooperation.accords.actions import plans as actions
from umay.cooperation.accords.models import Accord, Obstacle, Progress, Proposal
from umay.cooperation.partners import seeding
from umay.front.demo import desks, protocols
from umay.front.demo import plans as invented
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now

CODES = ["plan-tr-az-2023-2025", "plan-tr-az-2024-2025"]
BOTH = ("tr_lead", "sc_lead")


@pytest.fixture
def loaded(db):
    seeding.load(at=now())


def file(client, name, *args):
    answer = client.get(reverse(f"public:{name}", args=args))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/xml; charset=utf-8"
    assert exporting.faults(answer.content, today=now().date()) == []
    return etree.fromstring(answer.content)


def accord_of(plan):
    """The accord of a plan, whoever may see it."""
    with founding():
        return Accord.objects.get(pk=plan.accord_id)


def released(coop, plan) -> str:
    """Both sides let everybody read the plan; its public code."""
    accord = accord_of(plan)
    let(accord, *(getattr(coop, name) for name in BOTH))
    return accord.code


@pytest.mark.parametrize("lang", ["tr", "az", "en"])
def test_the_published_plans_are_valid_and_say_what_is_not_known(loaded, client, lang):
    tree = file(client, "iati_plans", lang)
    plans = [found for found in tree if found.get("hierarchy") == "1"]
    assert {found.find("other-identifier").get("ref") for found in plans} == set(CODES)
    assert len(tree) == 2 + 9, "two plans, and nine lines of one of them"
    first = file(client, "iati_plan", lang, CODES[0])
    assert first[0].find("activity-status").get("code") == "3", "it has ended, and nobody has stated what was done"
    assert first[0].find("reporting-org").attrib == {"ref": "UMAY-TR-MFSS", "type": "10", "secondary-reporter": "1"}
    assert {found.get("ref") for found in first[0].findall("participating-org")} == {"UMAY-TR-MFSS", "UMAY-AZ-SCFWCA"}
    mine = etree.tostring(first[1], encoding="unicode")
    assert (
        f'announced-by="TR-MFSS" source="http://testserver{reverse("public:source", args=["en", "plan-2022"])}"' in mine
    )
    assert 'sentence="4"' in mine and "<actual" not in mine
    said = " ".join(first[0].xpath("description[@type='4']/narrative[@xml:lang=$lang]/text()", lang=lang))
    assert {"tr": "kendi kodlarımızdır", "az": "öz kodlarımızdır", "en": "our own codes"}[lang] in said
    assert {"tr": "Yalnızca duyurudan", "az": "Yalnız elandan", "en": "Known only from what was announced"}[
        lang
    ] in said


def test_the_institutions_of_those_plans_are_a_valid_file(loaded, client):
    tree = file(client, "iati_institutions", "az")
    assert [found.findtext("organisation-identifier") for found in tree] == [
        "UMAY-AZ-MLSPP", "UMAY-AZ-SCFWCA", "UMAY-TR-MFSS",
    ]  # fmt: skip
    assert tree[1].findtext("name/narrative") == "Ailə, Qadın və Uşaq Problemləri üzrə Dövlət Komitəsi"


def test_identifiers_that_were_registered_are_written_in_their_place(loaded, client, settings):
    settings.UMAY_IATI_IDENTIFIERS = {"TR-MFSS": "XX-TEST-1", "AZ-SCFWCA": "XX-TEST-2"}
    tree = file(client, "iati_plan", "en", CODES[0])
    assert tree[0].findtext("iati-identifier") == f"XX-TEST-1-{CODES[0]}"
    assert "our own codes" not in etree.tostring(tree[0], encoding="unicode")


def test_nothing_leaves_before_every_side_has_released_whoever_asks(coop_cast, client):
    accord = accord_of(signed(coop_cast))
    let(accord, coop_cast.tr_lead)
    for person in (None, coop_cast.tr_lead):
        if person:
            client.force_login(user_of(person))
        assert client.get(reverse("public:iati_plan", args=["en", accord.code])).status_code == 404
        assert client.get(reverse("public:iati_plans", args=["en"])).status_code == 404
        assert client.get(reverse("public:iati_institutions", args=["en"])).status_code == 404
    let(accord, coop_cast.sc_lead)
    assert len(file(client, "iati_plan", "en", accord.code)) == 3


def test_a_draft_is_never_exported_not_even_a_released_one(coop_cast, client):
    code = released(coop_cast, drafted(coop_cast))
    assert client.get(reverse("public:iati_plan", args=["en", code])).status_code == 404


def test_a_line_that_was_changed_is_away_until_every_side_has_released_again(coop_cast, client):
    plan = signed(coop_cast)
    code = released(coop_cast, plan)
    dated(coop_cast, plan)
    tree = file(client, "iati_plan", "en", code)
    ref = f"UMAY-TR-M-{code}"
    assert [found.findtext("iati-identifier") for found in tree] == [ref, f"{ref}-2"]
    released(coop_cast, plan)
    tree = file(client, "iati_plan", "en", code)
    days = [found.get("iso-date") for found in tree[1].findall("activity-date")]
    assert days == ["2027-05-04", "2027-05-05"]


def test_reports_head_counts_and_delays_never_leave_and_a_verified_line_says_only_that(coop_cast, client):
    plan = signed(coop_cast)
    line = first_line(plan)
    reported(coop_cast, line, coop_cast.tr_desk, coop_cast.sc_desk, text="Gizli kalan söz", people=4242)
    with founding():
        line.refresh_from_db()
    said_yes(line, coop_cast.tr_lead, coop_cast.sc_lead)
    code = released(coop_cast, plan)
    tree = file(client, "iati_plan", "en", code)
    text = etree.tostring(tree, encoding="unicode")
    assert "4242" not in text and "Gizli" not in text
    assert tree[1].find("activity-status").get("code") == "4"
    assert tree[1].xpath("result/indicator/period/actual/comment/narrative[@xml:lang='en']/text()") == [
        "Every side has verified that it was carried out."
    ]
    assert tree.xpath("//actual/@value") == []


def test_who_leads_a_line_is_written_with_the_department_and_without_a_person(coop_cast, client):
    plan = signed(coop_cast)
    with acting(coop_cast.tr_desk):
        actions.set_lead(line=first_line(plan), unit="Çocuk Hizmetleri", official=None, by=coop_cast.tr_desk, at=now())
    code = released(coop_cast, plan)
    lead = file(client, "iati_plan", "tr", code)[1].xpath("participating-org[@role='4']")
    assert [(org.get("ref"), org.get(f"{{{exporting.NAMESPACE}}}unit")) for org in lead] == [("UMAY-TR-M", "Çocuk Hizmetleri")]  # fmt: skip


def test_an_invented_example_says_so_in_its_title_and_is_not_gathered_with_the_others(coop_cast, client):
    code = released(coop_cast, signed(coop_cast, is_fictitious=True))
    tree = file(client, "iati_plan", "en", code)
    assert tree[0].findtext("title/narrative") == f"{TITLES['en']} (Invented example)"
    assert client.get(reverse("public:iati_plans", args=["en"])).status_code == 404


def test_the_invented_plan_of_the_demonstration_is_valid_by_both_checks_and_keeps_its_secrets(db, client):
    at = now()
    desks.open(at)
    plan = invented.invent(at, protocols.invent(at))
    invented.show(plan, at)
    with acting(None):
        accord = Accord.objects.get(kind="plan", is_fictitious=True)
    tree = file(client, "iati_plan", "az", accord.code)
    text = etree.tostring(tree, encoding="unicode")
    assert IatiValidator().validate(text) == (True, {"schema_errors": [], "ruleset_errors": []})
    with founding():
        secrets = [row.text for row in Obstacle.objects.all()] + [row.why for row in Proposal.objects.all()]
        reports = [row for row in Progress.objects.all() if row.people]
    assert len(secrets) > 1 and reports and not any(secret in text for secret in secrets)
    values = {value for element in tree.iter() for value in element.attrib.values()}
    assert not {str(row.people) for row in reports} & values, "no number of people stands anywhere"
    assert [found.find("activity-status").get("code") for found in tree].count("4") == 1, "one line is verified"
    assert len(tree) == 7 and all("(Uydurma nümunə)" in found.findtext("title/narrative") for found in tree)


@pytest.mark.parametrize("lines", [1, 5])
def test_a_file_asks_the_same_number_of_questions_however_long_the_plan(
    coop_cast, client, lines, django_assert_num_queries
):
    code = released(coop_cast, signed(coop_cast, lines=lines))
    with django_assert_num_queries(10):
        client.get(reverse("public:iati_plan", args=["en", code]))


def test_a_faulty_file_never_leaves(loaded, client, monkeypatch):
    from umay.cooperation.accords.views import public_iati

    monkeypatch.setattr(public_iati.exporting, "activities", lambda *args, **more: b'<iati-activities version="2.03"/>')
    answer = client.get(reverse("public:iati_plans", args=["en"]))
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert answer.content == b"This plan can't be given as IATI now. Its page stands as before."
    assert "max-age" not in answer.get("Cache-Control", "")


def test_the_page_of_a_plan_leads_to_its_file_and_says_that_roles_are_mapped(loaded, client):
    page = client.get(reverse("public:see", args=["en", CODES[0]])).content.decode()
    for name, args in (("iati_plan", [CODES[0]]), ("iati_plans", []), ("iati_institutions", [])):
        assert reverse(f"public:{name}", args=["en", *args]) in page
    assert "roles of the sides are mapped" in page
    assert client.get("/public/xx/iati.xml").status_code == 404
