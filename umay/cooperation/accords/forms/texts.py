"""Forms of texts: beginning one, writing an article in its languages, amending."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.text_words import LANGUAGES
from umay.cooperation.partners.templatetags.coop import language_in_words
from umay.kit.ui import forms

MOST_HEADING, MOST_BODY = 240, 20_000


class BeginForm(forms.WritingForm):
    """In which languages the text is to be equally authentic."""

    languages = forms.CheckboxesField(
        label=_("In which languages is it to be equally authentic?"),
        choices=[(code, language_in_words(code)) for code in LANGUAGES],
    )


class ArticleForm(forms.WritingForm):
    """One article in each language that is still being written. `articles`: {language: what it says now, or None}."""

    def __init__(self, *args, articles: dict, is_new: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = list(articles)
        self.groups = []
        if is_new:
            self.fields["number"] = forms.TextField(
                label=_("Number of the article"),
                hint=_("A figure, perhaps with letters after it: 12 or 12bis. 0 is the preamble. It is the same in every language."),
                max_length=12,
                width="4",
            )  # fmt: skip
            self.groups.append(forms.Group("", ["number"]))
        for code, article in articles.items():
            self._add(code, article)

    def _add(self, code: str, article) -> None:
        names = [f"heading_{code}", f"body_{code}"]
        self.fields[f"shown_{code}"] = django_forms.CharField(
            widget=django_forms.HiddenInput, initial=shown_digest(article)
        )
        self.fields[names[0]] = forms.TextField(
            label=_("Heading"), required=False, max_length=MOST_HEADING, initial=article.heading if article else ""
        )
        self.fields[names[1]] = forms.LongTextField(
            label=pgettext_lazy("article", "Words"), rows=8, required=False, says_optional=False, max_length=MOST_BODY,
            initial=article.body if article else ""
        )  # fmt: skip
        self.groups.append(forms.Group(language_in_words(code), names))

    def said(self) -> dict[str, tuple[str, str]]:
        return {code: (self.cleaned_data[f"heading_{code}"], self.cleaned_data[f"body_{code}"]) for code in self.codes}

    def shown(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"shown_{code}"] for code in self.codes}

    def show_again(self, articles: dict) -> None:
        """After a conflict: what was typed stays, and the next save is about what stands there now."""
        self.data = self.data.copy()
        for code, article in articles.items():
            self.data[f"shown_{code}"] = shown_digest(article)


class AmendForm(forms.WritingForm):
    why = forms.TextField(
        label=_("What is the amendment for?"), hint=_("Everybody reads it once it is released."), max_length=400
    )


class SureForm(forms.WritingForm):
    """Only the key, so that it happens once."""
