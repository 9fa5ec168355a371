"""Whom each state trusts, as it is pinned today."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from umay.cooperation.accords.declaration_words import TrustKind
from umay.cooperation.accords.models import TrustEntry
from umay.cooperation.accords.proving import TrustList
from umay.cooperation.partners.models import Party, State
from umay.kit.kernel.acting import Identity


def trust_entries() -> QuerySet[TrustEntry]:
    """Everything pinned now, without its bytes."""
    found = TrustEntry.objects.filter(removed_at__isnull=True).select_related("state").defer("content")
    return found.order_by("state__code", "kind", "-pinned_at", "pk")


def to_confirm(by: Identity) -> QuerySet[TrustEntry]:
    """Entries that wait for a second person, of states whose list this person's country keeps."""
    return pinned_by(by).filter(confirmed_at__isnull=True)


def pinned_by(by: Identity) -> QuerySet[TrustEntry]:
    """Entries that this person may take off: of their own state, and of states that nobody here represents (the database asks the same)."""
    represented = Party.objects.filter(state_id=OuterRef("state_id"), office__isnull=False)
    return trust_entries().filter(Q(state__iso2=by.country) | ~Exists(represented))


def states_to_pin(by: Identity) -> QuerySet[State]:
    """States whose list this person keeps."""
    represented = Party.objects.filter(state_id=OuterRef("pk"), office__isnull=False)
    return State.objects.filter(Q(iso2=by.country) | ~Exists(represented)).order_by("code")


def trust_lists() -> tuple[TrustList, ...]:
    """One list for each state that has a root, of what two people have put there. One statement."""
    by_state: dict = {}
    found = TrustEntry.objects.filter(removed_at__isnull=True, confirmed_at__isnull=False).select_related("state")
    for one in found.order_by("state__code", "pinned_at", "pk"):
        by_state.setdefault(one.state.code, {}).setdefault(one.kind, []).append(bytes(one.content))
    return tuple(
        TrustList(
            country=code,
            roots=tuple(kinds[TrustKind.ROOT]),
            others=tuple(kinds.get(TrustKind.BETWEEN, ())),
            crls=tuple(kinds.get(TrustKind.WITHDRAWN, ())),
            stamps=tuple(kinds.get(TrustKind.STAMPS, ())),
        )
        for code, kinds in by_state.items()
        if kinds.get(TrustKind.ROOT)
    )
