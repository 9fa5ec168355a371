"""Whether a file is IATI 2.03: the official schemas, and every rule of the official ruleset that is asked of a file alone.

standard/ holds both as published: the schemas of the IATI Standard (CC BY 4.0) and the rules (MIT); standard/README.md says from where.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock

from lxml import etree

from umay.cooperation.accords.exporting.ruling import broken

STANDARD = Path(__file__).parent / "standard"
_SCHEMAS = {"iati-activities": "iati-activities-schema.xsd", "iati-organisations": "iati-organisations-schema.xsd"}
_turn = Lock()  # a schema keeps its last errors in itself


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong. id: the number of the rule, "schema" or "xml". severity: "error", or "warning" where the rules call it so."""

    id: str
    severity: str
    message: str
    line: int = 0


@cache
def schema(name: str):
    return etree.XMLSchema(etree.parse(STANDARD / _SCHEMAS[name]))


@cache
def rules() -> dict:
    return json.loads((STANDARD / "rules.json").read_text(encoding="utf-8"))


def faults(xml: bytes, *, today: date) -> list[Fault]:
    """Everything that is wrong with the file, the schema first; an empty list where it is good. Nothing is fetched from a network."""
    try:
        tree = etree.ElementTree(etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True)))
    except etree.XMLSyntaxError as error:
        return [Fault("xml", "error", str(error), error.lineno or 0)]
    if tree.docinfo.doctype:
        return [Fault("xml", "error", "a file of IATI has no document type of its own", 1)]
    name = tree.getroot().tag
    if name not in _SCHEMAS:
        return [Fault("schema", "error", f"{name} is no file of IATI", 1)]
    with _turn:
        known = schema(name)
        known.validate(tree)
        found = [Fault("schema", "error", error.message, error.line) for error in known.error_log]
    return found + [Fault(*one) for one in broken(rules(), tree, today)]
