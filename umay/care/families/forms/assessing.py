"""Checks, the social inquiry, and the limits."""

from django.utils.translation import gettext_lazy as _

from umay.care.families import rules
from umay.care.families.forms.applying import VersionField
from umay.care.families.words import CheckKind
from umay.ground.offices.packs import choices, kinds_of_care
from umay.kit.ui import forms

ROOMS = [("f", _("Girls")), ("m", _("Boys"))]


class AssessForm(forms.WritingForm):
    """A day and an outcome for each check that is needed; what is left empty isn't written.

    `people`: members with `.seen`; `needed`: rules.Needed; `latest`: {(kind, member): Check}, shown as a hint.
    """

    def __init__(self, *args, settings, people, needed, hints, is_kin: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.needed, self.groups = list(needed), []
        by_id = {member.pk: member for member in people}
        for place, need in enumerate(self.needed):
            member = by_id.get(need.member)
            who = member.seen.name if member is not None and member.seen else ""
            title = f"{CheckKind(need.kind).label}: {who}" if who else CheckKind(need.kind).label
            self._add_check(place, title, hints.get((need.kind, need.member), ""), settings.day)
        self.fields["inquiry_on"] = forms.DayField(
            label=_("Day of the social inquiry report"), required=False, latest=settings.day
        )
        self.fields["inquiry"] = forms.LongTextField(
            label=_("What the report recommends, in short"), required=False, max_length=4000, rows=6
        )
        names = ["inquiry_on", "inquiry"]
        waivers = settings.get("families.kin_may_waive")
        if is_kin and waivers:
            self.fields["waived"] = forms.CheckboxesField(
                label=_("What the report waives for kin"), required=False, choices=choices("waiver", waivers)
            )
            names.append("waived")
        self.groups.append(forms.Group(_("Social inquiry"), names))

    def _add_check(self, place: int, title: str, hint: str, today) -> None:
        self.fields[f"done_{place}"] = forms.DayField(label=_("Day of the check"), required=False, latest=today)
        self.fields[f"clear_{place}"] = forms.YesNoField(
            label=_("Is it in order?"), required=False, yes=_("Yes, nothing against it"), no=_("No")
        )
        self.fields[f"note_{place}"] = forms.TextField(label=_("Note"), required=False, max_length=300)
        self.groups.append(forms.Group(title, [f"done_{place}", f"clear_{place}", f"note_{place}"], hint))

    def clean(self):
        cleaned = super().clean()
        for place in range(len(self.needed)):
            done, is_clear = cleaned.get(f"done_{place}"), cleaned.get(f"clear_{place}")
            if done and is_clear is None:
                self.add_error(f"clear_{place}", _("Say whether it is in order"))
            if is_clear is not None and not done and f"done_{place}" not in self.errors:
                self.add_error(f"done_{place}", _("Write the day of the check"))
        return cleaned

    def done(self) -> list[tuple]:
        """(kind, member id or None, day, is_clear, note) of every check that was filled in."""
        data = self.cleaned_data
        return [
            (need.kind, need.member, data[f"done_{place}"], data[f"clear_{place}"], data.get(f"note_{place}") or "")
            for place, need in enumerate(self.needed)
            if data.get(f"done_{place}")
        ]


class LimitsForm(forms.WritingForm):
    """What the family is, or shall be, approved for. No field asks what a child shall look like."""

    version = VersionField()
    groups = [
        forms.Group(_("Kinds of care"), ["care_types", "takes_emergencies"]),
        forms.Group(_("How many children"), ["places", "max_siblings"]),
        forms.Group(_("Which children"), ["age_from", "age_to", "rooms_for", "skills"]),
    ]
    care_types = forms.CheckboxesField(label=_("Which kinds of care?"))
    takes_emergencies = forms.YesNoField(label=_("Can a child come at night, within the hour?"))
    places = forms.WholeNumberField(label=_("Places for foster children"), min_value=1, max_value=12, width="2")
    max_siblings = forms.WholeNumberField(
        label=_("Most brothers and sisters together"),
        hint=_("Write 1 where the family takes one child at a time."),
        min_value=1,
        max_value=12,
        width="2",
    )
    age_from = forms.WholeNumberField(label=_("Youngest age"), min_value=0, max_value=25, width="2")
    age_to = forms.WholeNumberField(label=_("Oldest age"), min_value=0, max_value=25, width="2")
    rooms_for = forms.CheckboxesField(
        label=_("For whom is there a bedroom?"),
        hint=_("By the rooms of the home, not by wish."),
        choices=ROOMS,
        row=True,
    )
    skills = forms.CheckboxesField(label=_("What the family can care for"), required=False)

    def __init__(self, *args, settings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["care_types"].choices = kinds_of_care(settings)
        self.fields["skills"].choices = choices("need", settings.get("cases.needs"))

    def limits(self) -> rules.Limits:
        data = self.cleaned_data
        return rules.Limits(
            care_types=frozenset(data["care_types"]),
            places=data["places"],
            max_siblings=data["max_siblings"],
            age_from=data["age_from"],
            age_to=data["age_to"],
            rooms_for=frozenset(data["rooms_for"]),
            takes_emergencies=data["takes_emergencies"],
            skills=frozenset(data["skills"]),
        )
