"""Series of meetings, the page of one meeting, its agenda and who comes."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import APPROVE, CHANGE, SEE
from umay.cooperation.accords.actions import meetings as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms import meetings as forms
from umay.cooperation.accords.meeting_words import AGENDA, OPEN_ACTIONS, WRITTEN, MeetingState
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import meetings as queries
from umay.cooperation.accords.queries.plans import party_names, words
from umay.cooperation.accords.views.plan_common import Page, ask, can, pressed, today
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door

S = MeetingState


def meeting_of(request, pk):
    return get_object_or_404(queries.meetings(request.identity), pk=pk)


def series_of(request, pk):
    return get_object_or_404(queries.series(request.identity), pk=pk)


def url_of(meeting) -> str:
    return reverse("meetings:see", args=[meeting.pk])


def title_of(meeting) -> str:
    return words(meeting.accord.titles)


@door(SEE)
def list_series(request):
    """Every series in which the person's country stands, with its meetings."""
    rows = [(one, queries.meetings_of(one)) for one in queries.series_of(request.identity)]
    return render(request, "accords/meetings/list.html", {"rows": rows, "may_open": request.identity.may(CHANGE)})


@door(SEE)
def series(request, pk):
    accord = series_of(request, pk)
    context = {
        "accord": accord,
        "sides": list(queries.sides(accord)),
        "meetings": queries.meetings_of(accord),
        "publicity": base.publicity(accord),
        "can": can(request, accord),
    }
    return render(request, "accords/meetings/series.html", context)


@door(CHANGE, writes=True)
@keeps_typed
def open_series(request):
    own = partners.party_of(request.identity)
    others = partners.parties().exclude(pk=getattr(own, "pk", None))
    names = party_names([party.pk for party in others])
    form = forms.SeriesForm(request.POST or None, others=others, names=names)

    def write(sent, at):
        sides = [(own, SideRole.PARTY), (sent["other"], SideRole.PARTY)] if own else []
        return actions.open_series(titles=forms.words_of(sent, "title"), sides=sides, by=request.identity, at=at)

    page = Page(
        _("Open a series of meetings"), _("Open it"), _("More institutions are named on the page of the series.")
    )
    return ask(request, form, page, write, accord=None, back=reverse("meetings:list"))


def _meeting_form(request, accord, first=None):
    hosts = queries.sides(accord)
    return forms.MeetingForm(
        request.POST or None, hosts=hosts, names=party_names([party.pk for party in hosts]), initial=first or {}
    )


def _values(sent: dict) -> dict:
    return {name: sent[name] for name in ("level", "host", "begins_on", "ends_on")} | {
        "places": forms.words_of(sent, "place")
    }


@door(CHANGE, writes=True)
@keeps_typed
def plan(request, pk):
    """The next meeting of a series."""
    accord = series_of(request, pk)
    form = _meeting_form(request, accord, {"level": "ministers"} | forms.shown_words(accord.titles, "title"))

    def write(sent, at):
        titles = forms.words_of(sent, "title") or accord.titles
        return actions.plan(series=accord, titles=titles, values=_values(sent), by=request.identity, at=at)

    page = Page(
        _("Plan the next meeting"),
        _("Plan it"),
        _("Its first agenda item holds every decision of earlier meetings that is still open."),
    )
    back = reverse("meetings:series", args=[accord.pk])
    return ask(request, form, page, write, accord=accord, back=back, about=words(accord.titles))


@door(CHANGE, writes=True)
@keeps_typed
def change(request, pk):
    row = meeting_of(request, pk)
    first = {name: getattr(row, name) for name in ("level", "host", "begins_on", "ends_on", "version")}
    first |= forms.shown_words(row.accord.titles, "title") | forms.shown_words(row.places, "place")
    form = _meeting_form(request, row.accord, first)

    def write(sent, at):
        titles = forms.words_of(sent, "title") or row.accord.titles
        return actions.change(
            meeting=row, version=sent["version"], titles=titles, values=_values(sent), by=request.identity, at=at
        )

    page = Page(_("Change the meeting"), _("Save"))
    return ask(request, form, page, write, accord=row.accord, back=url_of(row), about=title_of(row))


@door(SEE)
def see(request, pk):
    """One meeting: days, agenda, who comes, minutes, decisions and actions, the approval of those who attended."""
    row = meeting_of(request, pk)
    attending = queries.attending_of(row)
    decisions = queries.decisions_of(row)
    allowed = can(request, row.accord)
    context = {
        "meeting": row,
        "accord": row.accord,
        "agenda": queries.agenda_of(row),
        "sides": [(side, attending.get(side.pk)) for side in queries.sides(row.accord)],
        "minutes": queries.last_minutes(row),
        "decisions": [(one, queries.code_of(one)) for one in decisions],
        "open_points": sum(point.state in OPEN_ACTIONS for one in decisions for point in one.points),
        "standing": base.standing(row) if row.state in (S.AMENDMENTS, S.FINAL) else None,
        "communiques": queries.communiques_of(row),
        "publicity": base.publicity(row.accord),
        "today": today(request),
        "can": allowed,
        "may": _may(row, allowed, today(request)),
    }
    return render(request, "accords/meetings/see.html", context)


def _may(row, allowed: dict, on) -> dict:
    """Which buttons the page shows: each is asked again when it is pressed."""
    writes, approves, begun = allowed["change"], allowed["approve"], row.begins_on <= on
    return {
        "agenda": writes and row.state in AGENDA,
        "open": writes and row.state in (S.PLANNED, S.AGENDA_CLOSED),
        "close": approves and row.state == S.AGENDA_OPEN,
        "hold": writes and row.state == S.AGENDA_CLOSED and begun,
        "write": writes and row.state in WRITTEN and begun,
        "decide": writes and row.state in WRITTEN,
        "give": writes and row.state == S.MINUTES_DRAFT,
        "attend": writes and row.state not in (S.FINAL, S.CANCELLED),
        "call_off": approves and row.state in (S.PLANNED, S.AGENDA_OPEN, S.AGENDA_CLOSED),
        "communique": writes and row.state not in (S.PLANNED, S.CANCELLED),
    }


def _move(request, pk, name: str):
    row = meeting_of(request, pk)
    return pressed(
        request, lambda: actions.move(meeting=row, name=name, by=request.identity, at=now()), back=url_of(row),
        kind="meetings.meeting", thing=row
    )  # fmt: skip


@door(CHANGE, writes=True)
def open_agenda(request, pk):
    return _move(request, pk, "open_agenda")


@door(APPROVE, writes=True)
def close_agenda(request, pk):
    return _move(request, pk, "close_agenda")


@door(CHANGE, writes=True)
def hold(request, pk):
    return _move(request, pk, "hold")


@door(APPROVE, writes=True)
def call_off(request, pk):
    row = meeting_of(request, pk)
    form = forms.SureForm(request.POST or None, initial={"version": row.version})

    def write(sent, at):
        return actions.move(meeting=row, name="call_off", by=request.identity, at=at)

    page = Page(_("Call the meeting off"), _("Call it off"), _("Calendars take it away."), is_danger=True)
    return ask(request, form, page, write, accord=row.accord, back=url_of(row), about=title_of(row))


@door(CHANGE, writes=True)
@keeps_typed
def add_item(request, pk):
    row = meeting_of(request, pk)
    form = forms.ItemForm(request.POST or None)

    def write(sent, at):
        return actions.add_item(meeting=row, titles=forms.words_of(sent, "title"), by=request.identity, at=at)

    page = Page(_("Add an item"), _("Save it"))
    return ask(request, form, page, write, accord=row.accord, back=url_of(row), about=title_of(row))


@door(CHANGE, writes=True)
def drop_item(request, pk):
    item = get_object_or_404(queries.items(request.identity), pk=pk)
    form = forms.SureForm(request.POST or None, initial={"version": item.version})

    def write(sent, at):
        return actions.drop_item(item=item, version=sent["version"], by=request.identity, at=at)

    page = Page(_("Take it off the agenda"), _("Take it off"), is_danger=True)
    return ask(request, form, page, write, accord=item.accord, back=url_of(item.meeting), about=words(item.titles))


@door(CHANGE, writes=True)
def attend(request, pk):
    row = meeting_of(request, pk)
    own = base.acts_for(row.accord, request.identity)
    said = queries.attending_of(row).get(getattr(own, "pk", None))
    delegations, officials = queries.own_people(own)
    first = {"says": said.says, "delegation": said.delegation_id, "head": said.head_id} if said else {}
    form = forms.AttendForm(
        request.POST or None, delegations=delegations, officials=officials, titles=words, initial=first
    )

    def write(sent, at):
        chosen = {name: sent[name] for name in ("says", "delegation", "head")}
        return actions.attend(meeting=row, **chosen, by=request.identity, at=at)

    page = Page(_("Who comes for your institution"), _("Save"), _("Who attended reads and approves the minutes."))
    return ask(request, form, page, write, accord=row.accord, back=url_of(row), about=title_of(row))


@door(CHANGE, writes=True)
@keeps_typed
def open_communique(request, pk):
    row = meeting_of(request, pk)
    form = forms.CommuniqueForm(request.POST or None, initial=forms.shown_words(row.accord.titles, "title"))

    def write(sent, at):
        titles = forms.words_of(sent, "title") or row.accord.titles
        return actions.open_communique(meeting=row, titles=titles, by=request.identity, at=at)

    page = Page(_("Open a communiqué"), _("Open it"), _("Between the sides of the meeting; its text is written in their languages."))  # fmt: skip
    return ask(request, form, page, write, accord=row.accord, back=url_of(row), about=title_of(row))
