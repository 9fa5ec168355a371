"""The country's settings: what holds, where it comes from, who confirmed it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.ground.journal.actions import AlreadyDone, once
from umay.ground.offices import actions, queries
from umay.ground.offices.access import CONFIRM_SETTINGS, SEE_SETTINGS
from umay.ground.offices.forms import ConfirmSettingForm
from umay.ground.offices.packs import ABSENT, KEYS, Entry, production_gaps
from umay.ground.offices.packs.display import lines
from umay.ground.offices.setting_fields import fields_for, value_from
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.forms import Group, answer_form

_GROUPS = {
    "names": _("Names"),
    "country": _("The country"),
    "intake": _("Reports"),
    "risk": _("Risk and its clocks"),
    "legal": _("Law"),
    "cases": _("Cases"),
    "kin": _("Kin"),
    "families": _("Families"),
    "matching": _("Matching"),
    "placements": _("Placements"),
    "visits": _("Visits"),
    "privacy": _("Privacy"),
}


@dataclass
class Section:
    """Settings of one subject."""

    code: str
    title: Any
    entries: list = field(default_factory=list)
    unconfirmed: int = 0


@dataclass(frozen=True)
class Shown:
    """One setting with its value in words."""

    entry: Entry
    words: list[str]

    @property
    def name(self) -> str:
        return self.entry.key.name

    @property
    def is_long(self) -> bool:
        return len(self.words) > 6


def _shown(entry: Entry) -> Shown:
    return Shown(entry, lines(entry.key, entry.value, get_language() or "en"))


@door(SEE_SETTINGS)
def settings(request):
    """The country's settings, one subject at a time, with what still keeps production from using them."""
    pack = queries.pack(request.identity.country, timezone.localdate())
    sections: dict[str, Section] = {}
    for entry in pack.listing():
        subject = entry.key.name.split(".")[0]
        section = sections.setdefault(subject, Section(subject, _GROUPS.get(subject, subject)))
        section.entries.append(_shown(entry))
        section.unconfirmed += not entry.is_verified
    chosen = sections.get(request.GET.get("part", "")) or next(iter(sections.values()))
    context = {
        "sections": list(sections.values()),
        "section": chosen,
        "unconfirmed": len(pack.unconfirmed()),
        "gaps": [KEYS[name] for name in production_gaps(pack)],
        "may_confirm": request.identity.may(CONFIRM_SETTINGS),
        "country": request.identity.country,
    }
    return render(request, "offices/settings.html", context)


@door(CONFIRM_SETTINGS, writes=True)
def confirm(request, setting):
    """Confirm or set one value in one's own name."""
    if setting not in KEYS:
        raise Http404
    key = KEYS[setting]
    pack = queries.pack(request.identity.country, timezone.localdate())
    entry = next(entry for entry in pack.listing() if entry.key.name == setting)
    present = entry.value if entry.value is not ABSENT else entry.from_pack.value
    form = _form(request, key, present)
    if request.method == "POST" and form.is_valid():
        try:
            _confirm(request, key, form.cleaned_data, present)
            return redirect(f"{reverse('offices:settings')}?part={setting.split('.')[0]}")
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    history = queries.confirmations(request.identity.country, setting)
    context = {"shown": _shown(entry), "history": history, "as_it_stands": not fields_for(key, present)}
    return answer_form(request, "offices/confirm.html", form, **context)


def _form(request, key, present) -> ConfirmSettingForm:
    form = ConfirmSettingForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    fields = fields_for(key, present)
    form.fields = fields | form.fields
    form.groups = [Group(key.label, list(fields)), Group(_("Your confirmation"), ["source", "valid_from", "sure"])]
    return form


def _confirm(request, key, said: dict, present) -> None:
    value = value_from(key, said, present)
    if value is ABSENT:
        raise Refusal(_("There is no value to confirm. A release of the country's settings must bring it."))
    try:
        with once(said["idempotency_key"], by=request.identity, at=now(), kind="offices.confirm") as made:
            made(
                actions.confirm_setting(
                    setting=key.name,
                    value=value,
                    source=said["source"],
                    valid_from=said["valid_from"],
                    by=request.identity,
                    at=now(),
                ).pk
            )
    except AlreadyDone:
        return
