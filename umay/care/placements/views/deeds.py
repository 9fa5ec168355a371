"""One page for each step of a placement."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from umay.care.persons.deeds import settings_of
from umay.care.persons.drafting import keeps_draft
from umay.care.placements import actions, queries
from umay.care.placements.access import APPROVE, BEGIN, CHANGE, END, RATIFY, require_answerable
from umay.care.placements.forms import (
    ApproveForm,
    BeginForm,
    ContractForm,
    EndForm,
    GiveUpForm,
    MoveForm,
    SureForm,
    WhyForm,
)
from umay.care.placements.views.common import Page, answer, language, placement_of
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@door(CHANGE, writes=True)
@keeps_draft
def sign_contract(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    form = ContractForm(
        request.POST or None,
        today=local_day(at, by.zone),
        initial={
            "version": placement.version,
            "signed_on": placement.contract_signed_on,
            "number": placement.contract_number,
        },
    )

    def act(sent):
        actions.sign_contract(
            placement=placement,
            version=sent["version"],
            signed_on=sent["signed_on"],
            number=sent["number"],
            by=by,
            at=at,
        )

    return answer(request, placement, form, act, Page(_("Contract with the family"), _("Save")))


@door(APPROVE, writes=True)
@keeps_draft
def approve(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    settings = settings_of(request, at)
    approver = settings.get("names.approver").in_language(language()) if settings.has("names.approver") else ""
    form = ApproveForm(
        request.POST or None,
        today=local_day(at, by.zone),
        initial={"version": placement.version, "authority": approver, "approved_on": local_day(at, by.zone)},
    )

    def act(sent):
        actions.approve(
            placement=placement,
            version=sent["version"],
            authority=sent["authority"],
            number=sent["number"],
            approved_on=sent["approved_on"],
            by=by,
            at=at,
        )

    page = Page(_("Approve the placement"), _("Approve"), done=_("Approved."), template="placements/approve.html")
    found = queries.page(placement, settings=settings, by=by, at=at)
    return answer(request, placement, form, act, page, found=found)


def _give_up_form(request, placement):
    return GiveUpForm(
        request.POST or None,
        parts_siblings=queries.parts_siblings(placement),
        initial={"version": placement.version},
    )


def _said(sent) -> dict:
    return {"version": sent["version"], "why": sent["why"], "contact_plan": sent.get("contact_plan", "")}


@door(APPROVE, writes=True)
@keeps_draft
def refuse(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    form = _give_up_form(request, placement)

    def act(sent):
        actions.refuse(placement=placement, by=by, at=at, **_said(sent))

    page = Page(
        _("Do not approve"),
        _("Do not approve"),
        _("The placement does not begin, and the family's place is free again. Your colleagues read why."),
        done=_("Not approved. The place is free again."),
        is_danger=True,
    )
    return answer(request, placement, form, act, page)


@door(BEGIN, writes=True)
def begin(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    lived_in = [
        stay
        for stay in queries.timeline(placement.child_id, by=by, settings=settings_of(request, at))
        if stay.ended_at is None
    ]
    if lived_in and lived_in[-1].placement.pk != placement.pk:
        return redirect("placements:move", pk=lived_in[-1].placement.pk)
    form = BeginForm(request.POST or None, initial={"version": placement.version, "handed_over_at": at})
    form.fields["handed_over_at"].latest = at

    def act(sent):
        actions.begin(
            placement=placement,
            version=sent["version"],
            handed_over_at=sent["handed_over_at"],
            by=by,
            at=at,
            key=sent["idempotency_key"],
        )

    page = Page(
        _("The child moves in"),
        _("The child lives there now"),
        done=_("The child lives there. The visits are planned."),
    )
    return answer(request, placement, form, act, page)


@door(END, writes=True)
@keeps_draft
def end(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    form = EndForm(
        request.POST or None,
        settings=settings_of(request, at),
        initial={"version": placement.version, "ended_at": at},
    )
    form.fields["ended_at"].latest = at

    def act(sent):
        actions.end(
            placement=placement,
            version=sent["version"],
            reason=sent["reason"],
            note=sent["note"],
            ended_at=sent["ended_at"],
            by=by,
            at=at,
            key=sent["idempotency_key"],
        )

    page = Page(
        _("End the placement"),
        _("End the placement"),
        _(
            "If the child goes to another family, use “Move to another home” instead: then the child is never without one."
        ),
        done=_("Ended. The family's place is free again."),
        is_danger=True,
    )
    return answer(request, placement, form, act, page)


@door(END, writes=True)
@keeps_draft
def move(request, pk):
    """To a home that is ready. Where none is, the page says the two ways to one."""
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    homes = queries.ready_homes(placement, by=by, at=at)
    ready = [home for home, lacking in homes if not lacking]
    if not ready:
        return render(request, "placements/no_home.html", {"placement": placement, "homes": homes})
    form = MoveForm(
        request.POST or None,
        settings=settings_of(request, at),
        homes=ready,
        initial={"version": placement.version, "moved_at": at, "to": str(ready[0].pk)},
    )
    form.fields["moved_at"].latest = at

    def act(sent):
        actions.move(
            placement=placement,
            to=form.homes[sent["to"]],
            version=sent["version"],
            reason=sent["reason"],
            note=sent["note"],
            moved_at=sent["moved_at"],
            by=by,
            at=at,
            key=sent["idempotency_key"],
        )

    page = Page(
        _("Move to another home"),
        _("The child lives there now"),
        _("The child leaves this family and moves in with the other at the same time."),
        done=_("The child has moved. The visits are planned anew."),
    )
    return answer(request, placement, form, act, page)


@door(CHANGE, writes=True)
@keeps_draft
def cancel(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    form = _give_up_form(request, placement)

    def act(sent):
        actions.cancel(placement=placement, by=by, at=at, **_said(sent))

    page = Page(
        _("Give up this home"),
        _("Give it up"),
        _("The child has not moved in. The family's place becomes free for other children."),
        done=_("Given up. The place is free again."),
        is_danger=True,
    )
    return answer(request, placement, form, act, page)


@door(RATIFY, writes=True)
def ratify(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    require_answerable(placement, by)
    form = SureForm(request.POST or None, initial={"version": placement.version})

    def act(sent):
        actions.ratify(placement=placement, by=by, at=at)

    page = Page(
        _("Confirm the emergency placement"), _("Confirm"), done=_("Confirmed."), template="placements/ratify.html"
    )
    return answer(
        request,
        placement,
        form,
        act,
        page,
        group=queries.group_of(placement, by=by),
        calls=queries.calls_before(placement),
    )


@door(RATIFY, writes=True)
@keeps_draft
def refuse_ratification(request, pk):
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    require_answerable(placement, by)
    form = WhyForm(request.POST or None, initial={"version": placement.version})

    def act(sent):
        actions.refuse_ratification(placement=placement, reason=sent["why"], by=by, at=at)

    page = Page(
        _("Do not confirm the emergency placement"),
        _("Do not confirm"),
        _("The child stays there until another home is found. The worker and the duty officer are told at once."),
        done=_("Not confirmed. It is an urgent task of the worker now."),
        is_danger=True,
        template="placements/ratify.html",
    )
    return answer(
        request,
        placement,
        form,
        act,
        page,
        group=queries.group_of(placement, by=by),
        calls=queries.calls_before(placement),
    )
