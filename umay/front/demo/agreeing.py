"""How the invented desks of both sides act, agree and release, for every invented accord."""

from datetime import datetime
from uuid import UUID

from umay.cooperation.accords.actions import base
from umay.cooperation.accords.models import Accord
from umay.cooperation.accords.queries.base import public_hash_of, standing
from umay.ground.offices.access import identity_for
from umay.ground.offices.models import Post
from umay.kit.kernel.acting import Identity, acting

SIDES = ("TR-MFSS", "AZ-SCFWCA")


def desks_of(code: str) -> dict[str, Identity]:
    """The officer and the head of an institution's desk, by role."""
    posts = Post.objects.filter(office__parties__code=code).select_related("user", "office")
    return {post.role: identity_for(post) for post in posts}


def approved(desks, thing, at: datetime) -> None:
    """Both heads say yes to the thing as it is."""
    for code in SIDES:
        lead = desks[code]["desk_lead"]
        with acting(lead):
            thing.refresh_from_db()
            base.approve(thing=thing, sha256=standing(thing).sha256, by=lead, at=at)
            thing.refresh_from_db()


def released(desks, accord_id: UUID, at: datetime) -> None:
    """Both heads let everybody read the accord as it is."""
    for code in SIDES:
        lead = desks[code]["desk_lead"]
        with acting(lead):
            accord = Accord.objects.get(pk=accord_id)
            base.release(accord=accord, sha256=public_hash_of(accord), by=lead, at=at)
