"""A desk that sends what is refused: in each language, with what the page must say, what the journal must hold and what must come back."""

import html
import re
from dataclasses import replace
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from tests.cooperation.factories import user_of
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.ids import new_id

LANGUAGES = ("tr", "az", "en")


def desk(identity, lang: str) -> Client:
    client = Client()
    with founding():
        client.force_login(user_of(identity))
    client.cookies["django_language"] = lang
    return client


def url(name: str, *args) -> str:
    return reverse(name, args=args)


def day(name: str, on: date) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def said(words: str, lang: str) -> list[str]:
    """The sentence in that language, in the pieces that stand between what is put into it."""
    with translation.override(lang):
        found = gettext(words)
    assert lang == "en" or found != words, f"not translated into {lang}: {words}"
    return [piece for piece in re.split(r"%\(\w+\)s", found) if piece.strip(" ().")]


def refused(by, address: str, send, says: str, code: str, *, typed=(), status=(409, 422)) -> None:
    """Send it in each language. `send()` gives what is sent, fresh each time; `says` the English sentence; `typed` what must come back."""
    for lang in LANGUAGES:
        answer = desk(by, lang).post(address, {"idempotency_key": str(new_id()), **send()})
        page = html.unescape(answer.content.decode())
        assert answer.status_code in status, (lang, answer.status_code)
        for piece in said(says, lang):
            assert piece in page, f"{lang}: {piece!r} is not said"
        for words in typed:
            assert words in page, f"{lang}: what was typed is gone"
    assert journaled(by, code) == len(LANGUAGES)


def journaled(by, code: str) -> int:
    """How many refusals with this code the journal holds of that person, as whoever may read it sees them."""
    with acting(replace(by, permissions=by.permissions | {"journal.see"})):
        return Entry.objects.filter(who=by.user_id, code__startswith=f"refused.{code}").count()


def large() -> SimpleUploadedFile:
    return SimpleUploadedFile("tarama.pdf", b"%PDF-" + bytes(30 << 20), content_type="application/pdf")
