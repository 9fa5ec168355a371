"""The check itself: files that are broken must fail it, each by its rule; the standard is as published."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from tests.cooperation.accords.exporting.small import AT, ONE, TODAY, WORDING, full
from umay.cooperation.accords.exporting import activities, faults, organisations
from umay.cooperation.accords.exporting.checking import STANDARD, rules
from umay.cooperation.accords.exporting.ruling import _KINDS

PUBLISHED = {
    "iati-activities-schema.xsd": "62c91a66c82ee26864d5e6c3f4bd6358de14d3aec69bc649db85da9f9a0792bc",
    "iati-common.xsd": "322692e4ea1f4434b154855f381eb4bd972aaa2e1349dfaf9578b775ad6c9c6b",
    "iati-organisations-schema.xsd": "c1fc48f53924e479db6fffa5584e2e4cc55f745c0269c519f44f9a03d77ce736",
    "xml.xsd": "61960fb3131e38022caad5360e2f33a3382578ab3c80cd58bd74320ede61b20c",
    "rules.json": "eafdea8aef436f6a96236bc0b26eea2c0260ff3957c418e25d9c87d0ea07b0e4",
}


def broken(change) -> set[str]:
    """Which rules a good file breaks after `change` of its tree."""
    tree = etree.fromstring(activities([full()], WORDING, lang="en", at=AT, today=TODAY))
    change(tree)
    return {fault.id for fault in faults(etree.tostring(tree), today=TODAY)}


def drop(path):
    def change(tree):
        found = tree.xpath(path)
        assert found, path
        for element in found:
            element.getparent().remove(element)

    return change


def put(path, name, value):
    def change(tree):
        found = tree.xpath(path)
        assert found, path
        found[0].set(name, value)

    return change


def write(path, text):
    def change(tree):
        tree.xpath(path)[0].text = text

    return change


def again(path, **attributes):
    """A second element beside the first, with other attributes."""

    def change(tree):
        first = tree.xpath(path)[0]
        second = etree.fromstring(etree.tostring(first))
        for name, value in attributes.items():
            second.set(name, value)
        first.addnext(second)

    return change


def unsaid(tree):
    tree[0].attrib.pop("{http://www.w3.org/XML/1998/namespace}lang")
    narrative = tree[0].find("title/narrative")
    narrative.attrib.pop("{http://www.w3.org/XML/1998/namespace}lang")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (drop("//iati-activity[1]/title"), "schema"),
        (drop("//iati-activity[2]/participating-org"), "schema"),
        (drop("//result/indicator"), "schema"),
        (put("//activity-date", "iso-date", "yesterday"), "schema"),
        (put("//iati-activity", "hierarchy", "high"), "schema"),
        (put("//participating-org", "price", "1"), "schema"),
        (write("//iati-identifier", "UMAY-XA-M"), "1.1.3"),
        (write("//iati-identifier", "ELSE-1"), "1.1.21"),
        (write("//iati-identifier", "UMAY-XA-M-a/b"), "1.3.13"),
        (write("//iati-identifier", "UMAY-XA-M-a "), "1.3.1"),
        (drop("//iati-activity[1]/activity-date[@type='1']"), "6.11.1"),
        (drop("//iati-activity[1]/sector"), "6.2.2"),
        (drop("//iati-activity[1]/recipient-region"), "3.7.1"),
        (drop("//iati-activity[2]/sector[@vocabulary='99']/narrative"), "2.2.1"),
        (drop("//iati-activity[2]/sector[@vocabulary='1']"), "102.1.1"),
        (again("//iati-activity[2]/sector[@vocabulary='99']"), "2.1.1"),
        (again("//iati-activity[2]/sector[@vocabulary='99']", percentage="60"), "2.1.2"),
        (again("//iati-activity[1]/recipient-region"), "3.4.1"),
        (put("//recipient-region", "percentage", "50"), "3.4.4"),
        (put("//recipient-region", "percentage", "120"), "12.1.1"),
        (put("//activity-date[@type='1']", "iso-date", "2030-01-01"), "11.1.2"),
        (put("//activity-date[@type='2']", "iso-date", "2026-05-06"), "11.1.3"),
        (put("//activity-date[@type='2']", "iso-date", "2026-11-24"), "11.1.4"),
        (put("//activity-date[@type='4']", "iso-date", "2026-11-24"), "11.1.5"),
        (put("//iati-activity", "last-updated-datetime", "2026-11-24T00:00:00Z"), "11.1.1"),
        (put("//period-start", "iso-date", "2028-01-01"), "8.6.1"),
        (put("//target", "value", "two"), "8.9.2"),
        (lambda tree: tree.xpath("//target")[0].attrib.pop("value"), "8.9.1"),
        (put("//actual", "value", "1"), "8.10.3"),
        (write("//title/narrative[1]", ""), None),
        (drop("//iati-activity[1]/title/narrative/text()/.."), "4.3.1"),
        (unsaid, "4.1.1"),
    ],
)
def test_a_file_that_is_broken_fails_by_its_rule(change, rule):
    found = broken(change)
    assert found == set() if rule is None else rule in found


def test_what_is_no_xml_or_another_file_is_said_to_be_that():
    assert faults(b"<iati-activities", today=TODAY)[0].id == "xml"
    assert faults(b"<feed/>", today=TODAY)[0].id == "schema"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><iati-activities version="2.03">&b;</iati-activities>'
    assert any(fault.id in ("schema", "xml") for fault in faults(bomb, today=TODAY))


def test_an_organisation_file_is_asked_its_own_rules():
    tree = etree.fromstring(organisations([ONE], lang="tr", at=AT))
    tree.xpath("//organisation-identifier")[0].text = "a/b"
    tree[0].set("last-updated-datetime", "2026-11-24T00:00:00Z")
    assert {"1.12.13", "11.4.1"} <= {fault.id for fault in faults(etree.tostring(tree), today=TODAY)}


def test_every_kind_of_rule_that_is_published_is_asked():
    kinds = {kind for body in rules().values() for kind in body}
    inner = {kind for body in rules().values() for case in body.get("loop", {}).get("cases", ()) for kind in case["do"]}
    assert kinds - {"loop"} <= set(_KINDS) and inner <= set(_KINDS)


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_standard_stands_here_as_it_was_published(name):
    assert hashlib.sha256((STANDARD / name).read_bytes()).hexdigest() == PUBLISHED[name]


def test_files_that_are_checked_at_once_keep_their_own_verdicts():
    """A schema keeps its last errors in itself: many readers ask it at the same time."""
    good = activities([full()], WORDING, lang="en", at=AT, today=TODAY)
    tree = etree.fromstring(good)
    drop("//iati-activity[1]/title")(tree)
    bad = etree.tostring(tree)
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda xml: len(faults(xml, today=TODAY)), [good, bad] * 24))
    assert verdicts[::2] == [0] * 24 and set(verdicts[1::2]) == {1}
