"""Whom each state trusts, as it is pinned today."""

from django.db.models import QuerySet

from umay.cooperation.accords.declaration_words import TrustKind
from umay.cooperation.accords.models import TrustEntry
from umay.cooperation.accords.proving import TrustList


def trust_entries() -> QuerySet[TrustEntry]:
    """Everything pinned now, without its bytes."""
    found = TrustEntry.objects.filter(removed_at__isnull=True).select_related("state").defer("content")
    return found.order_by("state__code", "kind", "-pinned_at", "pk")


def trust_lists() -> tuple[TrustList, ...]:
    """One list for each state that has a root. One statement."""
    by_state: dict = {}
    found = TrustEntry.objects.filter(removed_at__isnull=True).select_related("state")
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
