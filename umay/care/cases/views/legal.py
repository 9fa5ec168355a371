"""Legal bases, clocks and reviews."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions, queries
from umay.care.cases.access import CHANGE
from umay.care.cases.forms import BasisForm, EndBasisForm, MeetForm, ReviewForm
from umay.care.cases.views.common import Page, answer, case_of, part_of, settings_of, today_of
from umay.care.persons.drafting import keeps_draft
from umay.ground.offices.packs import label
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@dataclass(frozen=True)
class Ground:
    """One lawful ground as a choice of the form."""

    code: str
    label: Any
    hint: str


def _grounds(settings) -> list[Ground]:
    """The country's legal bases, each with its article, who decides and how long it can last."""
    found = []
    for row in settings.get("legal.bases"):
        parts = [row.law, str(label("authority", row.authority))]
        if row.max_days:
            parts.append(_t("at most %(days)d days") % {"days": row.max_days})
        found.append(Ground(row.code, label("legal_basis", row.code), " · ".join(parts)))
    return found


@door(CHANGE, writes=True)
@keeps_draft
def add_basis(request, pk):
    """Record an order or an emergency admission."""
    case, at = case_of(request, pk), clock.now()
    settings = settings_of(request, at)
    form = BasisForm(
        request.POST or None,
        rows=_grounds(settings),
        zone=request.identity.zone,
        today=today_of(request, at),
        initial={"starts_at": at},
    )

    def act(found):
        actions.add_basis(case=case, values=form.values(), by=request.identity, at=at, key=found["idempotency_key"])

    page = Page(
        _("Legal basis"),
        _("Save"),
        _("The clocks of the law start by themselves. An earlier emergency basis ends when the new one begins."),
        back="legal",
    )
    return answer(request, case, form, act, page, is_unverified=not settings.is_verified("legal.bases"))


@door(CHANGE, writes=True)
def end_basis(request, pk, basis):
    """A legal basis ends early."""
    case, at = case_of(request, pk), clock.now()
    basis = part_of(case, "bases", basis)
    form = EndBasisForm(request.POST or None, initial={"version": basis.version, "ended_at": at})

    def act(found):
        actions.end_basis(
            basis=basis,
            version=found["version"],
            ended_at=found["ended_at"],
            why=found["why"],
            by=request.identity,
            at=at,
        )

    words = _("Without a legal basis nobody has the right to keep the child away from home.")
    page = Page(_("End the legal basis"), _("End it"), words, back="legal", is_danger=True)
    return answer(request, case, form, act, page, basis=basis, basis_kind=label("legal_basis", basis.kind))


@door(CHANGE, writes=True)
def meet_deadline(request, pk, deadline):
    """What was due was done."""
    case, at = case_of(request, pk), clock.now()
    deadline = part_of(case, "deadlines", deadline)
    form = MeetForm(request.POST or None, initial={"met_at": at})

    def act(found):
        actions.meet_deadline(deadline=deadline, met_at=found["met_at"], by=request.identity, at=at)

    page = Page(queries.deadline_words(deadline.rule, deadline.kind), _("It is done"), back="deadlines")
    return answer(request, case, form, act, page, deadline=deadline)


@door(CHANGE, writes=True)
@keeps_draft
def review(request, pk):
    """Record a review of the case."""
    case, at = case_of(request, pk), clock.now()
    form = ReviewForm(
        request.POST or None,
        settings=settings_of(request, at),
        initial={"version": case.version, "held_on": at, "goal": case.goal},
    )

    def act(found):
        actions.review(
            case=case,
            version=found["version"],
            held_on=found["held_on"],
            text=found["text"],
            goal=found["goal"],
            next_on=found["next_on"],
            by=request.identity,
            at=at,
            key=found["idempotency_key"],
        )

    words = _("Is the child well where it lives? Is it still right? What does the child say? What has to change?")
    return answer(request, case, form, act, Page(_("Review"), _("Save the review"), words, back="deadlines"))
