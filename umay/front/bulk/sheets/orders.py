"""The legal basis of a case with its clocks, as a child's row brings it in."""

from umay.care.cases import rules
from umay.care.cases.models import Case, Deadline, LegalBasis
from umay.care.cases.words import BasisState, CaseState
from umay.front.bulk.batch import Batch
from umay.front.bulk.sheets.base import Row, Run, common
from umay.ground.offices.packs.calendar import end_of_day

BASIS = {
    "basis": "kind",
    "basis_authority": "authority",
    "basis_number": "decision_number",
    "basis_decided_on": "decided_on",
    "basis_starts": "starts_at",
}


def put_basis(row: Row, case: Case, run: Run, batch: Batch) -> None:
    """The legal basis with its clocks: those already past are not started again."""
    if not (kind := row.get("basis")):
        return
    ends = row.get("basis_ends")
    ends_at = end_of_day(ends, run.around.zone) if ends else None
    known = {column: row.get(code) or "" for code, column in BASIS.items() if column != "decided_on"}
    state = BasisState.ENDED if row.get("state") == CaseState.CLOSED else BasisState.ACTIVE
    decided_on = row.get("basis_decided_on")
    basis = LegalBasis(**common(case, run), case=case, **known, decided_on=decided_on, ends_at=ends_at, state=state)
    batch.put(basis, owner=row.number)
    if state == BasisState.ENDED:
        return
    row_of_pack = next(one for one in run.settings.get("legal.bases") if one.code == kind)
    clocks = rules.basis_clocks(row_of_pack, starts_at=basis.starts_at, ends_at=ends_at, times=run.settings)
    if any(clock.rule == rules.COURT_REVIEW for clock in clocks):
        run.seen.setdefault("reviewed", {})[case.pk] = True
    if case.next_review_on:
        until = end_of_day(case.next_review_on, run.around.zone)
        clocks.append(rules.Clock(rules.REVIEW, rules.CASE_REVIEW, case.opened_at, until))
    for clock in clocks:
        if clock.due_at > run.at or clock.kind in (rules.ORDER_ENDS, rules.REVIEW):
            _put_clock(row, case, basis, clock, run, batch)


def _put_clock(row: Row, case: Case, basis: LegalBasis, clock: rules.Clock, run: Run, batch: Batch) -> None:
    deadline = Deadline(
        **common(case, run),
        case=case,
        basis=basis,
        kind=clock.kind,
        rule=clock.rule,
        started_at=clock.started_at,
        due_at=clock.due_at,
    )
    batch.put(deadline, owner=row.number)
