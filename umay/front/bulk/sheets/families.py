"""The sheet of families: one row is one household with its one or two carers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.families.models import Family, Member, Willingness
from umay.care.families.words import FamilyState, MemberRole
from umay.care.persons.actions.many import prepare
from umay.care.persons.models import Person
from umay.care.persons.queries.many import doubles_of_many
from umay.front.bulk.batch import Batch, pass_numbers, take_numbers
from umay.front.bulk.columns import FAMILIES
from umay.front.bulk.sheets import base
from umay.front.bulk.sheets.base import Row, Run
from umay.front.bulk.values import Surroundings
from umay.ground.offices import keys, places
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.text import sort_key

_RUNNING = (FamilyState.APPROVED, FamilyState.SUSPENDED)
_CLOSED = (FamilyState.REFUSED, FamilyState.ENDED)
_SLOTS = ("1", "2")
_PLAIN = (  # columns that are attributes of the row by the same name
    "own_children", "place", "lat", "lon", "address", "phone", "languages", "care_types", "places", "places_mixed", "max_siblings", "age_from",
    "age_to", "rooms_for", "skills", "takes_emergencies", "is_paid", "is_available", "unavailable_until", "applied_on", "inquiry_on", "approved_on",
    "approved_until", "approval_number", "suspended_on", "suspended_reason", "closed_on", "is_barred", "note", "state", "number",
)  # fmt: skip
_RENAMED = {"willing_on": "willing_confirmed_on", "checks_on": "safety_checks_on"}
_TEXTS = ("address", "note", "suspended_reason", "approval_number")


class FamiliesSheet:
    kind = "families"
    thing = "families.family"
    permission = "families.import"
    title = _("Families")
    columns = FAMILIES

    # --- looking ---

    def check(self, row: Row, run: Run) -> None:
        """What must hold inside one row."""
        values = row.values
        office = values["office_row"] = run.office_of(row)
        values["number"] = run.number_of(row, "number", office)
        values["carers"] = [base.human(row, f"carer{slot}_", run.by.country) for slot in _SLOTS]
        if values["carers"][0] is None:
            run.wrong(row, "carer1_given", "nobody")
        for slot in _SLOTS:
            self._check_age(row, run, slot)
        if values["number"] and (other := run.once("number", values["number"], row.number)):
            run.wrong(row, "number", "number_twice", other=other)
        values["state"] = row.get("state") or (FamilyState.APPROVED if row.get("approved_on") else FamilyState.APPLIED)
        self._check_state(row, run)
        if (
            row.get("age_from") is not None
            and row.get("age_to") is not None
            and row.get("age_to") < row.get("age_from")
        ):
            run.wrong(row, "age_to", "ages")
        mixed, whole = row.get("places_mixed"), row.get("places") or 0
        if mixed is not None and mixed > whole:
            run.wrong(row, "places_mixed", "number_range", value=mixed, least=0, most=whole)
        for earlier, later in (("applied_on", "approved_on"), ("approved_on", "approved_until"), ("applied_on", "closed_on"), ("approved_on", "suspended_on")):  # fmt: skip
            run.ordered(row, earlier, later)

    def _check_age(self, row: Row, run: Run, slot: str) -> None:
        born = row.get(f"carer{slot}_born")
        if born and (years := (run.around.today - born.on).days // 365.25) < 18:
            shown = run.shown(row, f"carer{slot}_born")
            run.wrong(row, f"carer{slot}_born", "not_grown", value=shown, years=int(years))

    def _check_state(self, row: Row, run: Run) -> None:
        state = row.get("state")
        if state in _RUNNING:
            for column in ("approved_on", "checks_on"):
                run.needs(row, column, "state")
            if run.settings.has("families.approval_by") and run.settings.get("families.approval_by") == "governor":
                run.needs(row, "approval_number", "state")
            if not row.get("care_types") or not row.get("places"):
                run.wrong(row, "care_types", "care_type_missing")
        if state == FamilyState.SUSPENDED:
            run.needs(row, "suspended_on", "state")
        if state in _CLOSED:
            run.needs(row, "closed_on", "state")
        for column, states in (
            ("is_barred", _CLOSED),
            ("closed_on", _CLOSED),
            ("suspended_on", (FamilyState.SUSPENDED, *_CLOSED)),
        ):
            if row.get(column) and state not in states:
                run.wrong(
                    row,
                    column,
                    "not_with",
                    column=run.heading(column),
                    other=run.heading("state"),
                    value=run.shown(row, "state"),
                )

    def resolve(self, rows: list[Row], run: Run) -> None:
        """What already stands in the database: the same numbers, and people who may be the same."""
        by_number = {row.get("number"): row for row in rows if row.get("number")}
        standing = list(self.query(run.by).filter(number__in=list(by_number)))
        stands = self.values_of(standing, run.around)
        for family in standing:
            row = by_number[family.number]
            row.found = family.pk
            row.differs = base.differing(
                row.values, stands[family.pk], [one.code for one in FAMILIES if one.is_written and one.code != "office"]
            )
            row.outcome = row.outcome if row.problems else base.KNOWN if row.differs else base.UNCHANGED
        fresh = [row for row in rows if row.outcome == base.NEW]
        for row in fresh:
            for slot, carer in zip(_SLOTS, row.get("carers"), strict=True):
                if carer:
                    base.match_in_file(run, row, slot, carer)
        self._match(fresh, run)

    def _match(self, rows: list[Row], run: Run) -> None:
        asked = {
            (row.number, slot): carer
            for row in rows
            for slot, carer in zip(_SLOTS, row.get("carers"), strict=True)
            if carer
        }
        found = doubles_of_many(asked=asked, by=run.by, written_at=run.at)
        owners = {row.number: row for row in rows}
        for (number, slot), matches in found.items():
            owners[number].matches[slot] = matches[0]
        people = [match.person.pk for row in rows for match in row.matches.values() if not isinstance(match, int)]
        homes = self._homes(people)
        for row in rows:
            self._decide(row, run, homes)
        base.ask_elsewhere(rows, [f"carer{slot}_identity" for slot in _SLOTS], run)

    def _homes(self, people: list[UUID]) -> dict[UUID, str]:
        held = Member.objects.filter(person_id__in=people, left_on__isnull=True).exclude(family__state__in=_CLOSED)
        return dict(held.order_by("id").values_list("person_id", "family__number"))

    def _decide(self, row: Row, run: Run, homes: dict[UUID, str]) -> None:
        for slot, match in row.matches.items():
            said = base.decide(run, row, slot)
            if said is None:
                row.outcome = base.DOUBLE if not row.problems else row.outcome
            elif said == base.SAME and isinstance(match, int):
                row.outcome = base.LEFT_OUT
            elif said == base.SAME and match.person.pk in homes:
                row.outcome = base.LEFT_OUT  # the person's family is already here
            elif said == base.SAME:
                row.chosen[slot] = match.person.pk
            elif base.holds_number(row, f"carer{slot}_identity", match):
                run.wrong(row, f"carer{slot}_identity", "identity_known", who=match.person.short)

    # --- writing ---

    def write(self, rows: list[Row], run: Run, batch: Batch) -> list[UUID]:
        """Put new families with their people into the batch. Returns the ids of the files."""
        self._number(rows, run)
        made = []
        for row in rows:
            family = self._family(row, run)
            batch.put(family, owner=row.number)
            made.append(family.pk)
            for place, (slot, carer) in enumerate(zip(_SLOTS, row.get("carers"), strict=True)):
                if carer:
                    self._carer(row, slot, carer, family, place, run, batch)
            if family.willing_confirmed_on:
                batch.put(
                    Willingness(
                        **_common(family, run), family=family, said_on=family.willing_confirmed_on, is_willing=True
                    ),
                    owner=row.number,
                )
        return made

    def _number(self, rows: list[Row], run: Run) -> None:
        for office in {row.get("office_row").pk: row.get("office_row") for row in rows}.values():
            own = [row for row in rows if row.get("office_row").pk == office.pk]
            pass_numbers(office, "family", [row.get("number") for row in own if row.get("number")])
            bare = [row for row in own if not row.get("number")]
            for row, number in zip(
                bare, take_numbers(office, "family", run.around.today.year, len(bare)) if bare else [], strict=True
            ):
                row.values["number"] = number

    def _family(self, row: Row, run: Run) -> Family:
        office, own = row.get("office_row"), new_id()
        label = row.get("label") or row.get("carers")[0]["surname"] or row.get("carers")[0]["given"]
        known = {code: row.get(code) for code in _PLAIN if row.get(code) is not None}
        known |= {column: row.get(code) for code, column in _RENAMED.items() if row.get(code) is not None}
        place = known.setdefault("place", office.place)
        lat, lon = (office.lat, office.lon) if place == office.place else places.centre(place)
        known.setdefault("lat", lat), known.setdefault("lon", lon)
        known.setdefault("applied_on", row.get("approved_on") or row.get("closed_on") or run.around.today)
        known.setdefault("max_siblings", known.get("places", 0))
        known["age_to"] = max(known.get("age_to", 17), known.get("age_from", 0))
        if known["state"] in _CLOSED:
            known["is_available"] = False
        return Family(
            id=own, file_id=own, country=run.by.country, office=office, recorded_by=run.by.user_id, recorded_at=run.at, label=label[:160],
            label_sort=sort_key(label, run.by.country.lower()), **known,
        )  # fmt: skip

    def _carer(self, row: Row, slot: str, carer: dict, family: Family, place: int, run: Run, batch: Batch) -> None:
        if slot in row.chosen:
            person_id = row.chosen[slot]
        else:
            people = prepare(values=carer, file=family, file_kind="family", by=run.by, at=run.at)
            batch.put(*people, owner=row.number)
            person_id = people[0].pk
        common = _common(family, run) | {
            "recorded_at": run.at + timedelta(microseconds=place)
        }  # the first stays the first
        batch.put(Member(**common, family=family, person_id=person_id, role=MemberRole.CARER), owner=row.number)

    def after(self, rows: list[Row], run: Run) -> None:
        """Nothing more: places are taken when placements are brought in."""

    # --- giving back ---

    def query(self, by: Identity) -> QuerySet:
        carers = (
            Member.objects.filter(role=MemberRole.CARER, left_on__isnull=True)
            .select_related("person")
            .order_by("recorded_at", "id")
        )
        mine = Family.objects.filter(country=by.country, office_id__in=by.offices)
        return (
            mine.select_related("office")
            .prefetch_related(Prefetch("members", queryset=carers, to_attr="carers"))
            .order_by("number", "id")
        )

    def values_of(self, families: list[Family], around: Surroundings) -> dict[UUID, dict[str, Any]]:
        """The same values as reading gives, for each family by id."""
        keys.warm([family.file_id for family in families])
        people: list[Person] = [member.person for family in families for member in family.carers[:2]]
        papers = base.papers_of(people)
        return {family.pk: self._values(family, papers, around) for family in families}

    def _values(self, family: Family, papers: dict, around: Surroundings) -> dict[str, Any]:
        values = {code: getattr(family, code) for code in _PLAIN}
        values |= {code: getattr(family, column) for code, column in _RENAMED.items()}
        values |= {code: base.plain_text(values[code]) for code in _TEXTS}
        values |= {"office": family.office.code, "label": family.label, "phone": base.phone_of(family.phone, around)}
        values |= {"lat": round(family.lat, 5), "lon": round(family.lon, 5), "is_barred": family.is_barred or None}
        for slot, member in zip(_SLOTS, family.carers, strict=False):
            person = member.person
            values |= {
                f"carer{slot}_given": person.given or None,
                f"carer{slot}_surname": person.surname or None,
                f"carer{slot}_sex": person.sex,
                f"carer{slot}_born": base.born_of(person),
                f"carer{slot}_identity": papers.get(person.pk),
                f"carer{slot}_phone": base.phone_of(person.phone, around),
            }
        return values


def _common(family: Family, run: Run) -> dict:
    return {**follow(family), "recorded_by": run.by.user_id, "recorded_at": run.at}
