"""The sheet of children: one row is one child; rows with the same case number are brothers and sisters in one case."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.cases import rules
from umay.care.cases.models import Case, CaseChild, LegalBasis
from umay.care.cases.words import BasisState, CaseState
from umay.care.persons.actions.many import prepare
from umay.care.persons.models import Person, Tie
from umay.care.persons.queries.many import doubles_of_many
from umay.front.bulk.batch import Batch, pass_numbers, take_numbers
from umay.front.bulk.columns import CHILDREN
from umay.front.bulk.sheets import base, measures
from umay.front.bulk.sheets.base import Row, Run
from umay.front.bulk.sheets.orders import BASIS, put_basis
from umay.front.bulk.values import Surroundings
from umay.front.bulk.vocabulary import shown
from umay.ground.offices import keys, places
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import workers_of
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.text import fold

_PARENTS = ("mother", "father")
_CASE = {  # columns of the case: attribute
    "number": "number", "state": "state", "opened_on": "opened_at", "care_type": "care_type", "seeking_since": "needs_family_since", "is_urgent": "is_urgent",
    "goal": "goal", "care_reasons": "care_reasons", "why_care": "why_care", "summary": "summary", "next_review": "next_review_on", "closed_on": "closed_at",
    "closing_reason": "closing_reason", "place": "place",
}  # fmt: skip
_CHILD = {
    "needs": "needs", "behaviour_need": "behaviour_need", "languages": "languages", "school": "school", "school_level": "school_level", "health": "health",
    "view": "view", "left_on": "left_on",
}  # fmt: skip
_SHARED = (
    "state",
    "opened_on",
    "care_type",
    "seeking_since",
    "basis",
    "basis_number",
    "basis_starts",
)  # one for all children of a case
_TEXTS = ("why_care", "summary", "health", "view", "address", "speaks", "school", "basis_authority", "basis_number")


class ChildrenSheet:
    kind = "children"
    thing = "cases.case"
    permission = "cases.import"
    title = _("Children")
    columns = CHILDREN

    # --- looking ---

    def check(self, row: Row, run: Run) -> None:
        """What must hold inside one row, and among the rows of one case."""
        values = row.values
        office = values["office_row"] = run.office_of(row)
        values["number"] = run.number_of(row, "number", office)
        values["child"] = self._child_values(row, run)
        if values["child"] is None:
            run.wrong(row, "given", "nobody")
        born = row.get("born")
        if born and (years := (run.around.today - born.on).days // 365.25) > 25:
            run.wrong(row, "born", "not_a_child", value=run.shown(row, "born"), years=int(years))
        values["state"] = row.get("state") or (CaseState.CLOSED if row.get("closed_on") else CaseState.OPEN)
        if values["state"] == CaseState.CLOSED:
            run.needs(row, "closed_on", "state")
            run.needs(row, "closing_reason", "state")
            self._empty(row, run, "seeking_since")
        else:
            self._empty(row, run, "closed_on")
            self._empty(row, run, "closing_reason")
        if row.get("seeking_since"):
            run.needs(row, "care_type", "seeking_since")
        for earlier, later in (
            ("opened_on", "closed_on"),
            ("basis_decided_on", "basis_ends"),
            ("basis_starts", "basis_ends"),
            ("opened_on", "left_on"),
        ):
            run.ordered(row, earlier, later)
        self._check_basis(row, run)
        measures.check(row, run)
        self._check_worker(row, run, office)
        self._check_shared(row, run)

    def _empty(self, row: Row, run: Run, column: str) -> None:
        if row.get(column):
            run.wrong(
                row,
                column,
                "not_with",
                column=run.heading(column),
                other=run.heading("state"),
                value=run.shown(row, "state"),
            )

    def _child_values(self, row: Row, run: Run) -> dict | None:
        found = base.human(row, "", run.by.country)
        if found:
            found |= {name: row.get(name) for name in ("speaks", "address", "place") if row.get(name)}
            found["parents"] = [row.get(name) for name in _PARENTS if row.get(name)]
        return found

    def _check_basis(self, row: Row, run: Run) -> None:
        kind = row.get("basis")
        if not kind:
            for column in ("basis_number", "basis_starts", "basis_ends"):
                if row.get(column):
                    run.needs(row, "basis", column)
                    return
            return
        bases = {one.code: one for one in run.settings.get("legal.bases")}
        if kind not in bases:
            run.wrong(
                row,
                "basis",
                "basis_unknown",
                known=", ".join(shown("legal_basis", code, run.around.language) for code in bases),
            )
            return
        for column in ("basis_authority", "basis_starts"):
            run.needs(row, column, "basis")
        if not bases[kind].is_emergency:
            for column in ("basis_number", "basis_decided_on"):
                run.needs(row, column, "basis")
        if not row.problems:
            row.values["basis_ends"] = row.get("basis_ends") or self._legal_end(bases[kind], row, run)

    def _legal_end(self, basis, row: Row, run: Run) -> date | None:
        end = rules.legal_end(basis, row.get("basis_starts"), run.settings)
        return local_day(end, run.around.zone) if end else None

    def _check_worker(self, row: Row, run: Run, office) -> None:
        if office is None:
            return
        known = run.seen.setdefault("workers", {})
        if office.pk not in known:
            found = workers_of(office.pk, on=run.around.today).order_by("id")
            known[office.pk] = {fold(user.username): user for user in found} | {fold(user.name): user for user in found}
        written = row.get("worker")
        row.values["worker_row"] = known[office.pk].get(fold(written)) if written else None
        if written and row.get("worker_row") is None:
            run.wrong(row, "worker", "unknown_worker", value=written[:60])

    def _check_shared(self, row: Row, run: Run) -> None:
        """Brothers and sisters share what belongs to the case."""
        if not row.get("number"):
            return
        said = tuple(row.get(code) for code in _SHARED)
        first, theirs = run.seen.setdefault("shared", {}).setdefault(row.get("number"), (row.number, said))
        for code, mine, other in zip(_SHARED, said, theirs, strict=True):
            if first != row.number and mine not in (None, "") and other not in (None, "") and mine != other:
                run.wrong(row, code, "case_differs", other=first, column=run.heading(code))
                return

    def resolve(self, rows: list[Row], run: Run) -> None:
        """Cases with the same number, children already in them, and people who may be the same."""
        wanted = {row.get("number") for row in rows if row.get("number")}
        cases = {
            case.number: case
            for case in Case.objects.filter(country=run.by.country, office_id__in=run.by.offices, number__in=wanted)
        }
        standing = list(self.query(run.by).filter(case__number__in=wanted).exclude(case__recorded_at=run.at))
        stands = self.values_of(standing, run.around)
        inside: dict[str, list[tuple[CaseChild, dict]]] = {}
        for child in standing:
            inside.setdefault(child.case.number, []).append((child, stands[child.pk]))
        for row in rows:
            if case := cases.get(row.get("number") or ""):
                self._resolve_in(case, inside.get(case.number, []), row, run)
        self._match([row for row in rows if row.outcome == base.NEW], run)

    def _resolve_in(self, case: Case, inside, row: Row, run: Run) -> None:
        row.values["case_row"] = case
        for child, stands in inside:
            if not row.problems and base.is_the_same(row, stands):
                row.found = child.pk
                codes = [one.code for one in CHILDREN if one.is_written and one.code not in ("office", "worker")]
                row.differs = base.differing(row.values, stands, codes)
                row.outcome = base.KNOWN if row.differs else base.UNCHANGED
                return
        if case.state == CaseState.CLOSED and not row.problems and case.recorded_at != run.at:
            run.wrong(row, "number", "case_closed", number=case.number)

    def _match(self, rows: list[Row], run: Run) -> None:
        for row in rows:
            base.match_in_file(run, row, "", row.get("child"))
        found = doubles_of_many(asked={row.number: row.get("child") for row in rows}, by=run.by, written_at=run.at)
        people = [matches[0].person.pk for matches in found.values()]
        placed = set(
            CaseChild.objects.filter(person_id__in=people, left_on__isnull=True).values_list("person_id", flat=True)
        )
        for row in rows:
            if row.number in found:
                row.matches[""] = found[row.number][0]
            if "" in row.matches:
                self._decide(row, run, placed)
        base.ask_elsewhere(rows, ["identity"], run)

    def _decide(self, row: Row, run: Run, placed: set[UUID]) -> None:
        match, said = row.matches[""], base.decide(run, row, "")
        if said is None:
            row.outcome = base.DOUBLE if not row.problems else row.outcome
        elif said == base.SAME:
            if isinstance(match, int) or match.person.pk in placed:
                row.outcome = base.LEFT_OUT  # the child's case is already here
            else:
                row.chosen[""] = match.person.pk
                if other := run.once("chosen", match.person.pk, row.number):
                    run.wrong(row, "", "two_rows_one_person", other=other)
        elif base.holds_number(row, "identity", match):
            run.wrong(row, "identity", "identity_known", who=match.person.short)

    # --- writing ---

    def write(self, rows: list[Row], run: Run, batch: Batch) -> list[UUID]:
        """Put new children, and their cases where those are new, into the batch. Returns the ids of the files."""
        self._number(rows, run)
        made: dict[UUID, None] = {}
        for row in rows:
            case = row.get("case_row") or run.seen.setdefault("cases", {}).get(row.get("number"))
            if case is None:
                case = self._case(row, run)
                batch.put(case, owner=row.number)
                run.seen["cases"][case.number] = base.Light(case)
                put_basis(row, case, run, batch)
            made[case.pk] = None
            self._child(row, case, run, batch)
        return list(made)

    def _number(self, rows: list[Row], run: Run) -> None:
        for office in {row.get("office_row").pk: row.get("office_row") for row in rows}.values():
            own = [row for row in rows if row.get("office_row").pk == office.pk]
            pass_numbers(office, "case", [row.get("number") for row in own if row.get("number")])
            bare = [row for row in own if not row.get("number")]
            for row, number in zip(
                bare, take_numbers(office, "case", run.around.today.year, len(bare)) if bare else [], strict=True
            ):
                row.values["number"] = number

    def _case(self, row: Row, run: Run) -> Case:
        office, own, worker = row.get("office_row"), new_id(), row.get("worker_row")
        known = {column: row.get(code) for code, column in _CASE.items() if row.get(code) not in (None, "")}
        place = known.setdefault("place", office.place)
        lat, lon = (office.lat, office.lon) if place == office.place else places.centre(place)
        known.setdefault("opened_at", row.get("basis_starts") or row.get("closed_on") or run.at)
        return Case(
            id=own, file_id=own, country=run.by.country, office=office, worker=worker, recorded_by=run.by.user_id, recorded_at=run.at, lat=lat, lon=lon, **known,
        )  # fmt: skip

    def _child(self, row: Row, case, run: Run, batch: Batch) -> None:
        if "" in row.chosen:
            person_id = row.chosen[""]
            person = Person.objects.get(pk=person_id)
        else:
            people = prepare(values=row.get("child"), file=case, file_kind="case", by=run.by, at=run.at)
            person = batch.put(*people, owner=row.number)
            self._parents(row, person, case, run, batch)
        known = {column: row.get(code) for code, column in _CHILD.items() if row.get(code) not in (None, "")}
        if known.get("view"):
            known["view_at"] = run.at
        if "needs" in known:
            known["needs_at"] = run.at
        if row.get("state") == CaseState.CLOSED:
            known.setdefault("left_on", local_day(row.get("closed_on"), run.around.zone))
        child = batch.put(
            CaseChild(**base.common(case, run), case_id=case.pk, person=person, **known), owner=row.number
        )
        measures.put(row, case, child, run, batch)

    def _parents(self, row: Row, child: Person, case, run: Run, batch: Batch) -> None:
        """A parent is one record for all brothers and sisters of the case."""
        for kind in _PARENTS:
            if not (name := row.get(kind)):
                continue
            made = run.seen.setdefault("parents", {})
            key = hash((case.pk, kind, fold(name)))
            if key not in made:
                given, surname = base.split_name(name, run.by.country)
                values = {"given": given, "surname": surname, "sex": "f" if kind == "mother" else "m"}
                made[key] = batch.put(
                    *prepare(values=values, file=case, file_kind="case", by=run.by, at=run.at), owner=row.number
                ).pk
            batch.put(Tie(**base.common(case, run), person=child, other_id=made[key], kind=kind), owner=row.number)

    def after(self, rows: list[Row], run: Run) -> None:
        """Nothing more."""

    # --- giving back ---

    def query(self, by: Identity) -> QuerySet:
        bases = LegalBasis.objects.order_by("-starts_at", "id")
        ties = (
            Tie.objects.filter(kind__in=_PARENTS, ended_on__isnull=True)
            .select_related("other")
            .order_by("recorded_at", "id")
        )
        return (
            CaseChild.objects.filter(country=by.country, office_id__in=by.offices)
            .select_related("case", "case__office", "case__worker", "person")
            .prefetch_related(
                Prefetch("case__bases", queryset=bases, to_attr="bases_found"),
                Prefetch("case__measures", to_attr="measures_found"),
                Prefetch("person__ties", queryset=ties, to_attr="parents_found"),
            )
            .order_by("case__number", "person__born_on", "person__name_sort", "id")
        )

    def values_of(self, children: list[CaseChild], around: Surroundings) -> dict[UUID, dict[str, Any]]:
        """The same values as reading gives, for each child of a case by id."""
        keys.warm([child.file_id for child in children])
        papers = base.papers_of([child.person for child in children])
        return {child.pk: self._values(child, papers, around) for child in children}

    def _values(self, child: CaseChild, papers: dict, around: Surroundings) -> dict[str, Any]:
        case, person = child.case, child.person
        values = {code: getattr(case, column) for code, column in _CASE.items()} | {
            code: getattr(child, column) for code, column in _CHILD.items()
        }
        values |= {
            "office": case.office.code,
            "worker": case.worker.username if case.worker else None,
            "state": case.state,
        }
        if case.state == CaseState.CLOSING:
            values["state"] = CaseState.OPEN
        if values["state"] == CaseState.OPEN:
            values |= {"closed_on": None, "closing_reason": None}
        values |= {
            "given": person.given, "surname": person.surname, "sex": person.sex, "born": base.born_of(person), "identity": papers.get(person.pk),
            "speaks": person.speaks, "address": person.address, "place": case.place,
        }  # fmt: skip
        for tie in person.parents_found:
            values[tie.kind] = tie.other.name
        if case.bases_found:
            # Of the legal bases the newest one in force is given, else the newest.
            basis = next((one for one in case.bases_found if one.state == BasisState.ACTIVE), case.bases_found[0])
            values |= {code: getattr(basis, column) for code, column in BASIS.items()}
            values["basis_ends"] = local_day(basis.ends_at, around.zone) if basis.ends_at else None
        ordered = [one for one in case.measures_found if one.child_id in (None, child.pk)]
        values |= measures.columns_of(map(measures.entry_of, ordered))
        return values | {code: base.plain_text(values.get(code)) for code in _TEXTS}
