"""Forms of declarations: writing, inviting, answering, signing, stating; and the lists of trust."""

from django import forms as django_forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.declaration_words import StatementKind, TrustKind
from umay.cooperation.partners.files import ENDINGS, MOST_BYTES
from umay.cooperation.partners.queries import all_names, in_language
from umay.kit.ui import forms

LANGUAGES = [code for code, _name in settings.LANGUAGES]
_IN = {"tr": _("In Turkish"), "az": _("In Azerbaijani"), "en": _("In English")}
_OFFICE = {"tr": _("Office, in Turkish"), "az": _("Office, in Azerbaijani"), "en": _("Office, in English")}
_TURKISH, _AZERBAIJANI, _ENGLISH = _("Turkish"), _("Azerbaijani"), _("English")
NAMES = {"tr": _TURKISH, "az": _AZERBAIJANI, "en": _ENGLISH}
CERTIFICATES = (".cer", ".crt", ".pem", ".der")
ANSWERS = (".p7s", ".p7m", ".sig", ".bin", ".pem", ".der")
MOST_CERTIFICATE = 64 * 1024
MOST_ARTICLES = 200


def words_of(sent: dict, name: str) -> dict:
    """title_tr, title_az ... -> {"tr": ..., "az": ...}; empty ones are left out."""
    return {code: words for code in LANGUAGES if (words := (sent.get(f"{name}_{code}") or "").strip())}


def _in_each(name: str, *, rows: int = 0, most: int = 400) -> dict:
    made = forms.LongTextField if rows else forms.TextField
    more = {"rows": rows} if rows else {}
    return {
        f"{name}_{code}": made(label=_IN[code], required=False, says_optional=False, max_length=most, **more)
        for code in LANGUAGES
    }


def _named(party) -> str:
    row = all_names((get_language() or "en")[:2]).get(party.pk)
    return row.name if row else party.code


class PartyField(forms.ModelSelectField):
    """An institution by its name in the reader's language."""

    def label_from_instance(self, party):
        return _named(party)


class OpenForm(forms.WritingForm):
    """A new declaration: its languages with a title in each, who keeps it, how many spare fields."""

    languages = forms.CheckboxesField(
        label=_("In which languages is it equally authentic?"), choices=list(NAMES.items()), initial=LANGUAGES
    )
    depositary = PartyField(
        label=_("Who keeps it?"),
        hint=_("The depositary seals the text, examines full powers and keeps the signatures."),
        queryset=None,
        blank=_("Choose"),
    )
    spares = forms.WholeNumberField(
        label=_("How many spare fields?"),
        hint=_("For institutions that are invited after the text is sealed."),
        min_value=0,
        max_value=24,
        initial=4,
        width="2",
    )
    is_fictitious = forms.TickField(
        label=_("This is an invented example"), hint=_("It says so on every page."), required=False
    )

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["depositary"].queryset = parties
        self.fields.update(_in_each("title", most=240))
        self.groups = [
            forms.Group(_("What is it called?"), [f"title_{code}" for code in LANGUAGES]),
            forms.Group(_("How is it kept?"), ["languages", "depositary", "spares", "is_fictitious"]),
        ]


class ArticlesForm(forms.WritingForm):
    """Every article in every language, and two empty ones at the end."""

    version = forms.WholeNumberField(widget=django_forms.HiddenInput)

    def __init__(self, *args, languages, articles, **kwargs):
        super().__init__(*args, **kwargs)
        self.languages, self.count, self.groups = languages, 0, []
        self.fields["count"] = forms.WholeNumberField(widget=django_forms.HiddenInput)
        asked = _asked(self.data.get("count")) if self.is_bound else None
        self._lay_out(asked or len(articles) + 2, articles)

    def _lay_out(self, count: int, articles=()) -> None:
        """Fields for so many articles, after those that stand there already."""
        for number in range(self.count + 1, count + 1):
            words = articles[number - 1].words if number <= len(articles) else {}
            names = []
            for code in self.languages:
                name = f"article_{number}_{code}"
                self.fields[name] = forms.LongTextField(
                    label=NAMES.get(code, code), rows=3, required=False, says_optional=False, max_length=4000,
                    initial=words.get(code, "")
                )  # fmt: skip
                names.append(name)
            self.groups.append(forms.Group(_("Article %(number)s") % {"number": number}, names))
        self.count = max(self.count, count)
        self.fields["count"].initial = self.count

    def show(self, typed) -> None:
        """A draft may hold more articles than stand in the declaration now: each of them is shown."""
        self._lay_out(_asked(typed.get("count")) or 0)
        super().show(typed)
        self.initial["count"] = self.count

    @property
    def articles(self) -> list[dict]:
        """In order; empty articles fall out and the numbers close up."""
        found = [
            {code: self.cleaned_data[f"article_{number}_{code}"] for code in self.languages}
            for number in range(1, self.count + 1)
        ]
        return [words for words in found if any(text.strip() for text in words.values())]


def _asked(count) -> int | None:
    return min(int(count), MOST_ARTICLES) if str(count or "").isdecimal() else None


class InviteForm(forms.WritingForm):
    party = PartyField(label=_("Which institution?"), queryset=None, blank=_("Choose"))
    sent_on = forms.DayField(label=_("When was the invitation sent?"), required=False)

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties


class AnswerForm(forms.WritingForm):
    """Will the institution sign, who signs, with which powers and which card."""

    will_sign = forms.YesNoField(label=_("Will the institution sign?"))
    official = forms.ModelSelectField(
        label=_("Who signs?"),
        hint=_("Somebody on the page of the institution. Add them there first."),
        queryset=None,
        required=False,
        blank=_("Choose"),
    )
    paper = forms.ModelSelectField(
        label=_("With which full powers?"),
        hint=_("Papers that the institution put in on its page."),
        queryset=None,
        required=False,
        blank=_("None yet"),
    )
    certificate = forms.FileField(
        label=_("Certificate of the card"),
        hint=_(
            "For signing electronically: the public certificate, never the key. A card that isn't named here is not taken."
        ),
        endings=CERTIFICATES,
        max_bytes=MOST_CERTIFICATE,
        required=False,
    )
    note = forms.LongTextField(label=_("Remark"), rows=2, max_length=1000, required=False)

    def __init__(self, *args, officials, papers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = officials
        self.fields["official"].label_from_instance = lambda one: one.name
        self.fields["paper"].queryset = papers
        self.fields["paper"].label_from_instance = lambda one: one.title
        self.fields.update(_in_each("title", most=200))
        for code, label in _OFFICE.items():
            self.fields[f"title_{code}"].label = label
        self.groups = [
            forms.Group(_("The answer"), ["will_sign"]),
            forms.Group(_("Who signs, and with what"), ["official", *(f"title_{code}" for code in LANGUAGES), "paper", "certificate"]),
            forms.Group("", ["note"]),
        ]  # fmt: skip


class ExamineForm(forms.WritingForm):
    is_in_order = forms.YesNoField(label=_("Are the full powers in order?"))
    note = forms.LongTextField(
        label=_("What is missing?"), hint=_("The institution reads it."), rows=2, max_length=1000, required=False
    )


class BringForm(forms.WritingForm):
    file = forms.FileField(
        label=_("The signed file"), hint=_("PDF, at most 10 MB."), endings=(".pdf",), max_bytes=MOST_BYTES
    )


class BeginForm(forms.WritingForm):
    certificate = forms.FileField(
        label=_("Certificate of the card"), hint=_("The public certificate, never the key."), endings=CERTIFICATES,
        max_bytes=MOST_CERTIFICATE
    )  # fmt: skip


class FinishForm(forms.WritingForm):
    signature = forms.FileField(
        label=_("The answer of the card or the program"), hint=_("A .p7s file, or the bare signature."), endings=ANSWERS,
        max_bytes=MOST_CERTIFICATE
    )  # fmt: skip


class ScanForm(forms.WritingForm):
    file = forms.FileField(
        label=_("Scan of the signed page"),
        hint=_("PDF or picture, at most 10 MB."),
        endings=ENDINGS,
        max_bytes=MOST_BYTES,
    )
    signed_on = forms.DayField(label=_("When was it signed?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(_in_each("place", most=120))
        self.groups = [
            forms.Group(_("The page"), ["file", "signed_on"]),
            forms.Group(_("Where was it signed?"), [f"place_{code}" for code in LANGUAGES], _("One language is enough.")),
        ]  # fmt: skip


class WordsForm(forms.WritingForm):
    """Words in each language; at least one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(_in_each("words", rows=3, most=4000))

    def clean(self):
        said = super().clean()
        if not words_of(said, "words"):
            self.add_error("words_tr", _("Write it in one language at least"))
        return said


class StateForm(WordsForm):
    kind = forms.RadiosField(label=pgettext_lazy("cooperation", "What is it?"), choices=StatementKind.choices)
    to = forms.ModelSelectField(
        label=_("To which statement?"), hint=_("For an objection only."), queryset=None, required=False, blank=_("None")
    )

    def __init__(self, *args, statements, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = statements
        self.fields["to"].label_from_instance = lambda one: (
            f"{_named(one.party)}: {in_language(one.words, (get_language() or 'en')[:2])[0][:60]}"
        )
        self.groups = [
            forms.Group("", ["kind", "to"]),
            forms.Group(_("The words"), [f"words_{code}" for code in LANGUAGES]),
        ]


class WithdrawForm(forms.WritingForm):
    on = forms.DayField(label=_("From which day?"))
    note = forms.LongTextField(label=_("Remark"), hint=_("For desks only."), rows=2, max_length=1000, required=False)


class AccedeForm(forms.WritingForm):
    party = PartyField(label=_("Which institution accedes?"), queryset=None, blank=_("Choose"))

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties


class SureForm(forms.WritingForm):
    """Only the key, so that it happens once."""


class PinForm(forms.WritingForm):
    state = forms.ModelSelectField(label=_("Which state?"), queryset=None, blank=_("Choose"))
    kind = forms.RadiosField(label=pgettext_lazy("cooperation", "What is it?"), choices=TrustKind.choices)
    file = forms.FileField(
        label=_("The file"),
        hint=_("DER or PEM, at most 5 MB."),
        endings=(*CERTIFICATES, ".crl"),
        max_bytes=5 * 1024 * 1024,
    )
    source = forms.TextField(
        label=_("Where do you have it from?"),
        hint=_("The publisher and how you compared the fingerprint."),
        max_length=400,
    )

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = states
        self.fields["state"].label_from_instance = lambda one: in_language(one.names, (get_language() or "en")[:2])[0]


class VerifyForm(forms.UmayForm):
    """A visitor's file. Nothing of it is kept."""

    file = forms.FileField(
        label=_("The signed PDF"),
        hint=_("At most 10 MB. It is read and forgotten."),
        endings=(".pdf",),
        max_bytes=MOST_BYTES,
    )
