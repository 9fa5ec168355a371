"""Plans and their lines as an IATI activity file. A plan is an activity (hierarchy 1), each of its lines one of its children (hierarchy 2)."""

from collections.abc import Iterable
from datetime import date, datetime

from umay.cooperation.accords.exporting import mapping
from umay.cooperation.accords.exporting.facts import Line, Plan, Stated, Wording, Words
from umay.cooperation.accords.exporting.results import add_result
from umay.cooperation.accords.exporting.xml import (
    NAMESPACE,
    add,
    identifier,
    language,
    moment,
    narratives,
    organisation,
    own,
    root,
    written,
)

__all__ = ["NAMESPACE", "activities"]
_PARENT, _CHILD = "1", "2"
_GENERAL, _OTHER = "1", "4"
_OURS = "99"  # "Reporting Organisation": a vocabulary of our own


def activities(plans: Iterable[Plan], wording: Wording, *, lang: str, at: datetime, today: date) -> bytes:
    """The file. lang: the language that stands first; today: the day that states are counted by. Raises ValueError where there is no plan,
    or a plan names no institution that IATI has a role for."""
    file = root("iati-activities", at)
    for plan in plans:
        if not any(side.role in mapping.ROLES for side in plan.sides):
            raise ValueError(f"{plan.code} names no institution with a role in IATI")
        _Writer(file, plan, wording, lang, today).write()
    if not len(file):
        raise ValueError("an activity file has one plan at least")
    return written(file)


class _Writer:
    """Writes one plan and its lines, element by element in the order of the schema."""

    def __init__(self, file, plan: Plan, wording: Wording, lang: str, today: date):
        self.file, self.plan, self.wording, self.lang, self.today = file, plan, wording, lang, today
        self.ref = identifier(plan.reporter.ref, plan.code)

    def write(self) -> None:
        self._plan()
        for line in self.plan.lines:
            self._line(line)

    def _ref_of(self, line: Line) -> str:
        return identifier(self.ref, str(line.number))

    def _begin(self, ref: str, titles: Words, level: int):
        made = add(
            self.file, "iati-activity", {"last-updated-datetime": moment(self.plan.changed_at)}, hierarchy=str(level)
        )
        language(made, self.lang)
        add(made, "iati-identifier").text = ref
        second = "1" if self.plan.is_announced else "0"
        organisation(made, "reporting-org", self.plan.reporter, self.lang, {"secondary-reporter": second})
        narratives(add(made, "title"), self._marked(titles), first=self.lang)
        return made

    def _marked(self, titles: Words) -> Words:
        """An invented example says so in its very title."""
        if not self.plan.is_fictitious:
            return titles
        marks = self.wording.fictitious
        return {code: f"{words} ({marks.get(code, marks['en'])})" for code, words in titles.items()}

    def _plan(self) -> None:
        plan = self.plan
        made = self._begin(self.ref, plan.titles, 1)
        if plan.notes:
            self._describe(made, plan.notes, _GENERAL)
        self._say(made)
        self._sides(made)
        self._identify(made, plan.code)
        days = {"begins_on": plan.begins_on, "ends_on": plan.ends_on, "today": self.today}
        add(made, "activity-status", code=mapping.plan_status(state=plan.state, **days))
        self._dates(made, state=plan.state, first_on=None, last_on=None, **days)
        self._where_and_what(made)
        self._pages(made)
        for line in plan.lines:
            add(made, "related-activity", ref=self._ref_of(line), type=_CHILD)
        given = {"signed-on": _day(plan.signed_on), "announced-on": _day(plan.announced_on), "place": plan.place}
        add(
            made,
            own("plan"),
            given | _stated(plan.stated),
            code=plan.code,
            state=plan.state,
            invented=_yes(plan.is_fictitious),
        )

    def _line(self, line: Line) -> None:
        made = self._begin(self._ref_of(line), line.titles, 2)
        place = {code: words % {"number": line.number, "plan": _in(self.plan.titles, code)} for code, words in self.wording.line_of.items()}  # fmt: skip
        self._describe(made, place, _GENERAL)
        self._say(made)
        self._sides(made, line)
        self._identify(made, f"{self.plan.code}:{line.number}")
        days = {
            "begins_on": line.begins_on,
            "ends_on": line.ends_on,
            "first_on": line.first_on,
            "last_on": line.last_on,
        }
        days |= {"state": line.state, "today": self.today}
        add(made, "activity-status", code=mapping.line_status(plan_state=self.plan.state, **days))
        self._dates(made, **days)
        self._where_and_what(made, line)
        self._pages(made)
        add(made, "related-activity", ref=self.ref, type=_PARENT)
        add_result(made, line, self.wording, self.lang)
        state = line.state if line.state in ("verified", "cancelled") else ""
        given = {
            "number": str(line.number),
            "kind": line.kind,
            "article": line.article,
            "cost": line.cost,
            "state": state,
        }
        narratives(add(made, own("line"), given | _stated(line.stated)), line.cost_notes, first=self.lang)

    def _describe(self, made, words: Words, kind: str) -> None:
        narratives(add(made, "description", type=kind), words, first=self.lang)

    def _say(self, made) -> None:
        """What the file says of itself: roles are mapped down, whose identifiers these are, from whom it is known, whether it is invented."""
        told = [self.wording.mapped]
        if not all(side.institution.is_registered for side in self.plan.sides):
            told.append(self.wording.own_identifiers)
        if self.plan.is_announced:
            told.append(self.wording.announced)
        if self.plan.is_fictitious:
            told.append(self.wording.fictitious)
        for words in told:
            self._describe(made, words, _OTHER)

    def _sides(self, made, line: Line | None = None) -> None:
        kept = [side for side in self.plan.sides if side.role in mapping.ROLES]
        for side in kept:
            given = {"role": mapping.ROLES[side.role], own("role"): side.role}
            organisation(made, "participating-org", side.institution, self.lang, given)
        for lead in line.leads if line else ():
            given = {"role": mapping.LEAD, own("role"): "lead", own("unit"): lead.unit}
            organisation(made, "participating-org", lead.institution, self.lang, given)
        if line and line.cost in mapping.SHARED_COSTS:
            for side in kept:
                given = {"role": mapping.FUNDING, own("role"): "payer", own("cost"): line.cost}
                organisation(made, "participating-org", side.institution, self.lang, given)

    def _identify(self, made, code: str) -> None:
        add(made, "other-identifier", ref=code, type="A1")

    def _dates(self, made, **facts) -> None:
        for kind, day in mapping.dates(**facts):
            add(made, "activity-date", {"iso-date": day.isoformat()}, type=kind)

    def _where_and_what(self, made, line: Line | None = None) -> None:
        states = {
            side.institution.state: side.institution.state_names for side in self.plan.sides if side.institution.state
        }
        # An international body belongs to no state: it stands under its own name where no state is named.
        places = states or {side.institution.code: side.institution.names for side in self.plan.sides}
        add(made, "activity-scope", code=mapping.MULTINATIONAL if len(places) > 1 else mapping.NATIONAL)
        # The standard asks for shares where two countries are named. Nobody has divided a plan, so it goes to all as one place of our own.
        region = add(made, "recipient-region", {"vocabulary-uri": NAMESPACE}, code="-".join(sorted(places)), vocabulary=_OURS)  # fmt: skip
        both = {
            code: words % {"states": " – ".join(_in(names, code) for _, names in sorted(places.items()))}
            for code, words in self.wording.not_divided.items()
        }
        narratives(region, both, first=self.lang)
        add(made, "sector", code=mapping.SOCIAL_SERVICES, vocabulary="1")
        if line:
            own_kind = add(made, "sector", {"vocabulary-uri": NAMESPACE}, code=line.kind, vocabulary=_OURS)
            narratives(own_kind, line.kind_names, first=self.lang)

    def _pages(self, made) -> None:
        for code, url in sorted(self.plan.pages.items()):
            page = add(made, "document-link", url=url, format="text/html")
            narratives(add(page, "title"), {code: _in(self.plan.titles, code)}, first=code)
            add(page, "category", code=mapping.WEB_PAGE)
            add(page, "language", code=code)


def _in(words: Words, code: str) -> str:
    """The words in that language, or in the nearest one that is there."""
    return next((words[one] for one in (code, "en", "tr", "az", *sorted(words)) if words.get(one)), "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _stated(stated: Stated) -> dict[str, str]:
    sentence = str(stated.sentence) if stated.url and stated.sentence else ""
    return {"announced-by": stated.by, "source": stated.url, "sentence": sentence}


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
