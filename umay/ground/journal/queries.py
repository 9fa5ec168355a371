"""Reads of the journal. The database shows the auditor the country's lines, everybody else only their own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from umay.ground.journal.models import BY_DATABASE, Entry, Seal
from umay.kit.kernel.acting import Identity

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the auditor looks for; an empty part does not narrow."""

    who: object = None
    file: object = None
    code: str = ""
    first_on: date | None = None
    last_on: date | None = None
    with_rows: bool = False


def lines(asked: Asked) -> QuerySet[Entry]:
    """Lines newest first. Without `with_rows` the database's own lines of single rows are left out."""
    found = Entry.objects.order_by("-id")
    if asked.who:
        found = found.filter(who=asked.who)
    if asked.file:
        found = found.filter(file=asked.file)
    if asked.code:
        found = found.filter(code__startswith=asked.code)
    if asked.first_on:
        found = found.filter(at__gte=_begin(asked.first_on))
    if asked.last_on:
        found = found.filter(at__lt=_begin(asked.last_on + timedelta(days=1)))
    return found if asked.with_rows else found.exclude(code__startswith=BY_DATABASE)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def own_lines(by: Identity) -> QuerySet[Entry]:
    """What the journal says about the person themselves."""
    return Entry.objects.filter(who=by.user_id).exclude(code__startswith=BY_DATABASE).order_by("-id")


class Counted(Paginator):
    """Counts once, and only so far as pages are turned: a journal of millions of lines is never counted for a list."""

    limit = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list[: self.limit].count()


def page_of(rows: QuerySet[Entry], number) -> object:
    """One page of lines, each with `name`: who it was (two queries and one for the names)."""
    page = Counted(rows, PER_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    names = names_of(entry.who for entry in page.object_list)
    for entry in page.object_list:
        entry.name = names.get(entry.who, "")
    return page


def names_of(ids) -> dict:
    users = get_user_model().objects.filter(pk__in={one for one in ids if one}).order_by()
    return dict(users.values_list("pk", "name"))


def person_named(words: str, country: str):
    """The id of the account with this user name, else None."""
    found = get_user_model().objects.filter(username=words.strip(), country=country).order_by()
    return found.values_list("pk", flat=True).first()


def file_numbered(number: str):
    """The id of the file with this number, for the auditor alone; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select offices_file_of_number(%s)", [number.strip()])
        return cursor.fetchone()[0]


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-pk").first()
