"""Plans as IATI 2.03, pure: facts in, XML out, checked by the official schemas and rules before anybody gets it.

    activities(plans, wording, lang=, at=, today=) -> bytes      one activity for each plan, one for each of its lines
    organisations(institutions, lang=, at=) -> bytes             the institutions that the plans name
    faults(xml, today=) -> list[Fault]                           what the schema and the rules say against a file; none where it is good

What our words become in IATI's codes stands in `mapping.py` and in docs/reference/iati.md.
"""

from umay.cooperation.accords.exporting.activities import NAMESPACE, activities
from umay.cooperation.accords.exporting.checking import Fault, faults
from umay.cooperation.accords.exporting.facts import Institution, Lead, Line, Plan, Side, Wording
from umay.cooperation.accords.exporting.organisations import organisations

__all__ = [
    "NAMESPACE",
    "Fault",
    "Institution",
    "Lead",
    "Line",
    "Plan",
    "Side",
    "Wording",
    "activities",
    "faults",
    "organisations",
]
