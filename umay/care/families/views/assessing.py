"""Checks, the social inquiry and the limits."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from umay.care.families import access, actions, queries
from umay.care.families.forms import AssessForm, DecideForm, LimitsForm
from umay.care.families.views.common import answered, language, loaded, settings_of
from umay.care.families.views.limits import limit_rows
from umay.care.persons.drafting import keeps_draft
from umay.kit.kernel.doors import door
from umay.kit.ui.format import day


@door(access.CHANGE, writes=True)
@keeps_draft
def assess(request, pk) -> HttpResponse:
    """A day and an outcome for each check that is needed. What was recorded before stays in the history."""
    by = request.identity
    family, settings = loaded(request, pk), settings_of(request)
    people = queries.members(family)
    by_id = {member.pk: member for member in people}
    form = AssessForm(
        request.POST or None,
        settings=settings,
        people=people,
        needed=queries.needed_checks(family, settings, people=people),
        hints=_hints(family),
        is_kin=family.kin_for_case is not None or set(family.care_types) == {"kin"},
        initial={"inquiry_on": family.inquiry_on, "inquiry": family.inquiry, "waived": family.waived},
    )

    def act(data, at):
        checks = [
            actions.CheckDone(kind, by_id.get(member), done_on, is_clear, note)
            for kind, member, done_on, is_clear, note in form.done()
        ]
        actions.assess(
            family=family,
            checks=checks,
            inquiry_on=data["inquiry_on"],
            inquiry=data["inquiry"] or None,
            waived=data.get("waived"),
            by=by,
            at=at,
        )

    return answered(
        request,
        form,
        family,
        act=act,
        title=_("Checks and social inquiry"),
        words=_("Fill in what is new. What was written before stays."),
        submit=_("Save"),
        said=_("The checks are written down."),
    )


def _hints(family) -> dict:
    found: dict = {}
    for check in queries.checks(family):
        outcome = _("in order") if check.is_clear else _("not in order")
        found.setdefault(
            (check.kind, check.member_id),
            _("Last: %(day)s, %(outcome)s") % {"day": day(check.done_on, language()), "outcome": outcome},
        )
    return found


LIMIT_NAMES = (
    "care_types", "takes_emergencies", "places", "max_siblings", "age_from", "age_to", "rooms_for", "skills", "version",
)  # fmt: skip


@door(access.CHANGE, writes=True)
@keeps_draft
def set_limits(request, pk) -> HttpResponse:
    by = request.identity
    family, settings = loaded(request, pk), settings_of(request)
    initial = {name: getattr(family, name) for name in LIMIT_NAMES}
    if not family.places:
        initial |= {"places": 1, "max_siblings": 1}
    form = LimitsForm(request.POST or None, settings=settings, initial=initial)
    words = ""
    if family.state in ("approved", "suspended"):
        words = _("Less than before holds at once. More than before waits until a second person approves it.")
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.set_limits(
            family=family, version=data["version"], limits=form.limits(), by=by, at=at
        ),
        title=_("For which children"),
        words=words,
        submit=_("Save"),
        unverified="" if settings.is_verified("families.max_foster_children") else _("Most foster children in one home: unverified value."),
    )  # fmt: skip


@door(access.APPROVE, writes=True)
def decide_limits(request, pk) -> HttpResponse:
    by, family = request.identity, loaded(request, pk)
    form = DecideForm(request.POST or None, initial={"version": family.version})
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.decide_limits(
            family=family, version=data["version"], agree=data["agree"], by=by, at=at
        ),
        title=_("Wider limits"),
        submit=_("Save"),
        template="families/decide_limits.html",
        asked_limits=limit_rows(family, settings_of(request)),
    )
