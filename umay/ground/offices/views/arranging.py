"""The tree of the country's offices; opening, renaming and closing them and their teams. Nothing on these pages comes from a child's record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.ground.journal.actions import AlreadyDone, once
from umay.ground.offices import actions, places, queries
from umay.ground.offices.access import ARRANGE, CONFIRM_CLOSING, SEE_PEOPLE, offices_administered
from umay.ground.offices.forms import ClosingForm, OfficeForm, RenameOfficeForm, RenameTeamForm, SureForm
from umay.ground.offices.models import Closing, Office, Team
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.ui.forms import answer_form

PER_PAGE = 25


def _language() -> str:
    return (get_language() or "tr")[:2]


def _place(iso: str, country: str):
    try:
        found = places.place(iso)
    except places.UnknownPlace as unknown:
        raise Http404 from unknown
    if found.country != country or found.is_sample:
        raise Http404
    return found


def _office(request, pk) -> Office:
    return get_object_or_404(queries.offices_of_country(request.identity), pk=pk)


def _team(request, pk) -> Team:
    return get_object_or_404(queries.teams_of_country(request.identity), pk=pk)


def _closing(request, pk) -> Closing:
    return get_object_or_404(queries.closings(by=request.identity, is_waiting=False), pk=pk)


def _may(identity, office: Office | None = None) -> dict:
    """What the asker may do here: arrange this office (or any), confirm a closing."""
    is_own = office is None or offices_administered(identity).filter(pk=office.pk).exists()
    is_open = office is None or office.closed_on is None
    return {
        "arrange": identity.may(ARRANGE) and is_own and is_open,
        "confirm": identity.may(CONFIRM_CLOSING),
    }


@door(SEE_PEOPLE)
def offices(request):
    """The country's provinces with their offices, teams and people in numbers."""
    rows = queries.tree(by=request.identity, on=timezone.localdate(), language=_language())
    context = {
        "rows": rows,
        "sums": [sum(getattr(row, name) for row in rows) for name in ("offices", "teams", "people")],
        "waiting": list(queries.closings(by=request.identity)[:PER_PAGE]),
        "may": _may(request.identity),
    }
    return render(request, "offices/offices.html", context)


@door(SEE_PEOPLE)
def offices_in(request, iso):
    """The offices of one province, open ones first."""
    place = _place(iso, request.identity.country)
    found = queries.offices_counted(by=request.identity, on=timezone.localdate(), place=iso)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"place": place.name(_language()), "iso": iso, "page": page, "may": _may(request.identity)}
    return render(request, "offices/offices_in.html", context)


@door(SEE_PEOPLE)
def office(request, pk):
    """One office: its teams, how many people work there, what waits for a second person."""
    found = _office(request, pk)
    today = timezone.localdate()
    waiting = list(queries.closings(by=request.identity, office=found))
    names = queries.names_of([one.proposed_by for one in waiting])
    for one in waiting:
        one.proposed_name, one.is_mine = names.get(one.proposed_by), one.proposed_by == request.identity.user_id
    context = {
        "office": found,
        "place": places.place(found.place).name(_language()),
        "counted": queries.offices_counted(by=request.identity, on=today).get(pk=found.pk),
        "teams": list(queries.teams_counted(found, on=today)),
        "waiting": waiting,
        "may": _may(request.identity, found),
    }
    return render(request, "offices/office.html", context)


def _answered(request, form, template: str, kind: str, act, **context):
    """Draw the form; sent and right, act(said) once and go to the office whose id it returns."""
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        key = said.pop("idempotency_key")
        try:
            with once(key, by=request.identity, at=now(), kind=kind) as made:
                where = act(said)
                made(where)
            return redirect("offices:office", where)
        except AlreadyDone as done:
            return redirect("offices:office", done.thing)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return answer_form(request, template, form, **context)


@door(ARRANGE, writes=True)
def open_office(request):
    """Open an office in one's province, or anywhere from the ministry."""
    form = OfficeForm(
        request.POST or None, by=request.identity, language=_language(), initial={"place": request.GET.get("place")}
    )

    def act(said):
        return actions.open_office(**said, by=request.identity, at=now()).pk

    return _answered(request, form, "offices/open_office.html", "offices.open_office", act)


@door(ARRANGE, writes=True)
def rename_office(request, pk):
    """A new name or telephone for an office."""
    found = _office(request, pk)
    form = RenameOfficeForm(request.POST or None, initial={"name": found.name, "phone": found.phone, "was": found.name})

    def act(said):
        return actions.rename_office(office=found, **said, by=request.identity, at=now()).pk

    return _answered(request, form, "offices/change_office.html", "offices.rename_office", act, office=found, title=_("Rename the office"), submit=_("Save"))  # fmt: skip


@door(ARRANGE, writes=True)
def open_team(request, pk):
    """A new team in an office."""
    found = _office(request, pk)
    form = RenameTeamForm(request.POST or None, initial={"was": ""})

    def act(said):
        return actions.open_team(office=found, name=said["name"], by=request.identity, at=now()).office_id

    return _answered(request, form, "offices/change_office.html", "offices.open_team", act, office=found, title=_("Open a team"), submit=_("Open the team"))  # fmt: skip


@door(ARRANGE, writes=True)
def rename_team(request, pk):
    """A new name for a team."""
    team = _team(request, pk)
    form = RenameTeamForm(request.POST or None, initial={"name": team.name, "was": team.name})

    def act(said):
        return actions.rename_team(team=team, **said, by=request.identity, at=now()).office_id

    return _answered(request, form, "offices/change_office.html", "offices.rename_team", act, office=team.office, title=_("Rename the team"), submit=_("Save"))  # fmt: skip


@door(ARRANGE, writes=True)
def close_office(request, pk):
    """Ask that an office closes."""
    return _ask_closing(request, _office(request, pk), None)


@door(ARRANGE, writes=True)
def close_team(request, pk):
    """Ask that a team closes."""
    team = _team(request, pk)
    return _ask_closing(request, team.office, team)


def _ask_closing(request, found: Office, team: Team | None):
    if not offices_administered(request.identity).filter(pk=found.pk).exists():
        raise NotAllowed()
    form = ClosingForm(request.POST or None)

    def act(said):
        closing = actions.ask_closing(office=found, team=team, why=said["why"], by=request.identity, at=now())
        messages.success(request, _("Asked. It closes when a second person confirms it; they were told."))
        return closing.office_id

    left = queries.left_before_closing(office=found, team=team, by=request.identity)
    return _answered(request, form, "offices/close_office.html", "offices.ask_closing", act, office=found, team=team, left=left)  # fmt: skip


@door(CONFIRM_CLOSING, writes=True)
def confirm_closing(request, pk):
    """The second person's yes to a closing."""
    return _decide(request, pk, actions.confirm_closing, "offices/confirm_closing.html")


@door(CONFIRM_CLOSING, writes=True)
def drop_closing(request, pk):
    """It does not close after all."""
    return _decide(request, pk, actions.drop_closing, "offices/drop_closing.html")


def _decide(request, pk, action, template: str):
    closing = _closing(request, pk)
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(closing=closing, by=request.identity, at=now())
        return redirect("offices:office", closing.office_id)
    names = queries.names_of([closing.proposed_by])
    return answer_form(request, template, form, closing=closing, proposed_name=names.get(closing.proposed_by, ""))
