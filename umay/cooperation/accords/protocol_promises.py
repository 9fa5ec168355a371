"""What protocols give to the whole room when it starts: what sides say yes to, what everybody reads, what waits for a desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umay.cooperation.accords.approving import approvable, releasable
from umay.cooperation.accords.models import Protocol
from umay.cooperation.accords.plan_words import ProtocolState
from umay.cooperation.accords.publishing import Part, public_part
from umay.cooperation.accords.queries import protocols as queries
from umay.cooperation.accords.queries.plans import words

approvable(
    Protocol,
    kind="protocols.protocol",
    content=queries.content,
    accord=lambda protocol: protocol.accord,
    url=lambda protocol: reverse("protocols:see", args=[protocol.pk]),
    title=lambda protocol: words(protocol.accord.titles),
    waiting=lambda by: queries.protocols(by).filter(state=ProtocolState.DRAFT),
)
releasable("protocol", queries.public_content)


@public_part("protocol")
def protocol_part(accord, lang: str) -> Part | None:
    protocol = queries.public_protocol(accord)
    if protocol is None:
        return None
    shown = {"protocol": protocol, "has_text": bool(queries.languages_of(accord))}
    return Part(_("What is known of it"), "accords/plans/_public_protocol.html", shown, 20)
