"""A household applies, what is known of it changes, and who lives there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.care.families import access, actions, queries
from umay.care.families.forms import ApplyForm, ChangeForm, LeaveForm, MemberForm, SameForm
from umay.care.families.views.common import answered, done_before, language, loaded, settings_of
from umay.care.persons.drafting import keeps_draft
from umay.care.persons.queries import Double, doubles
from umay.ground.journal.actions import AlreadyDone, once
from umay.ground.offices.queries import offices_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.ui.format import age, listed
from umay.kit.ui.forms import answer_form

SAME = "looked"


def _hint(double: Double) -> str:
    """What agrees, what differs, what is not known."""
    words, lang = [], get_language() or "tr"
    for sentence, fields in (
        (_("Agrees: %(fields)s."), double.agrees),
        (_("Differs: %(fields)s."), double.differs),
        (_("Not known: %(fields)s."), double.unknown),
    ):
        if fields:
            words.append(sentence % {"fields": listed([str(field) for field in fields], lang)})
    return " ".join(words)


def _shown(person) -> str:
    """Initials and age: the name itself stands on the person's page, where its reading is noted."""
    years = age(person.born_on, timezone.localdate()) if person.born_on else ""
    return f"{person.short} {years}".strip()


def _looked_up(request, people: list[dict]) -> tuple[SameForm | None, list, list[str]]:
    """Search before create, for each person typed. (question or None, people as they will be written, offices that know one of them)."""
    is_first = SAME not in request.POST  # other offices are asked, and told, once
    found = {
        place: doubles(values=values, by=request.identity, ask_others=is_first) for place, values in enumerate(people)
    }
    here = {place: one for place, one in found.items() if one.here}
    elsewhere = sorted({name for one in found.values() for name in one.elsewhere})
    if not here and not elsewhere:
        return None, people, []
    question = SameForm(None if is_first else request.POST, found=here, words=_shown, hints=_hint)
    if is_first or not question.is_valid():
        return question, people, elsewhere
    chosen = list(people)
    for place, one in here.items():
        answer = question.cleaned_data[f"same_{place}"]
        chosen[place] = next((double.person for double in one.here if str(double.person.pk) == answer), people[place])
    return None, chosen, elsewhere


def _fault(form, refusal: Refusal, prefix: str = "") -> None:
    field = {"papers": "paper_number"}.get(refusal.field, refusal.field)
    named = f"{prefix}{field}"
    form.add_error(named if field and named in form.fields else None, refusal.message)


@door(access.ADD, writes=True)
@keeps_draft
def apply(request) -> HttpResponse:
    """One carer or two and their home. People who resemble somebody known are shown before anything is written."""
    by, at = request.identity, clock.now()
    settings, own = settings_of(request, at), offices_of(by.country).get(pk=by.office_id)
    initial = {"place": own.place, "languages": [settings.get("country.language")]}
    form = ApplyForm(request.POST or None, settings=settings, language=language(), initial=initial)
    question, elsewhere = None, []
    if request.method == "POST" and form.is_valid():
        if thing := done_before(form, by=by, at=at, kind="families.apply"):
            return redirect("families:see", pk=thing)
        question, carers, elsewhere = _looked_up(request, form.carers())
        if question is None:
            try:
                with once(form.cleaned_data["idempotency_key"], by=by, at=at, kind="families.apply") as made:
                    family = actions.apply(values=form.values(own), carers=carers, by=by, at=at)
                    made(family.pk)
            except AlreadyDone as done:
                return redirect("families:see", pk=done.thing)
            except NotAllowed:
                raise
            except Refusal as refusal:
                _fault(form, refusal, "a_")
            else:
                messages.success(
                    request, _("The application is written down. Next: the checks of every adult and the home.")
                )
                return redirect("families:see", pk=family.pk)
    return answer_form(request, "families/apply.html", form, question=question, elsewhere=elsewhere)


@door(access.CHANGE, writes=True)
@keeps_draft
def add_member(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    family, settings = loaded(request, pk), settings_of(request, at)
    form = MemberForm(request.POST or None, settings=settings)
    question, elsewhere = None, []
    if request.method == "POST" and form.is_valid():
        if done_before(form, by=by, at=at, kind="families.add_member"):
            return redirect("families:see", pk=pk)
        question, people, elsewhere = _looked_up(request, [form.values()])
        if question is None:
            try:
                with once(form.cleaned_data["idempotency_key"], by=by, at=at, kind="families.add_member") as made:
                    role = form.cleaned_data["role"]
                    made(actions.add_member(family=family, who=people[0], role=role, by=by, at=at).pk)
            except AlreadyDone:
                return redirect("families:see", pk=pk)
            except NotAllowed:
                raise
            except Refusal as refusal:
                _fault(form, refusal)
            else:
                return redirect("families:see", pk=pk)
    return answer_form(request, "families/apply.html", form, question=question, elsewhere=elsewhere, family=family)


@door(access.CHANGE, writes=True)
def leave(request, pk, member) -> HttpResponse:
    family = loaded(request, pk)
    person = get_object_or_404(family.members.filter(left_on__isnull=True), pk=member)
    seen = next((one.seen for one in queries.members(family) if one.pk == person.pk), None)
    settings = settings_of(request)
    form = LeaveForm(request.POST or None, initial={"left_on": settings.day})
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.leave(member=person, on=data["left_on"], by=request.identity, at=at),
        title=_("Somebody moves out"),
        words=seen.name if seen else _("Kept in a file that is not open to you"),
        submit=_("Save"),
    )


@door(access.CHANGE, writes=True)
@keeps_draft
def change(request, pk) -> HttpResponse:
    by = request.identity
    family, settings = loaded(request, pk), settings_of(request)
    plain = (
        "label",
        "place",
        "address",
        "phone",
        "lat",
        "lon",
        "languages",
        "own_children",
        "is_paid",
        "note",
        "version",
    )
    form = ChangeForm(
        request.POST or None,
        settings=settings,
        language=language(),
        initial={name: getattr(family, name) for name in plain},
    )
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.change(
            family=family, version=data["version"], values=form.values(family.office), by=by, at=at
        ),
        title=_("Change what is known of the family"),
        submit=_("Save"),
        back=reverse("families:see", args=[pk]),
    )
