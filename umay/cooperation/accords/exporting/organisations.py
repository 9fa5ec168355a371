"""The institutions that plans name, as an IATI organisation file: identifier and names. It holds no money, for none is kept here."""

from collections.abc import Iterable
from datetime import datetime

from umay.cooperation.accords.exporting.facts import Institution
from umay.cooperation.accords.exporting.xml import add, language, narratives, organisation, own, root, written


def organisations(institutions: Iterable[Institution], *, lang: str, at: datetime) -> bytes:
    """One organisation for each institution, by its code. lang: the language that stands first. Raises ValueError where there is none."""
    found = {one.ref: one for one in sorted(institutions, key=lambda one: one.code)}
    if not found:
        raise ValueError("an organisation file has one institution at least")
    file = root("iati-organisations", at)
    for one in found.values():
        made = add(file, "iati-organisation")
        language(made, lang)
        add(made, "organisation-identifier").text = one.ref
        narratives(add(made, "name"), one.names or {"en": one.code}, first=lang, translated=one.translated)
        organisation(made, "reporting-org", one, lang)
        add(made, own("institution"), code=one.code, kind=one.kind, state=one.state, registered=_yes(one.is_registered))
    return written(file)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
