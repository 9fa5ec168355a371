"""What texts give to the whole room when it starts: the words that sides say yes to, and what everybody reads of them."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.cooperation.accords import text_seeds  # noqa: F401 (registers the first terms)
from umay.cooperation.accords.approving import also_released, approvable
from umay.cooperation.accords.models import Edition
from umay.cooperation.accords.publishing import Part, public_part
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.words import AccordKind
from umay.cooperation.partners.queries import in_language


def _title(edition: Edition) -> str:
    words = in_language(edition.accord.titles, (get_language() or "en")[:2])[0]
    return f"{words}: {_('Version %(number)s') % {'number': edition.number}}"


approvable(
    Edition,
    kind="texts.edition",
    content=queries.content,
    accord=lambda edition: edition.accord,
    url=lambda edition: reverse("texts:see", args=[edition.document_id]),
    title=_title,
    waiting=queries.up_for_approval,
)

also_released(queries.public_content)


@public_part(*AccordKind.values)
def text_part(accord, lang: str) -> Part | None:
    """Where everybody reads the authentic text, with the hash of each language."""
    document = queries.of_accord(accord)
    edition = queries.public_edition(document) if document else None
    if edition is None:
        return None
    shown = {
        "texts": queries.authentic(edition, document.languages),
        "edition": edition,
        "code": accord.code,
        "lang": lang,
    }
    return Part(_("The text"), "accords/texts/_public.html", shown, 30)
