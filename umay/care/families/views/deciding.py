"""Approval, refusal, suspension and end: each a page that asks once more."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from umay.care.families import access, actions
from umay.care.families.forms import ApproveForm, CloseForm, HandOverForm, PlainForm, ReasonForm
from umay.care.families.views.common import answered, loaded, settings_of
from umay.care.persons.drafting import keeps_draft
from umay.ground.offices.packs import label
from umay.ground.offices.queries import offices_of
from umay.kit.kernel.doors import door

BAR = "family_bar"


def _with_reason(request, pk, verb, **context) -> HttpResponse:
    by, family = request.identity, loaded(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": family.version})
    return answered(
        request,
        form,
        family,
        act=lambda data, at: verb(family=family, version=data["version"], reason=data["reason"], by=by, at=at),
        **context,
    )


@door(access.APPROVE_ASK, writes=True)
@keeps_draft
def ask_approval(request, pk) -> HttpResponse:
    by, family, settings = request.identity, loaded(request, pk), settings_of(request)
    form = PlainForm(request.POST or None, initial={"version": family.version})
    who = label("authority", settings.get("families.approval_by"))
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.ask_approval(family=family, version=data["version"], by=by, at=at),
        title=_("Ask for approval"),
        words=_("Who decides: %(who)s. Until then the family can still be changed.") % {"who": who},
        submit=_("Ask for approval"),
        said=_("The family waits for approval now."),
    )


@door(access.APPROVE, writes=True)
def send_back(request, pk) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        actions.send_back,
        title=_("Send back"),
        words=_("Nothing is decided yet. Write what has to be found out first."),
        submit=_("Send back"),
    )


@door(access.APPROVE, writes=True)
def approve(request, pk) -> HttpResponse:
    by, family, settings = request.identity, loaded(request, pk), settings_of(request)
    form = ApproveForm(request.POST or None, initial={"version": family.version, "approved_on": settings.day})
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.approve(
            family=family,
            version=data["version"],
            number=data["number"],
            approved_on=data["approved_on"],
            approved_until=data["approved_until"],
            by=by,
            at=at,
        ),
        title=_("Approve the family"),
        words=_("From the approval on, children can be proposed to this family."),
        unverified=""
        if settings.is_verified("families.approval_by")
        else _("Who approves a family: unverified value."),
        submit=_("Approve"),
        said=_("The family is approved."),
    )


def _closing(request, pk, lists, act, **context) -> HttpResponse:
    family = loaded(request, pk)
    form = CloseForm(request.POST or None, lists=lists, initial={"version": family.version})
    return answered(request, form, family, act=lambda data, at: act(family, form, data, at), kind="danger", **context)


@door(access.REFUSE, writes=True)
@keeps_draft
def refuse(request, pk) -> HttpResponse:
    by, settings = request.identity, settings_of(request)

    def act(family, form, data, at):
        _vocabulary, code = form.chosen
        actions.refuse(family=family, version=data["version"], reason=code, note=data["note"], by=by, at=at)

    return _closing(
        request,
        pk,
        [("application_refusal", settings.get("families.refusal_reasons"), "")],
        act,
        title=_("Refuse the application"),
        words=_("Tell the family without waiting, and why. A refused application stays refused; they may apply again."),
        submit=_("Refuse"),
    )


@door(access.END, writes=True)
@keeps_draft
def end(request, pk) -> HttpResponse:
    by, settings = request.identity, settings_of(request)
    lists = [
        ("family_end", settings.get("families.end_reasons"), ""),
        (BAR, settings.get("families.bar_reasons"), _("The family may never foster again.")),
    ]

    def act(family, form, data, at):
        vocabulary, code = form.chosen
        actions.end(
            family=family,
            version=data["version"],
            reason=code,
            is_barred=vocabulary == BAR,
            note=data["note"],
            by=by,
            at=at,
        )

    return _closing(
        request,
        pk,
        lists,
        act,
        title=_("End this family's work"),
        words=_("This can't be undone. Where it may be for a time only, suspend the family instead."),
        submit=_("End this family's work"),
    )


@door(access.SUSPEND, writes=True)
@keeps_draft
def suspend(request, pk) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        actions.suspend,
        title=_("Suspend the family"),
        words=_(
            "From now on no child is placed here, and places held for a match are given back. Children who live here stay until somebody decides about them: look at their cases today."
        ),
        submit=_("Suspend"),
        kind="danger",
    )


@door(access.RESUME, writes=True)
def resume(request, pk) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        actions.resume,
        title=_("End the suspension"),
        words=_("Write what was found out. From then on children can be proposed again."),
        submit=_("End the suspension"),
    )


@door(access.HAND_OVER, writes=True)
@keeps_draft
def hand_over(request, pk) -> HttpResponse:
    by, family = request.identity, loaded(request, pk)
    others = offices_of(family.country).exclude(pk=family.office_id).order_by("name_sort", "id")
    form = HandOverForm(request.POST or None, offices=others, initial={"version": family.version})
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.hand_over(
            family=family, version=data["version"], office=data["office"], note=data["note"], by=by, at=at
        ),
        to="families:list",
        title=_("Hand the family over to another office"),
        words=_(
            "Everything in the family's file moves with it, and your office will no longer see it. "
            "Children who live there stay with their own office. The other office is told at once."
        ),
        submit=_("Hand over"),
        said=_("The family was handed over. The other office was told."),
        kind="danger",
    )
