"""Declarations in the world: one with a frozen text that waits for its seal, an answer, a signature by hand with its scan, and a pinned root."""

from datetime import timedelta

from tests.cooperation.accords.proving.authority import Authority
from tests.cooperation.accords.proving.signed import text
from umay.cooperation.accords.actions import base, trust
from umay.cooperation.accords.actions import declarations as actions
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Mandate, Official, Party, State
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

WORDS = {"tr": "Uydurma", "az": "Uydurma", "en": "Invented"}


def fill(world) -> None:
    """Adds `declaration` with its parts, and `trust_entry`. Asks coop_world to have been there."""
    cast, at = world.cast, now()
    by, authority = cast.desk_lead, Authority.make("TR")
    with acting(by):
        own, other = Party.objects.get(code="TR-HOME"), Party.objects.get(code="KZ-M")
        paper = Mandate.objects.filter(party=own).first().full_powers
        declaration = actions.open(titles=WORDS, languages=["tr"], depositary=own, spares=1, by=by, at=at)
        actions.commit(declaration=declaration, articles=[{"tr": "Bir söz."}], version=1, by=by, at=at)
        actions.invite(declaration=declaration, party=other, sent_on=None, by=by, at=at)
        declaration.refresh_from_db()
        base.approve(thing=declaration, sha256=standing(declaration).sha256, by=by, at=at)
        instrument = actions.freeze(declaration=declaration, by=by, at=at)
        card = authority.issue("Uydurma Mühür", start=at - timedelta(days=9), end=at + timedelta(days=99))
        signing = actions.begin_seal(instrument=instrument, certificate=card.der, by=by, at=at)
        official = Official.objects.create(party=other, name="Uydurma Bakan", recorded_by=by.user_id)
        answer = actions.answer(
            declaration=declaration, will_sign=True, official=official, paper=paper, party=other, by=by, at=at
        )
        actions.examine(answer=answer, is_in_order=True, by=by, at=at)
        page = text("A page")
        proof = actions.scan(
            declaration=declaration, file=Taken("page.pdf", "application/pdf", len(page), "3" * 64, page), place={},
            signed_on=at.date(), party=other, by=by, at=at
        )  # fmt: skip
    administrator = next(one for one in cast.home.values() if one.may("accords.pin"))
    with acting(administrator):
        entry = trust.pin(
            state=State.objects.get(code="TR"), kind="root", content=authority.list().roots[0], source="tests",
            by=administrator, at=at
        )  # fmt: skip
    for kind, thing in (
        ("declaration", declaration),
        ("instrument", instrument),
        ("signing", signing),
        ("powers_answer", answer),
        ("signature", proof.signature),
        ("proof", proof),
        ("trust_entry", entry),
    ):
        world.put(kind, thing)
