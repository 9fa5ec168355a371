"""What everybody may read of plans as facts for an export. Ask it under `acting(None)`: then the database itself leaves out what no side has released."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_noop as _

from umay.cooperation.accords.exporting import facts
from umay.cooperation.accords.exporting.mapping import ROLES
from umay.cooperation.accords.exporting.xml import identifier
from umay.cooperation.accords.models import Lead, Plan, PlanLine, Side
from umay.cooperation.accords.plan_words import LineKind, PlanState
from umay.cooperation.partners.models import Party
from umay.cooperation.partners.queries import names_of

LANGUAGES = ("tr", "az", "en")
Link = Callable[..., str]

_SAID = {
    "mapped": _(
        "IATI knows four roles of an organisation. The roles of this plan are mapped to them: an institution that agreed it is accountable, who leads a line or is its host is implementing, who pays is funding. What each is in the plan's own words stands beside it as umay:role."
    ),
    "own_identifiers": _("The identifiers of institutions in this file are our own codes; they are not registered."),
    "announced": _("Known only from what was announced. What was carried out is not stated in our sources."),
    "fictitious": _("Invented example"),
    "line_of": _("Line %(number)s of: %(plan)s"),
    "not_divided": _("%(states)s, not divided between them"),
    "carried_out": _("Carried out, as every side has verified"),
    "verified": _("Every side has verified that it was carried out."),
}


def wording() -> facts.Wording:
    """The sentences that a file says of itself, in every language of the pages."""
    said = {name: {} for name in (*_SAID, "how_many")}
    for code in LANGUAGES:
        with override(code):
            for name, words in _SAID.items():
                said[name][code] = gettext(words)
            said["how_many"][code] = pgettext("plan", "How many")
    return facts.Wording(**said)


def public_plans(*, code: str = "", with_invented: bool = True):
    """Signed and closed plans that everybody may read, with the moment since when, the newest first."""
    found = Plan.objects.exclude(state=PlanState.DRAFT)
    found = found.filter(accord__code=code) if code else found
    found = found if with_invented else found.filter(accord__is_fictitious=False)
    return found.select_related("accord", "stated_by", "sentence__source").annotate(
        released_at=RawSQL("coop.released_at(accords_plan.accord_id, null)", [])
    )


def plan_facts(found: Iterable[Plan], link: Link) -> list[facts.Plan]:
    """The plans with their sides and lines, in eight statements however many there are. Plans without a side that IATI has a role for are left out.

    link(name, *args) makes the absolute address of a public page.
    """
    plans = list(found)
    sides = defaultdict(list)
    rows = Side.objects.filter(accord__in=[plan.accord_id for plan in plans], left_on=None)
    for side in rows.select_related("member__state").order_by("recorded_at", "id"):
        sides[side.accord_id].append(side)
    lines = defaultdict(list)
    asked = PlanLine.objects.filter(plan__in=[plan.pk for plan in plans]).select_related(
        "stated_by", "sentence__source"
    )
    for line in asked.order_by("plan_id", "number"):
        lines[line.plan_id].append(line)
    leads = defaultdict(list)
    for lead in Lead.objects.filter(line__plan__in=[plan.pk for plan in plans]).order_by("recorded_at", "id"):
        leads[lead.line_id].append(lead)
    known = institutions([side.member for one in sides.values() for side in one])
    kinds = _kinds()
    made = []
    for plan in plans:
        if any(side.role in ROLES for side in sides[plan.accord_id]):
            kept = tuple(_line(line, leads[line.pk], known, kinds, link) for line in lines[plan.pk])
            made.append(_plan(plan, sides[plan.accord_id], kept, known, link))
    return made


def institutions(parties: Iterable[Party]) -> dict:
    """Institutions as facts by their id, in three statements. A registered identifier comes from the settings of the installation."""
    parties = {party.pk: party for party in parties}
    names, ours = defaultdict(dict), defaultdict(set)
    for code in LANGUAGES:
        for party, row in names_of(parties, code).items():
            names[party][row.lang] = row.name
            if row.is_ours:
                ours[party].add(row.lang)
    registered = settings.UMAY_IATI_IDENTIFIERS
    return {
        pk: facts.Institution(
            code=party.code,
            ref=registered.get(party.code) or identifier("UMAY", party.code),
            is_registered=party.code in registered,
            kind=party.kind,
            names=names[pk],
            translated=frozenset(ours[pk]),
            state=party.state.code if party.state else "",
            state_names=party.state.names if party.state else {},
        )
        for pk, party in parties.items()
    }


def _kinds() -> dict[str, dict[str, str]]:
    found: dict = {kind: {} for kind in LineKind.values}
    for code in LANGUAGES:
        with override(code):
            for kind in LineKind:
                found[kind.value][code] = str(kind.label)
    return found


def _plan(plan: Plan, sides: list[Side], lines: tuple, known: dict, link: Link) -> facts.Plan:
    named = [side for side in sides if side.role in ROLES]
    # Who opened the plan here speaks in the file, or who announced it; else the side that the plan names first.
    speaks = [plan.accord.party_id, plan.stated_by_id]
    reporter = next((side for pk in speaks for side in named if pk and side.member_id == pk), named[0])
    return facts.Plan(
        code=plan.accord.code,
        state=plan.state,
        titles=plan.accord.titles,
        notes=plan.notes,
        begins_on=plan.begins_on,
        ends_on=plan.ends_on,
        signed_on=plan.signed_on,
        announced_on=plan.announced_on,
        place=plan.place,
        sides=tuple(facts.Side(known[side.member_id], side.role) for side in sides),
        reporter=known[reporter.member_id],
        lines=lines,
        changed_at=_shown_at(plan),
        is_announced=plan.is_announced,
        is_fictitious=plan.accord.is_fictitious,
        stated=_stated(plan, link),
        pages={code: link("public:see", code, plan.accord.code) for code in LANGUAGES},
    )


def _shown_at(plan: Plan) -> datetime:
    """Since when everybody reads what stands here: the last release, or the last writing of what was announced."""
    return max(filter(None, (plan.released_at, plan.accord.changed_at)))


def _line(line: PlanLine, leads: list[Lead], known: dict, kinds: dict, link: Link) -> facts.Line:
    return facts.Line(
        number=line.number,
        state=line.state,
        kind=line.kind,
        kind_names=kinds[line.kind],
        titles=line.titles,
        article=line.article,
        begins_on=line.begins_on,
        ends_on=line.ends_on,
        first_on=line.first_on,
        last_on=line.last_on,
        quantity=line.quantity,
        units=line.units,
        cost=line.cost,
        cost_notes=line.cost_notes,
        results=line.results,
        leads=tuple(facts.Lead(known[lead.party_id], lead.unit) for lead in leads if lead.party_id in known),
        stated=_stated(line, link),
    )


def _stated(row: Plan | PlanLine, link: Link) -> facts.Stated:
    url = link("public:source", "en", row.sentence.source.code) if row.sentence else ""
    sentence = row.sentence.number if row.sentence else 0
    return facts.Stated(url=url, sentence=sentence, by=row.stated_by.code if row.stated_by else "")
