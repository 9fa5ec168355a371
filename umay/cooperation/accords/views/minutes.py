"""Minutes: typed in a form that is kept while somebody writes, their versions, the window for amendments, a whole series on one page."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import CHANGE, SEE
from umay.cooperation.accords.actions import meetings as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms import meetings as forms
from umay.cooperation.accords.meeting_words import MeetingState
from umay.cooperation.accords.queries import meetings as queries
from umay.cooperation.accords.views.meetings import meeting_of, series_of, title_of, url_of
from umay.cooperation.accords.views.plan_common import Page, ask
from umay.ground.journal.actions import AlreadyDone
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.asked import typed
from umay.kit.ui.forms import answer_form

_PAGE = "accords/meetings/write_minutes.html"


@door(CHANGE, writes=True)
@keeps_typed
def write_minutes(request, pk):
    """Type the minutes. Where somebody else saved meanwhile, both stand on the page: theirs with what differs, one's own in the form."""
    meeting = meeting_of(request, pk)
    last = queries.last_minutes(meeting)
    first = {"number": last.number if last else 0} | forms.shown_words(last.texts if last else {}, "text")
    is_amending = meeting.state == MeetingState.AMENDMENTS
    form = forms.MinutesForm(request.POST or None, is_amending=is_amending, initial=first)
    apart = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            actions.write_minutes(
                meeting=meeting, number=sent["number"], texts=forms.words_of(sent, "text"), why=sent.get("why", ""),
                by=request.identity, at=now(), key=sent["idempotency_key"]
            )  # fmt: skip
            return redirect(url_of(meeting))
        except AlreadyDone:
            return redirect(url_of(meeting))
        except Conflict as refusal:
            form = _again(request, form, sent, queries.last_minutes(meeting), refusal, is_amending)
            apart = queries.difference(queries.last_minutes(meeting), forms.words_of(sent, "text"))
            _refused(meeting, refusal)
        except Refusal as refusal:
            _refused(meeting, refusal)
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"meeting": meeting, "accord": meeting.accord, "back": url_of(meeting), "about": title_of(meeting)}
    return answer_form(request, _PAGE, form, apart=apart, is_amending=is_amending, **context)


def _refused(meeting, refusal: Refusal) -> None:
    record(f"refused.{refusal.code}"[:60], kind="meetings.minutes", thing=meeting.pk, fields=[])


def _again(request, form, sent: dict, last, refusal, is_amending: bool):
    """The same form with what was typed, on top of the version that came in between: sent again, it follows that one."""
    typed_again = request.POST.copy()
    typed_again["number"] = str(last.number if last else 0)
    typed_again["idempotency_key"] = str(forms.forms.KeyField().initial())
    made = forms.MinutesForm(typed_again, is_amending=is_amending)
    made.is_valid()
    made.add_error(None, str(refusal))
    return made


@door(CHANGE, writes=True)
def open_amendments(request, pk):
    meeting = meeting_of(request, pk)
    form = forms.UntilForm(request.POST or None, initial={"version": meeting.version})

    def write(sent, at):
        return actions.open_amendments(
            meeting=meeting, version=sent["version"], until=sent["until"], by=request.identity, at=at
        )

    words = _(
        "Those who attended read the minutes and amend them until that day. When the last of them has approved the same words, the minutes are locked."
    )
    page = Page(_("Give the minutes to those who attended"), _("Give them"), words)
    return ask(request, form, page, write, accord=meeting.accord, back=url_of(meeting), about=title_of(meeting))


@door(SEE)
def versions(request, pk):
    """Every version of the minutes with what each changed. ?of=2 shows that one."""
    meeting = meeting_of(request, pk)
    rows = queries.versions_of(meeting)
    if not rows:
        raise Http404
    wanted = request.GET.get("of", "")
    shown = next((row for row in rows if str(row.number) == wanted), rows[0])
    before = next((row for row in rows if row.number == shown.number - 1), None)
    context = {
        "meeting": meeting,
        "accord": meeting.accord,
        "rows": rows,
        "shown": shown,
        "apart": queries.difference(before, shown.texts) if before else [],
        "is_first": before is None,
    }
    return render(request, "accords/meetings/versions.html", context)


@typed("q")
@door(SEE)
def compiled(request, pk):
    """The minutes and decisions of a whole series on one page; words are found in whichever language they stand."""
    accord = series_of(request, pk)
    form = forms.SearchForm(request.asked or None)
    asked = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    rows = [(one, [(row, queries.code_of(row)) for row in one.decisions]) for one in queries.compiled(accord, asked)]
    context = {"accord": accord, "rows": rows, "form": form, "asked": asked}
    return render(request, "accords/meetings/compiled.html", context)
