"""What the deeds of a declaration share: whose deed it is, one at a time, and the depositary's notices."""

from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from umay.cooperation.accords import access
from umay.cooperation.accords.declaration_words import REASONS, NoticeKind
from umay.cooperation.accords.models import Accord, Declaration, Notice, Side
from umay.cooperation.accords.proving import Unproved
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.models import Party
from umay.cooperation.partners.queries import in_language, names_of
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

KIND = "accords.declaration"
LANGUAGES = ("tr", "az", "en")


def insist(by: Identity, permission: str = access.CHANGE) -> None:
    if not by.may(permission):
        raise NotAllowed()


def own_side(accord: Accord, by: Identity) -> Party:
    found = base.acts_for(accord, by)
    if found is None:
        raise NotAllowed(_("Your institution is not a side of this. Nothing was changed."), code="not_a_side")
    return found


def depositary_of(accord: Accord) -> Party | None:
    """Who keeps the declaration; None where nobody was named."""
    side = Side.objects.filter(accord=accord, role=SideRole.DEPOSITARY, left_on__isnull=True).select_related("member")
    found = side.first()
    return found.member if found else None


def insist_depositary(accord: Accord, by: Identity) -> Party:
    own = own_side(accord, by)
    keeper = depositary_of(accord)
    if keeper is None or keeper.pk != own.pk:
        raise NotAllowed(_("Only the depositary does this. Nothing was changed."), code="not_depositary")
    return own


def speaker(accord: Accord, party: Party | None, by: Identity) -> Party:
    """Whose row it becomes: one's own institution's, or, at the depositary's desk, one that has nobody here and tells it on paper."""
    own = own_side(accord, by)
    if party is None or party.pk == own.pk:
        return own
    keeper = depositary_of(accord)
    if party.office_id is not None or keeper is None or keeper.pk != own.pk:
        raise NotAllowed(_("Only they themselves can say this. Nothing was changed."), code="not_theirs")
    if not Side.objects.filter(accord=accord, member=party, left_on__isnull=True).exists():
        raise NotAllowed(
            _("This institution is not a side of the declaration. Nothing was changed."), code="not_a_side"
        )
    return party


def one_at_a_time(accord: Accord) -> None:
    """Two desks that sign at once come one after the other; the second sees what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 64))", [str(accord.pk)])


def held(declaration: Declaration, *states: str) -> Declaration:
    """The declaration as it is now, in one of these states."""
    fresh = Declaration.objects.select_related("accord").get(pk=declaration.pk)
    if fresh.state not in states:
        raise Conflict(
            _("The declaration has moved on, so this is not open any more. Nothing was changed. Look at it again."),
            code="wrong_state",
        )
    return fresh


def refused(found: Unproved, field: str = "file") -> Refusal:
    """What the file's fault means to the person who brought it."""
    return Refusal(
        _("%(why)s Nothing was saved.") % {"why": REASONS[found.reason]}, code=found.reason.value, field=field
    )


_SAID = {
    NoticeKind.OPENED: "The declaration “%(title)s” is open for signature.",
    NoticeKind.SIGNED: "%(party)s has signed the declaration “%(title)s”.",
    NoticeKind.ACCEDED: "%(party)s has acceded to the declaration “%(title)s”.",
    NoticeKind.STATED: "%(party)s has made a statement on the declaration “%(title)s”.",
    NoticeKind.WITHDREW: "%(party)s has withdrawn from the declaration “%(title)s”.",
    NoticeKind.CLOSED: "The declaration “%(title)s” is closed for signature.",
}


def _marked():  # the sentences of _SAID, for the catalogue
    _("The declaration “%(title)s” is open for signature.")
    _("%(party)s has signed the declaration “%(title)s”.")
    _("%(party)s has acceded to the declaration “%(title)s”.")
    _("%(party)s has made a statement on the declaration “%(title)s”.")
    _("%(party)s has withdrawn from the declaration “%(title)s”.")
    _("The declaration “%(title)s” is closed for signature.")


def notify(*, accord: Accord, kind: str, about: Party | None, by: Identity, at: datetime) -> Notice:
    """The depositary's next notice, in every language. It is joint where nobody keeps the declaration here, and where a signatory's deed
    causes it: the notice is the program's own account of a deed that was done."""
    last = Notice.objects.filter(accord=accord).aggregate(last=Max("number"))["last"] or 0
    words = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            name = names_of([about.pk], lang).get(about.pk) if about else None
            title = in_language(accord.titles, lang)[0]
            words[lang] = _(_SAID[kind]) % {"title": title, "party": name.name if name else ""}
    notice = Notice(
        accord=accord, party=_writer(accord, by), number=last + 1, kind=kind, about=about, words=words, at=at,
        recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    notice.save(force_insert=True)
    return notice


def _writer(accord: Accord, by: Identity) -> Party | None:
    """Joint where the desk writes what is joint, otherwise the signatory's own row."""
    return None if base.may_write_joint(accord, by) else own_side(accord, by)
