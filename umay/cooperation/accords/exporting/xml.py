"""Elements of IATI with words in several languages, and words of our own beside them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree

from umay.cooperation.accords.exporting.facts import Institution, Words
from umay.cooperation.accords.exporting.mapping import ORGANISATIONS, OTHER_PUBLIC

NAMESPACE = "urn:umay:cooperation:1"
VERSION = "2.03"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_IDENTIFIERS = re.compile(r"[/&|?\s]+")


def own(name: str) -> str:
    """The name of an attribute or element of ours."""
    return f"{{{NAMESPACE}}}{name}"


def clean(text: str) -> str:
    """Without the control characters that no XML can hold."""
    return _NOT_IN_XML.sub("", text)


def identifier(*parts: str) -> str:
    """Parts of an identifier with hyphens between; IATI forbids / & | ? and spaces at its ends."""
    return "-".join(_NOT_IN_IDENTIFIERS.sub("-", clean(part).strip()) for part in parts)


def root(name: str, at: datetime):
    """The root of a file: its version, when it was made, and the namespace of our own words."""
    made = etree.Element(name, nsmap={"umay": NAMESPACE})
    made.set("version", VERSION)
    made.set("generated-datetime", moment(at))
    return made


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add(parent, name: str, given: dict[str, str] | None = None, **attributes: str):
    """A child with its attributes; those that are empty are left out. given: attributes whose names have hyphens or are ours."""
    child = etree.SubElement(parent, name)
    for key, value in (attributes | (given or {})).items():
        if value not in ("", None):
            child.set(key, clean(str(value)))
    return child


def language(element, lang: str) -> None:
    element.set(_LANG, lang)


def narratives(parent, words: Words, *, first: str, translated: Iterable[str] = ()) -> None:
    """The same words in each language that has them, the file's own first; those we translated ourselves say so."""
    for code in sorted((code for code in words if words[code].strip()), key=lambda code: (code != first, code)):
        one = etree.SubElement(parent, "narrative")
        language(one, code)
        if code in translated:
            one.set(own("translated"), "ours")
        one.text = clean(words[code].strip())


def organisation(parent, name: str, one: Institution, first: str, given: dict[str, str] | None = None):
    """An element that names an institution."""
    made = add(parent, name, {"ref": one.ref, "type": kind_of(one)} | (given or {}))
    narratives(made, one.names or {"en": one.code}, first=first, translated=one.translated)
    return made


def kind_of(one: Institution) -> str:
    return ORGANISATIONS.get(one.kind, OTHER_PUBLIC)


def written(made) -> bytes:
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8", pretty_print=True)
