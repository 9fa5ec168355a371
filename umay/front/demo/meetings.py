"""Ministers' meetings that never took place: two with minutes, decisions and actions, some done, some open, one overdue; a third that opens with them."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta

import typst

from umay.cooperation.accords.actions import decisions
from umay.cooperation.accords.actions import meetings as actions
from umay.cooperation.accords.models import ActionPoint, Decision, Meeting, Plan, PlanLine
from umay.cooperation.accords.proving.known import sha256
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.actions import add_delegate, add_person, give_delegation, send_delegation
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Delegation, Official, Party
from umay.front.demo.agreeing import SIDES, approved, desks_of, released
from umay.front.demo.minutes import FIRST, NEXT, SECOND
from umay.kit.kernel.acting import Identity, acting

TITLES = {
    "tr": "UYDURMA ÖRNEK: Aileden Sorumlu Bakanlar Toplantısı",
    "az": "UYDURMA NÜMUNƏ: Ailə Məsələləri üzrə Nazirlər Görüşü",
    "en": "INVENTED EXAMPLE: Meeting of Ministers for Families",
}
_PEOPLE = {  # name, kind, title by language
    "TR-MFSS": (
        ("Uydurma Bakan (örnek)", "head", {"tr": "Uydurma bakan", "az": "Uydurma nazir", "en": "Invented minister"}),
        ("Uydurma Uzman (örnek)", "official", {"tr": "Uydurma uzman", "az": "Uydurma ekspert", "en": "Invented expert"}),
    ),
    "AZ-SCFWCA": (
        ("Uydurma Sədr (nümunə)", "head", {"tr": "Uydurma başkan", "az": "Uydurma sədr", "en": "Invented chair"}),
        ("Uydurma Ekspert (nümunə)", "official", {"tr": "Uydurma uzman", "az": "Uydurma ekspert", "en": "Invented expert"}),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class _Desks:
    """Both desks, their institutions and whom each sends."""

    people: dict[str, dict[str, Identity]]
    parties: dict[str, Party]
    sent: dict[str, tuple[Delegation, Official]]

    def officer(self, code: str) -> Identity:
        return self.people[code]["desk"]

    def head(self, code: str) -> Identity:
        return self.people[code]["desk_lead"]


def invent(at: datetime, plan: Plan) -> None:
    """A series with two meetings that are done with and the next one, whose agenda begins with what stayed open."""
    people = {code: desks_of(code) for code in SIDES}
    parties = {code: Party.objects.get(code=code) for code in SIDES}
    desks = _Desks(people, parties, {code: _delegation(parties[code], people[code]["desk"], at) for code in SIDES})
    officer = desks.officer("TR-MFSS")
    with acting(officer):
        named = [(parties[code], SideRole.PARTY) for code in SIDES]
        series = actions.open_series(titles=TITLES, sides=named, is_fictitious=True, by=officer, at=at)
        lines = {line.number: line for line in PlanLine.objects.filter(plan=plan)}
    for told, days_ago in ((FIRST, 205), (SECOND, 64)):
        meeting = _held(desks, series, told, lines, at - timedelta(days=days_ago))
        released(people, meeting.accord_id, at)
    released(people, series.pk, at)
    _next(desks, series, at)


def _delegation(party: Party, by: Identity, at: datetime) -> tuple[Delegation, Official]:
    """Whom the institution sends: its invented head and an invented expert. The head is public, as ministers are."""
    with acting(by):
        sent = {"titles": {"tr": "Uydurma heyet", "az": "Uydurma heyət", "en": "Invented delegation"}, "begins_on": None, "ends_on": None}  # fmt: skip
        delegation = send_delegation(party=party, values=sent, by=by, at=at)
        found = []
        for (name, kind, titles), role in zip(_PEOPLE[party.code], ("head", "expert"), strict=True):
            held = {"name": name, "kind": kind, "titles": titles, "begins_on": None, "ends_on": None, "may_sign": False, "is_public": kind == "head"}  # fmt: skip
            official = add_person(party=party, values=held, taken=None, by=by, at=at).official
            add_delegate(delegation=delegation, official=official, role=role, by=by, at=at)
            found.append(official)
        give_delegation(delegation=delegation, by=by, at=at)
    return delegation, found[0]


def _planned(desks: _Desks, series, told: dict, day) -> Meeting:
    values = {"level": "ministers", "host": desks.parties[told["host"]], "places": told["places"], "begins_on": day, "ends_on": day}  # fmt: skip
    by = desks.officer(told["host"])
    with acting(by):
        meeting = actions.plan(series=series, titles=told["titles"], values=values, by=by, at=told["at"])
        meeting = actions.move(meeting=meeting, name="open_agenda", by=by, at=told["at"])
        for titles in told["agenda"]:
            actions.add_item(meeting=meeting, titles=titles, by=by, at=told["at"])
    return meeting


def _attend(desks: _Desks, meeting: Meeting, says: str, codes, at: datetime) -> None:
    for code in codes:
        by, (delegation, head) = desks.officer(code), desks.sent[code]
        with acting(by):
            actions.attend(meeting=meeting, says=says, delegation=delegation, head=head, by=by, at=at)


def _held(desks: _Desks, series, told: dict, lines: dict, at: datetime) -> Meeting:
    """From the agenda to final minutes, and what was done for its decisions until now."""
    meeting = _planned(desks, series, told | {"at": at - timedelta(days=20)}, at.date())
    lead, officer = desks.head(told["host"]), desks.officer(told["host"])
    with acting(lead):
        meeting = actions.move(meeting=meeting, name="close_agenda", by=lead, at=at)
    _attend(desks, meeting, "attended", SIDES, at)
    with acting(officer):
        actions.write_minutes(meeting=meeting, number=0, texts=told["minutes"][0], by=officer, at=at)
        points = [point for row in told["decisions"] for point in _decided(desks, meeting, row, lines, officer, at)]
        meeting.refresh_from_db()
        until = at.date() + timedelta(days=10)
        meeting = actions.open_amendments(meeting=meeting, version=meeting.version, until=until, by=officer, at=at)
    other = desks.officer(next(code for code in SIDES if code != told["host"]))
    with acting(other):
        after = at + timedelta(days=4)
        actions.write_minutes(meeting=meeting, number=1, texts=told["minutes"][1], why=told["why"], by=other, at=after)
    approved(desks.people, meeting, at + timedelta(days=9))
    for point, done in points:
        _done(desks, point, done, at)
    return meeting


def _decided(desks: _Desks, meeting: Meeting, row: dict, lines: dict, by: Identity, at: datetime) -> list:
    """One decision with its actions: [(action, what was reported and said to it)]."""
    values = {"texts": row["texts"], "adopted": row.get("adopted", "consensus"), "item": None, "drops": None, "line": lines.get(row.get("line"))}  # fmt: skip
    decision: Decision = decisions.add(meeting=meeting, values=values, by=by, at=at)
    found = []
    for titles, owner, days, *done in row["actions"]:
        asked = {"titles": titles, "owner": desks.parties[owner], "helper": None, "due_on": at.date() + timedelta(days=days)}  # fmt: skip
        found.append((decisions.add_action(decision=decision, values=asked, by=by, at=at), done))
    return found


def _done(desks: _Desks, action: ActionPoint, done: list, at: datetime) -> None:
    """What its owner reported on which day after the meeting, and whether the other side verified it or sent it back."""
    if not done:
        return
    text, days, verdict = done
    code = next(code for code, party in desks.parties.items() if party.pk == action.owner_id)
    owner, other = desks.officer(code), desks.head(next(one for one in SIDES if one != code))
    then = at + timedelta(days=days)
    with acting(owner):
        action.refresh_from_db()
        report = decisions.report(action=action, text=text, taken=_evidence(), by=owner, at=then)
    if verdict is None:
        return
    with acting(other):
        action.refresh_from_db()
        if verdict:
            decisions.send_back(action=action, report=report, why=verdict, by=other, at=then + timedelta(days=3))
        else:
            decisions.verify(action=action, report=report, by=other, at=then + timedelta(days=3))


@functools.cache
def _evidence() -> Taken:
    """The file that shows what was done; the same invented page for each report."""
    words = '#set document(title: "Uydurma")\n= Uydurma belge / Uydurma sənəd'.encode()
    pdf = typst.compile(words, timestamp=0)
    return Taken("uydurma-belge.pdf", "application/pdf", len(pdf), sha256(pdf), pdf)


def _next(desks: _Desks, series, at: datetime) -> None:
    """The next meeting, whose agenda is open; one side has said that it comes."""
    meeting = _planned(desks, series, NEXT | {"at": at}, at.date() + timedelta(days=45))
    _attend(desks, meeting, "coming", SIDES[1:], at)
