"""One page for each thing that is done with a visit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.care.persons.deeds import settings_of
from umay.care.persons.drafting import keeps_draft
from umay.care.placements.access import visible as visible_placements
from umay.care.visits import actions, queries
from umay.care.visits.access import ANSWER, PLAN, RECORD
from umay.care.visits.forms import AddForm, AnswerForm, ConcernForm, MissForm, RecordForm
from umay.care.visits.views.common import Page, answer, visit_of
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads


@door(RECORD, writes=True)
@keeps_draft(at_once=True)
def record(request, pk):
    """The page in the worker's hand. What is typed is kept as a draft while there is a connection, and shown again."""
    by, at = request.identity, clock.now()
    visit = visit_of(request, pk)
    form = RecordForm(
        request.POST or None,
        settings=settings_of(request, at),
        at=at,
        initial={"version": visit.version, "visited_at": at, "where": "home"},
    )

    def act(sent):
        actions.record(visit=visit, version=sent["version"], values=sent, by=by, at=at, key=sent["idempotency_key"])

    page = Page(_("Write the visit down"), _("Save the visit"), done=_("Saved. The next visit is planned."))
    return answer(request, visit, form, act, page, back=reverse("visits:see", args=[visit.pk]), visit=visit, at=at)


@door(RECORD, writes=True)
@keeps_draft
def miss(request, pk):
    by, at = request.identity, clock.now()
    visit = visit_of(request, pk)
    form = MissForm(
        request.POST or None,
        settings=settings_of(request, at),
        today=local_day(at, by.zone),
        initial={"version": visit.version},
    )

    def act(sent):
        actions.miss(
            visit=visit,
            version=sent["version"],
            kind=sent["kind"],
            why=sent["why"],
            new_on=sent["new_on"],
            by=by,
            at=at,
            key=sent["idempotency_key"],
        )

    page = Page(
        _("The visit did not happen"),
        _("Save"),
        _("If the child is missing, your supervisor is told at once. Call the emergency number first."),
    )
    return answer(request, visit, form, act, page, back=reverse("visits:see", args=[visit.pk]), visit=visit)


@door(RECORD, writes=True)
@keeps_draft
def raise_concern(request, pk):
    by, at = request.identity, clock.now()
    visit = visit_of(request, pk)
    form = ConcernForm(request.POST or None, settings=settings_of(request, at))

    def act(sent):
        actions.raise_concern(
            visit=visit,
            level=sent["concern_level"],
            kind=sent["concern_kind"],
            text=sent["concern"],
            by=by,
            at=at,
            key=sent["idempotency_key"],
        )

    page = Page(
        _("Tell the supervisor"),
        _("Tell the supervisor now"),
        _("Your supervisor is told at once. In danger of life call the emergency number first."),
        done=_("Your supervisor was told."),
    )
    return answer(request, visit, form, act, page, back=reverse("visits:see", args=[visit.pk]), visit=visit)


@door(PLAN, writes=True)
def add(request, pk):
    """A visit beside the rhythm, for a placement; for one made today, choose today and write it down next."""
    by, at = request.identity, clock.now()
    today = local_day(at, by.zone)
    rows = visible_placements(by).select_related("child", "case")
    placement = get_object_or_404(rows, pk=pk)
    reads(request, placement, kind="placements.placement")
    form = AddForm(request.POST or None, today=today, initial={"due_on": today})

    def act(sent):
        actions.add(placement=placement, due_on=sent["due_on"], by=by, at=at, key=sent["idempotency_key"])

    page = Page(_("Plan one more visit"), _("Plan it"), done=_("Planned."), template="visits/add.html")
    return answer(
        request, placement, form, act, page, back=reverse("placements:see", args=[placement.pk]), placement=placement
    )


@door(ANSWER, writes=True)
@keeps_draft
def answer_concern(request, pk):
    by, at = request.identity, clock.now()
    concern = get_object_or_404(queries.concern_of(by), pk=pk)
    reads(request, concern, kind="visits.concern")
    if concern.state != "raised":
        messages.info(request, _("This concern was answered already."))
        return redirect("visits:see", pk=concern.visit_id)
    form = AnswerForm(request.POST or None, initial={"version": concern.version})

    def act(sent):
        actions.answer_concern(concern=concern, version=sent["version"], answer=sent["answer"], by=by, at=at)

    page = Page(
        _("Answer a concern"), _("Answer"), done=_("Answered. The worker was told."), template="visits/answer.html"
    )
    return answer(
        request,
        concern,
        form,
        act,
        page,
        back=reverse("visits:see", args=[concern.visit_id]),
        concern=concern,
        visit=concern.visit,
        kind=queries.kind_label(concern),
    )
