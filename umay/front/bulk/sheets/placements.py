"""The sheet of placements: one row is one child with one family, from the handover to the end if there is one."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from umay.care.cases.models import CaseChild, LegalBasis
from umay.care.families import actions as families
from umay.care.families.actions.places import NotEnoughPlaces
from umay.care.families.models import Family, Place
from umay.care.families.words import FamilyState
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.care.visits import actions as visits
from umay.front.bulk.batch import Batch
from umay.front.bulk.columns import PLACEMENTS
from umay.front.bulk.sheets import base
from umay.front.bulk.sheets.base import Row, Run
from umay.front.bulk.values import Surroundings
from umay.ground.offices import keys
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.text import fold

_PLAIN = {
    "care_type": "care_type", "began_on": "began_at", "ended_on": "ended_at", "end_reason": "end_reason", "due_end_on": "due_end_on",
    "said_yes_on": "family_said_yes_at", "contract_on": "contract_signed_on", "contract_number": "contract_number", "authority": "approval_authority",
    "approval_number": "approval_number", "approved_on": "approved_on", "is_emergency": "is_emergency", "emergency_reason": "emergency_reason",
    "ratified_on": "ratified_at",
}  # fmt: skip
_TEXTS = ("contract_number", "authority", "approval_number", "emergency_reason")
_BEGUN = (PlacementState.ACTIVE, PlacementState.ENDED)
_FOREVER = datetime.max.replace(tzinfo=UTC)


class PlacementsSheet:
    kind = "placements"
    thing = "placements.placement"
    permission = "placements.import"
    title = _("Placements")
    columns = PLACEMENTS

    # --- looking ---

    def check(self, row: Row, run: Run) -> None:
        """What must hold inside one row."""
        row.values["child"] = base.human(row, "", run.by.country)
        if row.get("child") is None and not row.get("identity"):
            run.wrong(row, "given", "nobody")
        if row.get("ended_on"):
            run.needs(row, "end_reason", "ended_on")
        if row.get("end_reason"):
            run.needs(row, "ended_on", "end_reason")
        if not row.get("is_emergency"):
            for column in ("contract_on", "approved_on"):
                run.needs(row, column, "began_on")
        else:
            run.needs(row, "emergency_reason", "is_emergency")
        run.ordered(row, "began_on", "ended_on")
        run.ordered(row, "said_yes_on", "began_on")

    def resolve(self, rows: list[Row], run: Run) -> None:
        """The child in its case, the family, and where the child lives or lived already."""
        own = next((one for one in run.offices if one.pk == run.by.office_id), run.offices[0])
        for row in rows:
            row.values["case"], row.values["family"] = (
                run.number_of(row, "case", own),
                run.number_of(row, "family", own),
            )
        children = self._children(rows, run)
        homes = self._families(rows, run)
        bases = self._bases(children)
        for row in rows:
            self._resolve_one(row, children, homes, bases, run)
        self._against_records([row for row in rows if row.get("child_row")], run)
        for row in rows:
            if row.outcome == base.NEW and not row.get("ended_on"):
                self._count(row, run)

    def _children(self, rows: list[Row], run: Run) -> dict[str, list[tuple[CaseChild, dict]]]:
        numbers = {row.get("case") for row in rows}
        found = list(
            CaseChild.objects.filter(country=run.by.country, office_id__in=run.by.offices, case__number__in=numbers)
            .select_related("case", "person")
            .order_by("id")
        )
        papers = base.papers_of([child.person for child in found]) if any(row.get("identity") for row in rows) else {}
        inside: dict[str, list] = {}
        for child in found:
            inside.setdefault(child.case.number, []).append((child, papers.get(child.person_id)))
        return inside

    def _families(self, rows: list[Row], run: Run) -> dict[str, Family]:
        numbers = {row.get("family") for row in rows}
        found = {
            one.number: one
            for one in Family.objects.filter(country=run.by.country, office_id__in=run.by.offices, number__in=numbers)
        }
        kept = run.seen.setdefault("free", {})
        fresh = [one for one in found.values() if one.pk not in kept]
        taken = dict(
            Place.objects.filter(family__in=fresh, freed_at__isnull=True)
            .order_by()
            .values_list("family_id")
            .annotate(sum=Sum("count"))
        )
        for one in fresh:
            kept[one.pk] = one.places - taken.get(one.pk, 0)
        return found

    def _bases(self, children) -> dict[UUID, list[LegalBasis]]:
        cases = {child.case_id for inside in children.values() for child, _paper in inside}
        found: dict[UUID, list[LegalBasis]] = {}
        for one in LegalBasis.objects.filter(case__in=cases).order_by("-starts_at", "id"):
            found.setdefault(one.case_id, []).append(one)
        return found

    def _resolve_one(self, row: Row, children, homes, bases, run: Run) -> None:
        if row.problems:
            return
        inside = children.get(row.get("case"))
        if not inside:
            return run.wrong(row, "case", "case_unknown", value=row.get("case"))
        child = next((child for child, paper in inside if _is_the_child(row, child, paper)), None)
        if child is None:
            return run.wrong(row, "given", "child_unknown", value=row.get("case"))
        family = homes.get(row.get("family"))
        if family is None:
            return run.wrong(row, "family", "family_unknown", value=row.get("family"))
        found = bases.get(child.case_id)
        if not found:
            return run.wrong(row, "case", "no_basis", number=row.get("case"))
        basis = next((one for one in found if one.starts_at <= row.get("began_on")), found[-1])
        row.values |= {"child_row": child, "family_row": family, "basis_row": basis}
        return None

    def _against_records(self, rows: list[Row], run: Run) -> None:
        """A placement that already stands, and a child that would have two homes at once: in the records, then in the file."""
        people = {row.get("child_row").person_id for row in rows}
        standing: dict[UUID, list[Placement]] = {}
        for one in self.query(run.by).filter(child_id__in=people).exclude(recorded_at=run.at):
            standing.setdefault(one.child_id, []).append(one)
        papers = base.papers_of([row.get("child_row").person for row in rows])
        for row in rows:
            person, began = row.get("child_row").person_id, row.get("began_on")
            ended = row.get("ended_on") or _FOREVER
            for one in standing.get(person, []):
                if one.family_number == row.get("family") and one.began_at == began:
                    row.found = one.pk
                    row.differs = base.differing(
                        row.values, self._values(one, papers, run.around), [c.code for c in PLACEMENTS if c.is_written]
                    )
                    row.outcome = base.KNOWN if row.differs else base.UNCHANGED
                    break
                if one.began_at < ended and began < (one.ended_at or _FOREVER):
                    run.wrong(row, "began_on", "child_placed", where=one.family_number)
                    break
            else:
                self._against_file(row, person, began, ended, run)

    def _against_file(self, row: Row, person: UUID, began: datetime, ended: datetime, run: Run) -> None:
        homes = run.seen.setdefault("homes", {}).setdefault(hash(person), [])
        for start, end, family in homes:
            if start < ended and began < end:
                run.wrong(row, "began_on", "child_placed", where=family)
                return
        homes.append((began, ended, row.get("family")))

    def _count(self, row: Row, run: Run) -> None:
        family = row.get("family_row")
        if family.state != FamilyState.APPROVED or (family.approved_until and family.approved_until < run.around.today):
            run.wrong(row, "family", "family_closed", number=family.number)
            return
        kept = run.seen["free"]
        kept[family.pk] -= 1
        if kept[family.pk] < 0:
            run.wrong(row, "family", "family_full", number=family.number, places=family.places)

    # --- writing ---

    def write(self, rows: list[Row], run: Run, batch: Batch) -> list[UUID]:
        """Put the placements into the batch. Returns the ids of the files (the cases)."""
        for row in rows:
            row.values["placement_row"] = batch.put(self._placement(row, run), owner=row.number)
        return list({row.get("child_row").file_id for row in rows})

    def _placement(self, row: Row, run: Run) -> Placement:
        child, family = row.get("child_row"), row.get("family_row")
        known = {column: row.get(code) for code, column in _PLAIN.items() if row.get(code) not in (None, "")}
        said = row.get("contract_on")
        agreed = (
            min(datetime.combine(said, time(), ZoneInfo(run.around.zone)).astimezone(UTC), row.get("began_on"))
            if said
            else row.get("began_on")
        )
        known.setdefault("family_said_yes_at", agreed)
        if (
            row.get("is_emergency")
            and not row.get("ratified_on")
            and run.settings.has("placements.ratify_working_days")
        ):
            known["ratify_by"] = run.settings.due(row.get("began_on"), "placements.ratify_working_days")
        return Placement(
            **follow(child), case=child.case, child_id=child.person_id, family_id=family.pk, family_office_id=family.office_id, family_number=family.number,
            basis=row.get("basis_row"), state=PlacementState.ENDED if row.get("ended_on") else PlacementState.ACTIVE, recorded_by=run.by.user_id,
            recorded_at=run.at, during=DateTimeTZRange(row.get("began_on"), row.get("ended_on")), **known,
        )  # fmt: skip

    def after(self, rows: list[Row], run: Run) -> None:
        """Children who live there take their places, and their next visits are planned."""
        living = [row for row in rows if row.get("placement_row").state == PlacementState.ACTIVE]
        placements = [row.get("placement_row") for row in living]
        if not living:
            return
        try:
            families.take_many_places(placed=[(one.family_id, one.pk) for one in placements], by=run.by, at=run.at)
        except Refusal:
            self._take_one_by_one(living, run)
        else:
            visits.plan_many(placements=placements, by=run.by, at=run.at)

    def _take_one_by_one(self, rows: list[Row], run: Run) -> None:
        """Somewhere in these rows a place is missing: which, is a problem of that row. Nothing is written any more."""
        for row in rows:
            placement = row.get("placement_row")
            try:
                families.take_places(
                    family_id=placement.family_id, count=1, by_thing=placement.pk, by=run.by, at=run.at
                )
            except NotEnoughPlaces:
                run.wrong(
                    row, "family", "family_full", number=placement.family_number, places=row.get("family_row").places
                )
            except Refusal:
                run.wrong(row, "family", "family_closed", number=placement.family_number)

    # --- giving back ---

    def query(self, by: Identity) -> QuerySet:
        """Placements that have begun; those in preparation are the daily work of the office and stay in it."""
        mine = Placement.objects.filter(country=by.country, office_id__in=by.offices, state__in=_BEGUN)
        return mine.select_related("case", "child").order_by(
            "case__number", "child__born_on", "child__name_sort", "began_at", "id"
        )

    def values_of(self, placements: list[Placement], around: Surroundings) -> dict[UUID, dict[str, Any]]:
        """The same values as reading gives, for each placement by id."""
        keys.warm([one.file_id for one in placements])
        papers = base.papers_of([one.child for one in placements])
        return {one.pk: self._values(one, papers, around) for one in placements}

    def _values(self, one: Placement, papers: dict, around: Surroundings) -> dict[str, Any]:
        values = {code: getattr(one, column) for code, column in _PLAIN.items()}
        values |= {code: base.plain_text(values[code]) for code in _TEXTS}
        person = one.child
        return values | {
            "case": one.case.number, "family": one.family_number, "given": person.given, "surname": person.surname, "born": base.born_of(person),
            "identity": papers.get(person.pk),
        }  # fmt: skip


def _is_the_child(row: Row, child: CaseChild, paper) -> bool:
    if row.get("identity") and paper:
        return row.get("identity") == paper
    if row.get("child") is None:
        return False
    person, born = child.person, row.get("born")
    mine = f"{row.get('child')['given']} {row.get('child')['surname']}"
    return fold(mine) == fold(person.name) and (born is None or person.born_on is None or born.on == person.born_on)
