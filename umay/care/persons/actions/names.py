"""What is written together with a person: names, search keys and identity numbers."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons import numbers
from umay.care.persons.models import Name, Paper, Person, Token
from umay.care.persons.names import number_token
from umay.care.persons.rules import ISSUER, keys_of
from umay.care.persons.words import NameKind
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.text import tidy
from umay.kit.kernel.vault import blind

_LATIN_END = 0x250


def _kind_of(text: str) -> str:
    return NameKind.SCRIPT if any(letter.isalpha() and ord(letter) > _LATIN_END for letter in text) else NameKind.OTHER


def _write_names(person: Person, others, *, by: Identity, at: datetime) -> None:
    """Keep the written name and exactly the other names given: (kind, text) pairs or plain texts. What is left out ends."""
    wanted = {}
    if person.name:
        wanted[person.name] = NameKind.WRITTEN
    for entry in others:
        kind, text = entry if isinstance(entry, (tuple, list)) else ("", entry)
        text = tidy(text)[:260]
        if text:
            wanted.setdefault(text, kind or _kind_of(text))
    standing = {name.text: name for name in person.names.filter(ended_at__isnull=True)}
    for text, name in standing.items():
        if text not in wanted:
            name.ended_at = at
            name.save(update_fields=["ended_at"])
        elif name.kind != wanted[text]:
            name.kind = wanted[text]
            name.save(update_fields=["kind"])
    Name.objects.bulk_create(
        Name(**follow(person), person=person, kind=kind, text=text, recorded_by=by.user_id, recorded_at=at)
        for text, kind in wanted.items()
        if text not in standing
    )


def _write_keys(person: Person, *, by: Identity, at: datetime, file_number: str = "") -> None:
    """Make the search keys anew from the names that stand; numbers of the files the person was in stay."""
    others = person.names.filter(ended_at__isnull=True).values_list("text", flat=True)
    born = person.born_on.year if person.born_on else None
    wanted = keys_of(person.given, person.surname, others, born=born)
    if file_number:
        wanted.add(number_token(file_number))
    standing = set(person.tokens.values_list("token", flat=True))
    gone = {key for key in standing - wanted if not key.startswith("n")}
    if gone:
        person.tokens.filter(token__in=gone).delete()
    Token.objects.bulk_create(Token(**follow(person), person=person, token=key) for key in sorted(wanted - standing))


def _write_papers(person: Person, papers, *, by: Identity, at: datetime) -> None:
    """Keep these numbers: (issuer, kind, number). One of the same issuer and kind that differs replaces the former one."""
    for issuer, kind, typed in papers:
        number = _checked(kind, typed)
        issuer = ISSUER.get(kind, issuer or by.country)
        hashed = blind(number, country=issuer, kind=kind)
        standing = person.papers.filter(issuer=issuer, kind=kind, ended_at__isnull=True).first()
        if standing and bytes(standing.number_hash) == hashed:
            continue
        if standing:
            standing.ended_at = at
            standing.save(update_fields=["ended_at"])
        row = Paper(
            **follow(person), person=person, issuer=issuer, kind=kind, number=number, number_hash=hashed,
            recorded_by=by.user_id, recorded_at=at,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as taken:
            raise Refusal(
                _(
                    "This identity number already stands in another record, so this one was not saved. Everything you typed is kept. "
                    "Search for the number; if you find nobody, another office knows the person."
                ),
                code="number_taken",
                field="papers",
            ) from taken


PROBLEMS = {
    "letters": _("The number contains signs that such a number does not have. Check it letter by letter."),
    "length": _("The number is too short or too long. Check it digit by digit."),
    "leading_zero": _("No such number begins with 0. Check it digit by digit."),
    "check": _("There is a slip in the number: its last two digits do not fit the others. Check it digit by digit."),
    "not_foreign": _("A foreigner's number begins with 99. Check it digit by digit."),
    "empty": _("Write the number, or leave its kind empty too."),
}


def _checked(kind: str, typed: str) -> str:
    problem = numbers.problem(kind, typed, demo=settings.UMAY_DEMO)
    if problem:
        raise Refusal(PROBLEMS[problem], code=f"number_{problem}", field="papers")
    return numbers.normal(kind, typed)
