"""Measures of a decision: recorded, ended."""

from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions, queries
from umay.care.cases.access import CHANGE
from umay.care.cases.forms import EndMeasureForm, MeasureForm
from umay.care.cases.views.common import Page, answer, case_of, part_of, settings_of, today_of
from umay.care.persons.drafting import keeps_draft
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@door(CHANGE, writes=True)
@keeps_draft
def add_measure(request, pk):
    """What a decision orders beside the legal basis. Who decided is offered from the basis in force."""
    case, at = case_of(request, pk), clock.now()
    settings, children, basis = settings_of(request, at), list(queries.children_of(case)), queries.valid_basis(case, at)
    initial = {
        "starts_on": today_of(request, at),
        "children": [str(child.pk) for child in children] if len(children) == 1 else [],
    }
    if basis:
        initial |= {name: getattr(basis, name) for name in ("authority", "decision_number", "decided_on")}
    form = MeasureForm(
        request.POST or None, settings=settings, children=children, today=today_of(request, at), initial=initial
    )

    def act(found):
        actions.add_measure(case=case, values=form.values(), by=request.identity, at=at, key=found["idempotency_key"])

    page = Page(
        _("Record measures"),
        _("Save"),
        _(
            "A decision can order several measures at once, for one child or for all. The report to the court gets its clock."
        ),
        back="measures",
    )
    return answer(request, case, form, act, page, is_unverified=not settings.is_verified("legal.measures"))


@door(CHANGE, writes=True)
def end_measure(request, pk, measure):
    """A measure ends before its day."""
    case, at = case_of(request, pk), clock.now()
    measure = part_of(case, "measures", measure)
    form = EndMeasureForm(request.POST or None, initial={"version": measure.version, "ended_on": today_of(request, at)})

    def act(found):
        actions.end_measure(
            measure=measure,
            version=found["version"],
            ended_on=found["ended_on"],
            why=found["why"],
            by=request.identity,
            at=at,
        )

    page = Page(_("End the measure"), _("End it"), back="measures", is_danger=True)
    return answer(request, case, form, act, page, measure=measure, measure_kind=queries.measure_words(measure))
