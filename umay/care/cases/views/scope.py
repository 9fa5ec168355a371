"""Who works on a case and who may see it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions, queries
from umay.care.cases.access import ASSIGN, CONFIDENTIAL, HAND_OVER
from umay.care.cases.forms import AssignForm, ConfidentialForm, HandOverForm, NameForm, SureForm, WritingForm
from umay.care.cases.views.common import Page, answer, case_of, settings_of, today_of
from umay.care.persons.drafting import keeps_draft
from umay.ground.offices.queries import offices_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@door(ASSIGN, writes=True)
def assign(request, pk):
    """Give the case to a worker."""
    case, at = case_of(request, pk), clock.now()
    settings = settings_of(request, at)
    workers = queries.holders("worker", case.office_id, on=today_of(request, at))
    form = AssignForm(
        request.POST or None, workers=workers, initial={"version": case.version, "worker": case.worker_id}
    )
    most = settings.get("cases.max_per_worker") if settings.has("cases.max_per_worker") else None
    form.shown(queries.load_of(office_ids=[case.office_id], by=request.identity), most)

    def act(found):
        actions.assign(case=case, version=found["version"], worker=found["worker"], by=request.identity, at=at)

    page = Page(
        _("Give the case to a worker"),
        _("Give the case"),
        _("The worker is told at once."),
        done=_("The worker was told."),
    )
    return answer(request, case, form, act, page, to=reverse("cases:list"))


@door(HAND_OVER, writes=True)
@keeps_draft
def hand_over(request, pk):
    """Pass the case to another office."""
    case, at = case_of(request, pk), clock.now()
    others = offices_of(case.country).exclude(pk=case.office_id)
    people = queries.supervisors(case.country, on=today_of(request, at)) if case.confidential else None
    form = HandOverForm(request.POST or None, offices=others, people=people, initial={"version": case.version})

    def act(found):
        actions.hand_over(
            case=case,
            version=found["version"],
            office=found["office"],
            note=found["note"],
            named=found.get("named"),
            by=request.identity,
            at=at,
        )

    page = Page(
        _("Hand the case over to another office"),
        _("Hand over"),
        _("Everything in the case moves with it. Your office will no longer see it; their supervisor is told at once."),
        done=_("The case was handed over. The other office was told."),
        is_danger=True,
    )
    return answer(request, case, form, act, page, to=reverse("cases:list"))


@door(CONFIDENTIAL)
def open_to(request, pk):
    """To whom a confidential case is open."""
    case = case_of(request, pk)
    return render(
        request,
        "cases/open_to.html",
        {"case": case, "grants": queries.open_to(case), "at": clock.now()},
    )


@door(CONFIDENTIAL, writes=True)
def make_confidential(request, pk):
    """Close the case to all but named people."""
    case, at = case_of(request, pk), clock.now()
    people = queries.colleagues(case, on=today_of(request, at)).exclude(pk=request.identity.user_id)
    form = ConfidentialForm(
        request.POST or None, people=people, initial={"version": case.version, "users": [case.worker_id]}
    )

    def act(found):
        actions.make_confidential(
            case=case,
            version=found["version"],
            users=list(found["users"]),
            reason=found["reason"],
            by=request.identity,
            at=at,
        )

    page = Page(
        _("Make the case confidential"),
        _("Make it confidential"),
        _("From then on only the people you name can see it."),
        done=_("The case is confidential now."),
        is_danger=True,
    )
    return answer(request, case, form, act, page)


@door(CONFIDENTIAL, writes=True)
def name_person(request, pk):
    """Open a confidential case to one more person."""
    case, at = case_of(request, pk), clock.now()
    people = queries.may_be_named(case, on=today_of(request, at))
    form = NameForm(request.POST or None, people=people)

    def act(found):
        actions.name_person(
            case=case,
            user=found["user"],
            may_write=found["may_write"],
            reason=found["reason"],
            by=request.identity,
            at=at,
        )

    page = Page(_("Name one more person"), _("Open the case to this person"))
    return answer(request, case, form, act, page, to=reverse("cases:open_to", args=[case.pk]))


@door(CONFIDENTIAL, writes=True)
def unname_person(request, pk, grant):
    """Take a named person's view of the case away."""
    case, at = case_of(request, pk), clock.now()
    form = WritingForm(request.POST or None)
    named = next((row for row in queries.open_to(case) if row.id == grant), None)

    def act(_found):
        actions.unname_person(case=case, grant_id=grant, by=request.identity, at=at)

    page = Page(_("Close the case to this person"), _("Close it"), named.name if named else "", is_danger=True)
    is_me = named is not None and named.user_id == request.identity.user_id
    to = reverse("cases:list") if is_me else reverse("cases:open_to", args=[case.pk])
    return answer(request, case, form, act, page, to=to)


@door(CONFIDENTIAL, writes=True)
def end_confidential(request, pk):
    """The case is seen in the ordinary way again."""
    case, at = case_of(request, pk), clock.now()
    form = SureForm(request.POST or None, initial={"version": case.version})

    def act(found):
        actions.end_confidential(case=case, version=found["version"], by=request.identity, at=at)

    page = Page(
        _("End the confidentiality"),
        _("End it"),
        _("Everybody who may see the cases of this office will see this one too."),
        is_danger=True,
    )
    return answer(request, case, form, act, page)
