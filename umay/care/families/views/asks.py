"""Questions of other offices about our families."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from umay.care.families import access, actions, queries, rules
from umay.care.families.forms import AnswerForm
from umay.care.families.views.common import KIND, settings_of
from umay.care.families.words import AskState
from umay.ground.journal.actions import AlreadyDone, once
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.ui.forms import answer_form

COLOURS = {"asked": "amber", "agreed": "teal", "refused": "grey", "closed": "grey"}


@door(access.ANSWER)
def asks(request) -> HttpResponse:
    page = Paginator(queries.asks(request.identity), 25).get_page(request.GET.get("page"))
    rows = [{"ask": ask, "colour": COLOURS[ask.state]} for ask in page]
    return render(request, "families/asks.html", {"page": page, "rows": rows})


@door(access.ANSWER, writes=True)
def answer_ask(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    ask = get_object_or_404(queries.asks(by), pk=pk)
    reads(request, ask.family, kind=KIND)
    settings = settings_of(request, at)
    said_on, days = ask.family.willing_confirmed_on, settings.get("families.willing_confirm_days")
    is_stale = rules.is_stale(said_on, on=settings.day, days=days)
    form = AnswerForm(request.POST or None, is_stale=is_stale)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with once(data["idempotency_key"], by=by, at=at, kind="families.answer_ask") as made:
                answered = actions.answer_ask(
                    ask=ask,
                    agree=data["agree"],
                    note=data["note"],
                    was_asked=data.get("was_asked", False),
                    by=by,
                    at=at,
                )
                made(answered.pk)
        except AlreadyDone:
            return redirect("families:asks")
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Your answer is with the other office now."))
            return redirect("families:asks")
    return answer_form(
        request,
        "families/answer_ask.html",
        form,
        ask=ask,
        is_open=ask.state == AskState.ASKED,
        colour=COLOURS[ask.state],
        is_stale=is_stale,
    )
