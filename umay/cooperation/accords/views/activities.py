"""An activity of a line: when and where, what each side counted, the files that show it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import CHANGE, REPORT, SEE
from umay.cooperation.accords.actions import activities as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.plans import ActivityForm, CountForm, EvidenceForm, SureForm, shown_words
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.views.common import download
from umay.cooperation.accords.views.plan_common import Page, activity_of, ask, can, line_of, today
from umay.cooperation.accords.views.plans import line_title
from umay.cooperation.partners.files import take
from umay.kit.kernel.doors import door


def _url(activity) -> str:
    return reverse("plans:activity", args=[activity.pk])


@door(SEE)
def activity(request, pk):
    row = activity_of(request, pk)
    sides = queries.asked_sides(row.accord)
    names = queries.party_names([side.pk for side in sides])
    counted = {one.party_id: one for one in row.attendances.order_by("id")}
    context = {
        "activity": row,
        "accord": row.accord,
        "title": queries.words(row.titles),
        "line_title": line_title(row.line),
        "sides": [(names.get(side.pk, side.code), counted.get(side.pk)) for side in sides],
        "is_apart": len({one.people for one in counted.values()}) > 1,
        "evidence": [
            (one, names.get(one.party_id, ""))
            for one in row.evidence.select_related("file").order_by("recorded_at", "id")
        ],
        "is_ahead": row.begins_on > today(request),
        "can": can(request, row.accord),
    }
    return render(request, "accords/plans/activity.html", context)


def _form_of(request, line, first: dict) -> ActivityForm:
    sides = queries.asked_sides(line.accord)
    names = queries.party_names([side.pk for side in sides])
    return ActivityForm(request.POST or None, sides=sides, names=names, initial=first)


@door(CHANGE, writes=True)
@keeps_typed
def add_activity(request, pk):
    line = line_of(request, pk)
    first = {"begins_on": line.first_on, "ends_on": line.last_on} | shown_words(line.titles, "title")
    form = _form_of(request, line, first)

    def write(sent, at):
        return actions.add(line=line, values=form.values(), by=request.identity, at=at)

    back = reverse("plans:line", args=[line.pk])
    page = Page(
        _("Add an activity"), _("Save it"), _("Something that is done for this line: a meeting, a visit, a broadcast.")
    )
    return ask(request, form, page, write, accord=line.accord, back=back, about=line_title(line))


@door(CHANGE, writes=True)
@keeps_typed
def change_activity(request, pk):
    row = activity_of(request, pk)
    first = {name: getattr(row, name) for name in ("begins_on", "ends_on", "place", "version")}
    first |= {"host": str(row.host_id or "")} | shown_words(row.titles, "title")
    form = _form_of(request, row.line, first)

    def write(sent, at):
        return actions.change(activity=row, version=sent["version"], values=form.values(), by=request.identity, at=at)

    return ask(request, form, Page(_("Change the activity"), _("Save")), write, accord=row.accord, back=_url(row), about=line_title(row.line))  # fmt: skip


@door(CHANGE, writes=True)
def call_off(request, pk):
    row = activity_of(request, pk)
    form = SureForm(request.POST or None, initial={"version": row.version})

    def write(sent, at):
        return actions.call_off(activity=row, version=sent["version"], by=request.identity, at=at)

    page = Page(_("It does not take place"), _("Call it off"), is_danger=True)
    return ask(request, form, page, write, accord=row.accord, back=_url(row), about=queries.words(row.titles))


@door(REPORT, writes=True)
@keeps_typed
def count(request, pk):
    row = activity_of(request, pk)
    own = base.acts_for(row.accord, request.identity)
    mine = row.attendances.filter(party=own).first()
    first = {name: getattr(mine, name) for name in ("people", "women", "report", "version")} if mine else {}
    form = CountForm(request.POST or None, initial=first)

    def write(sent, at):
        values = {name: sent[name] for name in ("people", "women", "report", "version")}
        return actions.count(activity=row, by=request.identity, at=at, **values)

    page = Page(_("What our side counted"), _("Save"), _("Numbers only: nobody who took part is named."))
    return ask(request, form, page, write, accord=row.accord, back=_url(row), about=queries.words(row.titles))


@door(REPORT, writes=True)
@keeps_typed
def show(request, pk):
    row = activity_of(request, pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)

    def write(sent, at):
        taken = take(sent["file"], field="file")
        return actions.show(activity=row, taken=taken, about=sent["about"], by=request.identity, at=at)

    page = Page(_("Put in a file that shows it"), _("Put it in"))
    return ask(request, form, page, write, accord=row.accord, back=_url(row), about=queries.words(row.titles))


@door(SEE)
def evidence(request, pk):
    """The file itself."""
    return download(get_object_or_404(queries.evidence(request.identity), pk=pk).file)
