"""The desk's page of any accord, its files, its sides, what each has approved and released."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from umay.cooperation.accords.access import APPROVE, CHANGE, RELEASE, SEE
from umay.cooperation.accords.actions import base as actions
from umay.cooperation.accords.actions import files
from umay.cooperation.accords.approving import approvable_of, approvables
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.base import FileForm, LetterForm, ReleaseForm, SideForm, TakeBackForm, TitlesForm
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.views.common import accord_of, download, pressed, written
from umay.cooperation.accords.words import FileUse
from umay.cooperation.partners import queries as partners
from umay.cooperation.partners.files import take
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.forms import answer_form


@door(SEE)
def see(request, pk):
    """One accord: its sides, its files, whether everybody may read it, and what hangs on it."""
    accord = accord_of(request, pk)
    own = queries.acts_for(accord, request.identity)
    context = {
        "accord": accord,
        "sides": queries.sides_of(accord),
        "own": own,
        "may_write": queries.may_write_joint(accord, request.identity),
        "publicity": queries.publicity(accord),
        "may_release": own is not None and request.identity.may(RELEASE),
        "files": list(queries.files_of(accord)),
        "children": list(queries.visible(request.identity).filter(parent=accord)),
    }
    return render(request, "accords/see.html", context)


@door(RELEASE, writes=True)
def release(request, pk):
    """Let everybody read the accord as it is now, or take that back."""
    accord = accord_of(request, pk)
    own = queries.acts_for(accord, request.identity)
    publicity = queries.publicity(accord)
    form = ReleaseForm(request.POST or None, initial={"sha256": publicity.sha256})
    verb = actions.withdraw if request.POST.get("verb") == "withdraw" else actions.release
    done = reverse("accords:see", args=[accord.pk])

    def write(values, at):
        asked = {} if verb is actions.withdraw else {"sha256": values["sha256"]}
        return verb(accord=accord, by=request.identity, at=at, **asked)

    context = {"accord": accord, "own": own, "publicity": publicity, "absent": queries.absent_sides(accord)}
    return written(request, "accords/release.html", form, context, write, done)


@door(RELEASE, writes=True)
def release_by_letter(request, pk):
    """A side that has nobody here lets everybody read, by its letter."""
    accord = accord_of(request, pk)
    present = queries.public_hash_of(accord)
    form = LetterForm(
        request.POST or None, request.FILES or None, parties=queries.absent_parties(accord), initial={"sha256": present}
    )

    def write(values, at):
        paper = _letter(accord, values, request.identity, at)
        return actions.release(
            accord=accord, sha256=values["sha256"], by=request.identity, at=at, party=values["party"], paper=paper
        )

    done = reverse("accords:see", args=[accord.pk])
    return written(request, "accords/release_by_letter.html", form, {"accord": accord}, write, done)


def _letter(accord, values, by, at):
    taken = take(values["paper"], field="paper")
    return files.add(accord=accord, taken=taken, use=FileUse.PAPER, by=by, at=at, party=values["party"])


def _thing(request, what, pk):
    """The approvable row of that kind, seen by this person, or 404."""
    model = next((model for model, found in approvables().items() if found.kind == what), None)
    if model is None:
        raise Http404
    return get_object_or_404(queries.rows_of(model), pk=pk)


@door(APPROVE, writes=True)
def approve(request, what, pk):
    """Say yes to exactly the words that were shown. Only the button of the thing's own page leads here."""
    thing = _thing(request, what, pk)
    page = approvable_of(thing).url(thing)

    def act():
        if not request.POST.get("sha256"):
            raise Conflict()
        actions.approve(thing=thing, sha256=request.POST["sha256"], by=request.identity, at=now())

    return pressed(request, act, back=page, kind=what, thing=thing)


@door(APPROVE, writes=True)
def approve_by_letter(request, what, pk):
    """The yes of a side that has nobody here."""
    thing = _thing(request, what, pk)
    found = approvable_of(thing)
    accord = found.accord(thing)
    shown = queries.standing(thing).sha256
    form = LetterForm(
        request.POST or None, request.FILES or None, parties=queries.absent_parties(accord), initial={"sha256": shown}
    )

    def write(values, at):
        paper = _letter(accord, values, request.identity, at)
        return actions.approve(
            thing=thing, sha256=values["sha256"], by=request.identity, at=at, party=values["party"], paper=paper
        )

    context = {"accord": accord, "what": found.title(thing), "page": found.url(thing)}
    return written(request, "accords/approve_by_letter.html", form, context, write, found.url(thing))


@door(APPROVE, writes=True)
@keeps_typed
def take_back(request, what, pk):
    """Take one's yes back, with a reason."""
    thing = _thing(request, what, pk)
    found = approvable_of(thing)

    def write(values, at):
        return actions.take_back(thing=thing, by=request.identity, at=at, note=values["note"])

    context = {"accord": found.accord(thing), "what": found.title(thing), "page": found.url(thing)}
    return written(
        request, "accords/take_back.html", TakeBackForm(request.POST or None), context, write, found.url(thing)
    )


@door(CHANGE, writes=True)
@keeps_typed
def add_file(request, pk):
    """Put a file to the accord, as one's own institution's."""
    accord = accord_of(request, pk)
    own = queries.acts_for(accord, request.identity)

    def write(values, at):
        taken = take(values["file"], field="file")
        return files.add(accord=accord, taken=taken, use=values["use"], by=request.identity, at=at, party=own)

    form = FileForm(request.POST or None, request.FILES or None)
    done = reverse("accords:see", args=[accord.pk])
    return written(request, "accords/add_file.html", form, {"accord": accord}, write, done)


@door(SEE)
def see_file(request, file):
    return download(get_object_or_404(queries.all_files(), pk=file))


@door(RELEASE, writes=True)
def allow_file(request, file):
    """Whether everybody may read this file once the accord is released."""
    row = get_object_or_404(queries.all_files(), pk=file)
    if request.method == "POST":
        files.allow(file=row, may_be_public=request.POST.get("may") == "1", by=request.identity, at=now())
    return redirect("accords:see", row.accord_id)


@door(CHANGE, writes=True)
def name_side(request, pk):
    """Name one more institution."""
    accord = accord_of(request, pk)
    named = [side.member_id for side in queries.sides_of(accord)]
    form = SideForm(request.POST or None, parties=partners.parties().exclude(pk__in=named))

    def write(values, at):
        return actions.name_side(accord=accord, by=request.identity, at=at, **values)

    done = reverse("accords:see", args=[accord.pk])
    return written(request, "accords/name_side.html", form, {"accord": accord}, write, done)


@door(CHANGE, writes=True)
@keeps_typed
def change(request, pk):
    """New titles for the accord."""
    accord = accord_of(request, pk)
    form = TitlesForm(request.POST or None, initial=accord.titles | {"version": accord.version})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        titles = {code: said[code] for code in ("tr", "az", "en") if said[code]}
        others = {code: words for code, words in accord.titles.items() if code not in ("tr", "az", "en")}
        try:
            actions.change_titles(
                accord=accord, titles=others | titles, version=said["version"], by=request.identity, at=now()
            )
            return redirect("accords:see", accord.pk)
        except Refusal as refusal:
            record(f"refused.{refusal.code}"[:60], kind="accords.accord", thing=accord.pk, fields=[])
            form.add_error(None, str(refusal))
    return answer_form(request, "accords/change.html", form, accord=accord)
