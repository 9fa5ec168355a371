"""Where a person is written: a report, a case or a family. Later rooms say here how their file is called and where it is shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from umay.care.persons.models import Person
from umay.care.persons.words import FILE_WORDS
from umay.kit.kernel.acting import Identity


@dataclass(frozen=True)
class FileLink:
    """A person's file as a list shows it; `url` and `number` are empty where the asker sees the person but not the file."""

    word: str
    number: str
    url: str
    permission: str


_kinds: dict[str, tuple[str, str, Callable[[Iterable[UUID]], Mapping[UUID, str]]]] = {}


def file_kind(
    kind: str, *, url_name: str, permission: str, numbers: Callable[[Iterable[UUID]], Mapping[UUID, str]]
) -> None:
    """Say how files of a kind are found: `numbers(ids)` gives {file id: number} of those the asker sees. Called in apps.ready()."""
    _kinds[kind] = (url_name, permission, numbers)


def file_links(people: Iterable[Person], *, by: Identity) -> dict[UUID, FileLink]:
    """{person id: link}; one statement for each kind of file among them."""
    people = list(people)
    found: dict[UUID, FileLink] = {}
    for kind, word in FILE_WORDS.items():
        mine = [person for person in people if person.file_kind == kind]
        if not mine:
            continue
        url_name, permission, numbers = _kinds.get(kind, ("", "", lambda ids: {}))
        known = numbers([person.file_id for person in mine])
        for person in mine:
            number = known.get(person.file_id, "")
            url = _address(url_name, person.file_id) if number and by.may(permission) else ""
            found[person.pk] = FileLink(word, number, url, permission)
    return found


def _address(url_name: str, pk: UUID) -> str:
    try:
        return reverse(url_name, args=[pk])
    except NoReverseMatch:
        return ""
