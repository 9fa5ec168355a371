"""The activity file: valid by the official schema and rules and by somebody else's checker, our roles mapped down and said so, nothing that is not public."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree
from okfn_iati.enums import ActivityStatus, OrganisationRole, OrganisationType, ResultType
from okfn_iati.iati_schema_validator import IatiValidator

from tests.cooperation.accords.exporting.small import AT, BODY, ONE, OTHER, TODAY, WORDING, full, line, plan
from umay.cooperation.accords.exporting import NAMESPACE, Side, activities, faults, mapping, organisations
from umay.cooperation.accords.exporting.xml import identifier

OURS = f"{{{NAMESPACE}}}"


def made(*plans, lang="en"):
    xml = activities(plans, WORDING, lang=lang, at=AT, today=TODAY)
    assert faults(xml, today=TODAY) == []
    return etree.fromstring(xml)


def one(tree, ref):
    return next(found for found in tree if found.findtext("iati-identifier") == ref)


@pytest.mark.parametrize("example", [full(), plan(), plan(line()), plan(line(), is_announced=True)])
@pytest.mark.parametrize("lang", ["tr", "az", "en"])
def test_every_example_is_good_by_our_check_and_by_another_program(example, lang):
    xml = activities([example], WORDING, lang=lang, at=AT, today=TODAY)
    assert faults(xml, today=TODAY) == []
    assert IatiValidator().validate(xml.decode()) == (True, {"schema_errors": [], "ruleset_errors": []})


def test_a_plan_is_one_activity_and_its_lines_are_its_children():
    tree = made(full())
    parent = "UMAY-XA-M-plan-xa-xb"
    assert [found.findtext("iati-identifier") for found in tree] == [parent, *[f"{parent}-{n}" for n in range(1, 6)]]
    assert [found.get("hierarchy") for found in tree] == ["1", "2", "2", "2", "2", "2"]
    children = one(tree, parent).findall("related-activity")
    assert [(child.get("ref"), child.get("type")) for child in children] == [
        (f"{parent}-{n}", "2") for n in range(1, 6)
    ]
    up = one(tree, f"{parent}-3").findall("related-activity")
    assert [(child.get("ref"), child.get("type")) for child in up] == [(parent, "1")]


def roles(activity):
    return [(org.get("ref"), org.get("role"), org.get(f"{OURS}role")) for org in activity.findall("participating-org")]


def test_our_roles_stand_in_the_four_of_iati_with_our_own_words_beside_them_and_the_file_says_so():
    tree = made(full())
    assert roles(tree[0]) == [("UMAY-XA-M", "2", "party"), ("UMAY-XB-C", "2", "party")]
    assert roles(tree[1]) == [
        *[("UMAY-XA-M", "2", "party"), ("UMAY-XB-C", "2", "party")],
        *[("UMAY-XA-M", "4", "lead"), ("UMAY-XB-C", "4", "lead")],
        *[("UMAY-XA-M", "1", "payer"), ("UMAY-XB-C", "1", "payer")],
    ]
    assert roles(tree[2]) == roles(tree[0]), "who pays is not stated, so nobody is called funding"
    for activity in tree:
        said = [narrative.text for narrative in activity.findall("description[@type='4']/narrative")]
        assert "Roles are mapped" in said and "Identifiers are ours" in said and "Invented example" in said


def test_who_was_only_invited_or_observes_is_not_given_a_role_it_has_not():
    named = plan(sides=(Side(ONE, "party"), Side(OTHER, "invited"), Side(BODY, "observer")))
    assert roles(made(named)[0]) == [("UMAY-XA-M", "2", "party")]
    with pytest.raises(ValueError, match="no institution"):
        activities([plan(sides=(Side(OTHER, "invited"),))], WORDING, lang="en", at=AT, today=TODAY)
    with pytest.raises(ValueError, match="one plan"):
        activities([], WORDING, lang="en", at=AT, today=TODAY)


def test_putting_off_and_the_report_of_one_side_are_not_in_the_file():
    """A line that was put off, or that one side alone has reported, stands exactly as one that is planned."""
    dates = {"first_on": date(2026, 5, 4), "last_on": date(2026, 5, 5)}
    files = {
        activities([plan(line(1, state=state, **dates))], WORDING, lang="en", at=AT, today=TODAY)
        for state in ("planned", "postponed", "held")
    }
    assert len(files) == 1


def test_the_state_follows_the_days_and_what_every_side_has_verified():
    tree = made(full())
    assert [found.find("activity-status").get("code") for found in tree] == ["2", "4", "1", "5", "2", "2"]
    ended = made(plan(line(), begins_on=date(2023, 1, 1), ends_on=date(2025, 12, 31)))
    assert ended[0].find("activity-status").get("code") == "3", "ended, and nobody has closed it"
    assert made(plan(state="closed"))[0].find("activity-status").get("code") == "4"
    later = made(plan(begins_on=date(2027, 1, 1)))
    assert later[0].find("activity-status").get("code") == "1"


def test_dates_are_planned_until_every_side_has_verified_and_never_actual_in_the_future():
    def dates(activity):
        return [(found.get("type"), found.get("iso-date")) for found in activity.findall("activity-date")]

    tree = made(full())
    assert dates(tree[1]) == [("1", "2026-01-01"), ("2", "2026-05-04"), ("3", "2027-12-31"), ("4", "2026-05-05")]
    assert dates(tree[2]) == [("1", "2027-05-04"), ("3", "2027-05-05")]
    soon = made(plan(line(state="verified", first_on=TODAY, last_on=date(2026, 12, 1))))
    assert [kind for kind, _ in dates(soon[1])] == ["1", "2", "3"]


def test_a_result_gives_what_was_agreed_and_no_number_as_reached():
    tree = made(full())
    result = tree[1].find("result")
    assert (result.get("type"), result.findtext("title/narrative")) == ("9", "A guide")
    quantity, done = result.findall("indicator")
    assert (quantity.get("measure"), quantity.findtext("title/narrative")) == ("1", "workshops")
    assert quantity.find("period/target").get("value") == "2" and quantity.find("period/actual") is None
    assert (done.get("measure"), done.findtext("period/actual/comment/narrative")) == ("5", "Verified by all")
    assert tree[2].find("result").get("type") == "1" and tree[2].find(".//actual") is None
    assert tree[3].find("result") is None, "nothing is expected in words or numbers"
    assert tree.xpath("//actual/@value") == []


def test_nobody_has_divided_a_plan_between_countries_so_no_share_is_invented():
    tree = made(full())
    region = tree[0].find("recipient-region")
    assert (region.get("code"), region.get("vocabulary"), region.get("percentage")) == ("XA-XB", "99", None)
    assert region.findtext("narrative") == "Ada – Bada, not divided" and not tree.xpath(
        "//recipient-country|//@percentage"
    )


def test_the_language_of_the_address_stands_first_and_all_others_after_it():
    tree = made(full(), lang="az")
    titles = tree[0].findall("title/narrative")
    assert [title.get("{http://www.w3.org/XML/1998/namespace}lang") for title in titles] == ["az", "en", "tr"]
    assert [title.text for title in titles][1] == "A plan (Invented example)"
    name = tree[0].find("reporting-org/narrative[@umay:translated]", {"umay": NAMESPACE})
    assert (name.text, name.get(f"{OURS}translated")) == ("Ministry", "ours")


def test_a_registered_identifier_takes_the_place_of_our_own():
    registered = replace(ONE, ref="XX-ABC-1", is_registered=True)
    named = plan(reporter=registered, sides=(Side(registered, "party"),))
    tree = made(named)
    assert tree[0].findtext("iati-identifier") == "XX-ABC-1-plan-xa-xb"
    assert "Identifiers are ours" not in [found.text for found in tree[0].iter("narrative")]


def test_words_that_no_xml_can_hold_and_signs_that_identifiers_forbid_do_not_break_the_file():
    tree = made(plan(line(titles={"en": "Bell\x07 & <tag> \ud7ff"}), code="a/b?c&d|e"))
    assert tree[1].findtext("title/narrative") == "Bell & <tag> \ud7ff"
    assert tree[0].findtext("iati-identifier") == "UMAY-XA-M-a-b-c-d-e"
    assert identifier(" a b ", "/") == "a-b--"


def test_the_codes_are_in_the_code_lists():
    assert {*mapping.ROLES.values(), mapping.LEAD, mapping.FUNDING} <= {role.value for role in OrganisationRole}
    assert {*mapping.ORGANISATIONS.values(), mapping.OTHER_PUBLIC} <= {kind.value for kind in OrganisationType}
    assert {mapping.OUTPUT, mapping.OTHER_RESULT} <= {kind.value for kind in ResultType}
    codes = {mapping.PIPELINE, mapping.IMPLEMENTATION, mapping.FINALISATION, mapping.CLOSED, mapping.CANCELLED}
    assert codes <= {str(state.value) for state in ActivityStatus}


def test_the_institutions_are_an_organisation_file():
    xml = organisations([OTHER, ONE, BODY, ONE], lang="tr", at=AT)
    assert faults(xml, today=TODAY) == []
    tree = etree.fromstring(xml)
    assert [found.findtext("organisation-identifier") for found in tree] == ["UMAY-OTS", "UMAY-XA-M", "UMAY-XB-C"]
    assert [found.find("reporting-org").get("type") for found in tree] == ["40", "10", "10"]
    with pytest.raises(ValueError, match="one institution"):
        organisations([], lang="tr", at=AT)
