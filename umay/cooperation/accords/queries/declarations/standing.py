"""How far each institution is: invited, answered, empowered, signed, withdrawn. Worked out from the rows, kept nowhere."""

from dataclasses import dataclass, field

from umay.cooperation.accords.declaration_words import Method, SignatureKind, Standing
from umay.cooperation.accords.models import (
    Answer,
    Declaration,
    Examination,
    Invitation,
    Proof,
    Side,
    Signature,
    Statement,
)
from umay.cooperation.partners.models import Party


@dataclass
class Row:
    """One institution with everything that is known of it in a declaration."""

    party: Party
    side: Side | None = None
    invitation: Invitation | None = None
    answer: Answer | None = None
    examination: Examination | None = None
    signature: Signature | None = None
    withdrawal: Signature | None = None
    proofs: list[Proof] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def standing(self) -> Standing | None:
        """None for a side that is not asked to sign (an author, a depositary)."""
        if self.withdrawal:
            return Standing.WITHDRAWN
        if self.signature:
            return Standing.REPORTED if self.signature.method == Method.REPORTED else Standing.SIGNED
        if self.answer and not self.answer.will_sign:
            return Standing.DECLINED
        if self.answer and self.examination and self.examination.is_in_order:
            return Standing.EMPOWERED
        if self.answer:
            return Standing.ANSWERED
        return Standing.INVITED if self.invitation else None

    @property
    def is_proven(self) -> bool:
        return any(one.file_id for one in self.proofs)

    @property
    def colour(self) -> str:
        found = {Standing.SIGNED: "teal", Standing.WITHDRAWN: "red", Standing.DECLINED: "grey"}
        return found.get(self.standing, "amber")


def rows(declaration: Declaration) -> list[Row]:
    """Everybody the declaration names, in the order in which they came. At most seven statements."""
    accord = declaration.accord
    found: dict = {}
    for side in Side.objects.filter(accord=accord).select_related("member__state").order_by("recorded_at", "id"):
        found[side.member_id] = Row(side.member, side=side)
    for one in Invitation.objects.filter(accord=accord).select_related("invitee__state"):
        found.setdefault(one.invitee_id, Row(one.invitee)).invitation = one
    # The last answer counts, and the last word on it.
    for one in Answer.objects.filter(accord=accord).select_related("official", "party__state", "paper").order_by("at"):
        row = found.setdefault(one.party_id, Row(one.party))
        row.answer, row.examination = one, None
    by_answer = {row.answer.pk: row for row in found.values() if row.answer}
    for one in Examination.objects.filter(answer__in=list(by_answer)).order_by("at"):
        by_answer[one.answer_id].examination = one
    _signed(declaration, found)
    for one in Statement.objects.filter(accord=accord).order_by("at"):
        if one.party_id in found:
            found[one.party_id].statements.append(one)
    return list(found.values())


def _signed(declaration: Declaration, found: dict) -> None:
    by_signature = {}
    for one in signatures(declaration):
        row = found.setdefault(one.party_id, Row(one.party))
        if one.kind == SignatureKind.WITHDRAWAL:
            row.withdrawal = one
        elif row.signature is None or row.signature.method == Method.REPORTED:
            row.signature = one
        by_signature[one.pk] = row
    proofs = Proof.objects.filter(accord=declaration.accord, signature__isnull=False).select_related("file", "party")
    for one in proofs.order_by("at"):
        if one.signature_id in by_signature:
            by_signature[one.signature_id].proofs.append(one)


def signatures(declaration: Declaration):
    found = Signature.objects.filter(accord=declaration.accord)
    return found.select_related("party__state", "official", "sentence__source", "stated_by").order_by("at", "pk")
