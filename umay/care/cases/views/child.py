"""The children and their circle: needs, own view, support at home, contact, kin, and looking for a family."""

from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions, queries
from umay.care.cases.access import CHANGE
from umay.care.cases.forms import (
    NEW,
    AnswerKinForm,
    ChildForm,
    ContactForm,
    KinForm,
    SeekForm,
    StopForm,
    TriedForm,
    ViewForm,
    WritingForm,
)
from umay.care.cases.views.common import (
    Page,
    answer,
    case_of,
    done_at,
    finished,
    is_done,
    part_of,
    settings_of,
    today_of,
)
from umay.care.cases.views.who import Who, with_status
from umay.care.persons.drafting import keeps_draft
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.ui.forms import answer_form


@door(CHANGE, writes=True)
@keeps_draft
def add_child(request, pk):
    """A sister or brother joins the case."""
    case, at = case_of(request, pk), clock.now()
    page = Page(
        _("Add a sister or brother"),
        _("Add the child"),
        _("They stay in one case, so that they can stay together."),
        back="children",
        template="cases/who.html",
    )

    def act(found, who):
        actions.add_child(
            case=case,
            person=who.chosen,
            values=who.values,
            by=request.identity,
            at=at,
            key=found["idempotency_key"],
        )

    who = Who(request, on=today_of(request, at), prefix="child")
    return _with_who(request, case, WritingForm(request.POST or None), who, act, page)


@door(CHANGE, writes=True)
@keeps_draft
def change_child(request, pk, child):
    """What a family must know to care for the child."""
    case, at = case_of(request, pk), clock.now()
    child = part_of(case, "children", child)
    names = ("version", "needs", "behaviour_need", "languages", "school", "school_level", "health")
    form = ChildForm(
        request.POST or None,
        settings=settings_of(request, at),
        initial={name: getattr(child, name) for name in names},
    )

    def act(found):
        values = {name: found[name] for name in names if name != "version"}
        actions.change_child(child=child, version=found["version"], values=values, by=request.identity, at=at)

    page = Page(_("What the child needs"), _("Save"), back="children")
    return answer(request, case, form, act, page, child=child)


@door(CHANGE, writes=True)
@keeps_draft
def record_view(request, pk, child):
    """The child's own view, or why the child was not heard."""
    case, at = case_of(request, pk), clock.now()
    child = part_of(case, "children", child)
    form = ViewForm(
        request.POST or None,
        settings=settings_of(request, at),
        initial={
            "version": child.version,
            "view": child.view,
            "why_not": child.no_view,
            "note": child.view_why_not,
        },
    )

    def act(found):
        actions.record_view(
            child=child,
            view=found["view"],
            why_not=found["why_not"],
            note=found["note"],
            version=found["version"],
            by=request.identity,
            at=at,
        )

    words = _(
        "Every child has the right to say what it thinks about its own life, in its own way: in words, in play, in a drawing."
    )
    page = Page(_("What the child says"), _("Save"), words, back="children")
    return answer(request, case, form, act, page, child=child)


@door(CHANGE, writes=True)
@keeps_draft
def add_tried(request, pk):
    """Support that was tried at home, or why not."""
    case, at = case_of(request, pk), clock.now()
    form = TriedForm(request.POST or None, settings=settings_of(request, at), today=today_of(request, at))

    def act(found):
        key = found.pop("idempotency_key")
        actions.add_tried(case=case, by=request.identity, at=at, key=key, **found)

    words = _("Before a child leaves home, the family has a right to support. Write down what was tried.")
    return answer(request, case, form, act, Page(_("What was tried at home"), _("Save"), words, back="tried"))


@door(CHANGE, writes=True)
@keeps_draft
def set_contact(request, pk):
    """Contact with somebody of the birth family."""
    case, at = case_of(request, pk), clock.now()
    form = ContactForm(request.POST or None, people=queries.candidates(case))
    page = Page(_("Contact with the birth family"), _("Save"), back="contact", template="cases/who.html")

    def act(found, who):
        actions.set_contact(
            case=case,
            person=form.chosen or who.chosen,
            values=who.values,
            kind=found["kind"],
            how_often=found["how_often"],
            note=found["note"],
            by=request.identity,
            at=at,
        )

    who = Who(request, on=today_of(request, at), prefix="who")
    return _with_who(request, case, form, who, act, page)


@door(CHANGE, writes=True)
@keeps_draft
def ask_kin(request, pk):
    """Write that somebody was asked to care for the children."""
    case, at = case_of(request, pk), clock.now()
    form = KinForm(
        request.POST or None,
        people=queries.candidates(case),
        settings=settings_of(request, at),
        today=today_of(request, at),
        initial={"asked_at": at},
    )
    page = Page(
        _("Ask kin"),
        _("Save"),
        _("Relatives and people the children know and trust are asked before any other family."),
        back="kin",
        template="cases/who.html",
    )

    def act(found, who):
        actions.ask_kin(
            case=case,
            person=form.chosen or who.chosen,
            values=who.values | ({"phone": found["phone"]} if found["phone"] else {}),
            tie=found["tie"],
            asked_at=found["asked_at"],
            note=found["note"],
            by=request.identity,
            at=at,
            key=found["idempotency_key"],
        )

    who = Who(request, on=today_of(request, at), prefix="who")
    return _with_who(request, case, form, who, act, page)


def _with_who(request, case, form, who: Who, act, page: Page):
    """Show a form and the name form beside it; the name counts only where no recorded person was chosen."""
    if request.method == "POST" and form.is_valid():
        is_known = "person" in form.fields and form.cleaned_data["person"] != NEW
        if is_known or who.is_settled():
            who.values = {} if is_known else who.values
            if is_done(case, form, lambda: act(form.cleaned_data, who)):
                return finished(request, done_at(case, page.back), page)
    else:
        is_known = form.is_bound and form.data.get("person", NEW) != NEW
    response = answer_form(request, page.template, form, case=case, page=page, who=who, cancel=done_at(case, page.back))
    return response if is_known else with_status(response, who)


@door(CHANGE, writes=True)
@keeps_draft
def answer_kin(request, pk, kin):
    """What kin answered."""
    case, at = case_of(request, pk), clock.now()
    kin = part_of(case, "kin", kin)
    form = AnswerKinForm(request.POST or None, initial={"version": kin.version})

    def act(found):
        actions.answer_kin(
            kin=kin, version=found["version"], answer=found["answer"], note=found["note"], by=request.identity, at=at
        )

    words = _("Wanting to care for the child is the beginning: every safety check still follows.")
    return answer(request, case, form, act, Page(_("The answer of kin"), _("Save"), words, back="kin"), kin=kin)


@door(CHANGE, writes=True)
@keeps_draft
def seek_family(request, pk):
    """Begin to look for a family: the gate of necessity."""
    case, at = case_of(request, pk), clock.now()
    initial = {
        "version": case.version,
        "reasons": case.care_reasons,
        "why": case.why_care,
        "care_type": case.care_type,
        "urgent": case.is_urgent,
    }
    form = SeekForm(request.POST or None, settings=settings_of(request, at), initial=initial)

    def act(found):
        actions.seek_family(
            case=case,
            care_type=found["care_type"],
            urgent=found["urgent"],
            why=found["why"],
            reasons=found["reasons"],
            version=found["version"],
            by=request.identity,
            at=at,
        )

    page = Page(
        _("Look for a family"),
        _("Look for a family"),
        _("A child leaves home only when it must. Answer why before anything else."),
        back="seeking",
        done=_("The children now wait for a family. They appear in matching."),
    )
    return answer(request, case, form, act, page)


@door(CHANGE, writes=True)
@keeps_draft
def stop_seeking(request, pk):
    """Stop looking for a family."""
    case, at = case_of(request, pk), clock.now()
    form = StopForm(request.POST or None, initial={"version": case.version})

    def act(found):
        actions.stop_seeking(
            case=case,
            reason=found["reason"],
            note=found["note"],
            version=found["version"],
            by=request.identity,
            at=at,
        )

    return answer(request, case, form, act, Page(_("Stop looking for a family"), _("Stop looking"), back="seeking"))
