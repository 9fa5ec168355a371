"""Closing a case takes two people."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions
from umay.care.cases.access import ASK_CLOSE, CLOSE, REOPEN
from umay.care.cases.forms import AskCloseForm, KeepOpenForm, SureForm, WhyForm
from umay.care.cases.views.common import Page, answer, case_of, settings_of
from umay.care.cases.words import CaseState
from umay.care.persons.drafting import keeps_draft
from umay.ground.offices.packs import label
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@door(ASK_CLOSE, writes=True)
@keeps_draft
def ask_close(request, pk):
    """Ask the supervisor to close."""
    case, at = case_of(request, pk), clock.now()
    form = AskCloseForm(request.POST or None, settings=settings_of(request, at), initial={"version": case.version})

    def act(found):
        actions.ask_close(
            case=case,
            version=found["version"],
            reason=found["reason"],
            note=found["note"],
            by=request.identity,
            at=at,
        )

    page = Page(
        _("Ask to close the case"),
        _("Ask to close"),
        _("A second person, your supervisor, decides."),
        done=_("Your supervisor sees that the case waits to be closed."),
    )
    return answer(request, case, form, act, page)


@door(CLOSE, writes=True)
def close(request, pk):
    """Close the case."""
    case, at = case_of(request, pk), clock.now()
    if request.method == "GET" and case.state != CaseState.CLOSING:
        return _nobody_asked(request, case)
    form = SureForm(request.POST or None, initial={"version": case.version})

    def act(found):
        actions.close(case=case, version=found["version"], by=request.identity, at=at)

    page = Page(_("Close the case"), _("Close the case"), done=_("The case is closed."), is_danger=True)
    reason = label("case_closing", case.closing_reason) if case.closing_reason else ""
    return answer(request, case, form, act, page, closing_reason=reason)


def _nobody_asked(request, case):
    messages.info(request, _("Nobody has asked to close this case."))
    return redirect("cases:see", pk=case.pk)


@door(CLOSE, writes=True)
@keeps_draft
def keep_open(request, pk):
    """Do not close: say what is still to be done."""
    case, at = case_of(request, pk), clock.now()
    if request.method == "GET" and case.state != CaseState.CLOSING:
        return _nobody_asked(request, case)
    form = KeepOpenForm(request.POST or None, initial={"version": case.version})

    def act(found):
        actions.keep_open(case=case, version=found["version"], why=found["why"], by=request.identity, at=at)

    reason = label("case_closing", case.closing_reason) if case.closing_reason else ""
    page = Page(_("Keep the case open"), _("Keep it open"))
    return answer(request, case, form, act, page, closing_reason=reason)


@door(REOPEN, writes=True)
def reopen(request, pk):
    """Open a closed case again."""
    case, at = case_of(request, pk), clock.now()
    form = WhyForm(request.POST or None, initial={"version": case.version})

    def act(found):
        actions.reopen(case=case, version=found["version"], why=found["why"], by=request.identity, at=at)

    return answer(request, case, form, act, Page(_("Open the case again"), _("Open it again")))
