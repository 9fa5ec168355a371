"""Privacy classes. Every field of every model has one; a test says which has not."""

from enum import StrEnum


class Privacy(StrEnum):
    PUBLIC = "public"  # may be printed in a newspaper
    OFFICE = "office"  # how the office works: who, when, which step
    PERSONAL = "personal"  # says something about one person
    SENSITIVE = "sensitive"  # health, conviction, story, the child's own words: encrypted at rest
    SECRET = "secret"  # keys and pass-phrases: never shown


PUBLIC, OFFICE, PERSONAL, SENSITIVE, SECRET = Privacy


def classes(model) -> dict[str, Privacy]:
    """The privacy class of each concrete field of `model`, collected from `privacy` dicts along its bases."""
    found: dict[str, Privacy] = {}
    for base in reversed(model.__mro__):
        found.update(base.__dict__.get("privacy", {}))
    return found


def unclassed(model) -> list[str]:
    known = classes(model)
    return [field.name for field in model._meta.concrete_fields if field.name not in known]
