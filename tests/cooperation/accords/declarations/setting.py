"""A declaration of invented states with cards of an authority of the tests: written, approved, sealed, signed."""

from dataclasses import dataclass, field
from datetime import timedelta

from tests.cooperation.accords.proving.authority import Authority, Signer
from tests.cooperation.factories import CoopCast
from umay.cooperation.accords.actions import base, declarations
from umay.cooperation.accords.actions.declarations.signing import pending_of
from umay.cooperation.accords.models import Declaration, Instrument, Proof, TrustEntry
from umay.cooperation.accords.proving import card
from umay.cooperation.accords.proving.known import sha256
from umay.cooperation.accords.queries import base as reads
from umay.cooperation.partners.models import Official, Paper, Party
from umay.kit.kernel.acting import Identity, acting, founding
from umay.kit.kernel.clock import now

ARTICLES = [
    {"tr": "Her çocuk bir ailede büyür.", "az": "Hər uşaq ailədə böyüyür.", "en": "Every child grows up in a family."},
    {
        "tr": "Koruyucu aileler hazırlanır.",
        "az": "Himayədar ailələr hazırlanır.",
        "en": "Foster families are prepared.",
    },
]
TITLES = {"tr": "Uydurma Bildiri", "az": "Uydurma Bəyannamə", "en": "Invented declaration"}


@dataclass
class Scene:
    """The Turkish ministry is the depositary; both Azerbaijani bodies and a state that nobody represents here are invited."""

    coop: CoopCast
    authorities: dict[str, Authority]
    declaration: Declaration = None
    cards: dict[str, Signer] = field(default_factory=dict)

    @classmethod
    def make(cls, coop: CoopCast) -> "Scene":
        found = cls(coop, {code: Authority.make(code) for code in ("TR", "AZ", "KZ")})
        at = now()
        for code, one in found.authorities.items():
            trust(code, one, at)
        with acting(coop.tr_desk):
            found.declaration = declarations.open(
                titles=TITLES, languages=["tr", "az", "en"], depositary=coop.tr, spares=1, is_fictitious=True,
                by=coop.tr_desk, at=at
            )  # fmt: skip
            declarations.commit(declaration=found.declaration, articles=ARTICLES, version=1, by=coop.tr_desk, at=at)
        return found

    def invite(self, *parties: Party) -> "Scene":
        with acting(self.coop.tr_desk):
            for one in parties:
                declarations.invite(
                    declaration=self.declaration, party=one, sent_on=None, by=self.coop.tr_desk, at=now()
                )
        return self

    def freeze(self) -> Instrument:
        lead = self.coop.tr_lead
        with acting(lead):
            self.declaration.refresh_from_db()
            given = reads.standing(self.declaration)
            base.approve(thing=self.declaration, sha256=given.sha256, by=lead, at=now())
            return declarations.freeze(declaration=self.declaration, by=lead, at=now())

    def seal(self, instrument: Instrument) -> Proof:
        self.cards.setdefault("seal", self.issue("TR", "Invented Secretariat"))
        return self.sign(instrument, self.coop.tr_lead, self.cards["seal"])

    def opened(self, *parties: Party) -> Instrument:
        """Invited, frozen and sealed."""
        instrument = self.invite(*parties).freeze()
        self.seal(instrument)
        with acting(self.coop.tr_lead):
            self.declaration.refresh_from_db()
        return instrument

    def issue(self, state: str, name: str) -> Signer:
        at = now()
        return self.authorities[state].issue(name, start=at - timedelta(days=30), end=at + timedelta(days=700))

    def empower(self, party: Party, by: Identity, signer: Signer, *, is_in_order: bool = True, own: bool = True):
        """The institution says who signs with which card; the depositary finds the powers in order."""
        at = now()
        with acting(by):
            official = Official.objects.create(party=party, name=card(signer.der).name, recorded_by=by.user_id)
            paper = Paper.objects.create(
                party=party, title="Full powers", media_type="application/pdf", size=5, sha256="0" * 64,
                content=b"%PDF-", given_at=at, recorded_by=by.user_id
            )  # fmt: skip
            answer = declarations.answer(
                declaration=self.declaration, will_sign=True, official=official, paper=paper, certificate=signer.der,
                title={"en": "Invented Minister"}, party=None if own else party, by=by, at=at
            )  # fmt: skip
        with acting(self.coop.tr_desk):
            declarations.examine(
                answer=answer, is_in_order=is_in_order, note="" if is_in_order else "No seal.", by=self.coop.tr_desk, at=at
            )  # fmt: skip
        return answer

    def sign(self, instrument: Instrument, by: Identity, signer: Signer) -> Proof:
        with acting(by):
            signing = declarations.begin(instrument=instrument, certificate=signer.der, by=by, at=now())
            answer = signer.sign(pending_of(signing).attributes)
            return declarations.finish(signing=signing, signature=answer, by=by, at=now())


def trust(code: str, authority: Authority, at) -> None:
    """Pinned as an installation has it."""
    from umay.cooperation.partners.models import State

    state = State.objects.get(code=code)
    given = authority.list(at - timedelta(days=1))
    with founding():
        for kind, content in (("root", given.roots[0]), ("withdrawn", given.crls[0])):
            digest = sha256(content)
            if not TrustEntry.objects.filter(state=state, sha256=digest).exists():
                TrustEntry.objects.create(
                    state=state, kind=kind, name=f"Invented {code}", sha256=digest, content=content, valid_from=at,
                    source="tests", pinned_at=at, confirmed_at=at
                )  # fmt: skip
