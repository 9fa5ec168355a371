"""Cells into values and back: days in every way of writing, yes and no, numbers, words of a list. `show(read(cell)) == cell` for what we write."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from django.conf import settings

from umay.care.persons import numbers
from umay.front.bulk import vocabulary
from umay.front.bulk.limits import MOST_SIGNS
from umay.front.bulk.problems import CellProblem
from umay.front.bulk.reading import Formula
from umay.kit.kernel.text import fold

_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(7_000, 80_000)  # 1919 to 2119; a year alone has four digits, a serial five (or is a number cell)
_OLDEST = 1900


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the meaning of a cell depends on: the country, the language of what is shown, today, the office's zone."""

    country: str
    language: str
    today: date
    zone: str
    at: datetime

    @property
    def region(self) -> str:
        """The country as telephone numbers know it."""
        return self.country


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what is known of it: "day", "month", "year" or "guess"."""

    on: date
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a cell is read and shown. read(text or date, surroundings) raises CellProblem; `words(surroundings)`: what may stand there."""

    name: str
    read: Callable[[Any, Surroundings], Any]
    show: Callable[[Any, Surroundings], str] = lambda value, around: str(value)
    words: Callable[[str], list[str]] | None = None


def read_cell(kind: Kind, cell: Any, around: Surroundings) -> Any:
    """The value of a cell, None for an empty one. Raises CellProblem."""
    if cell is None:
        return None
    if isinstance(cell, Formula):
        raise CellProblem("formula")
    if isinstance(cell, str):
        if (
            cell.startswith("#")
            and cell.rstrip("!?").isupper()
            and "/" in cell + "/"
            and cell[1:2].isalpha()
            and cell.endswith(("!", "?", "A"))
        ):
            raise CellProblem("error_cell", value=cell[:20])
        if len(cell) > MOST_SIGNS:
            raise CellProblem("long_cell", most=MOST_SIGNS)
    return kind.read(cell, around)


def show_cell(kind: Kind, value: Any, around: Surroundings) -> str:
    return "" if value is None or value == [] or value == "" else kind.show(value, around)


# --- texts ---


def text(most: int) -> Kind:
    def read(cell, around):
        found = _as_text(cell)
        if len(found) > most:
            raise CellProblem("too_long", most=most)
        return found

    return Kind("text", read)


def _as_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y %H:%M")
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else cell


def _phone(cell, around: Surroundings) -> str:
    found = _as_text(cell)
    try:
        number = phonenumbers.parse(found, around.region)
    except phonenumbers.NumberParseException as error:
        raise CellProblem("phone", value=found[:40]) from error
    if not phonenumbers.is_possible_number(number):
        raise CellProblem("phone", value=found[:40])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _show_phone(stored: str, around: Surroundings) -> str:
    """As people of the country write it, and never with a plus, which a spreadsheet program takes for a sum."""
    try:
        number = phonenumbers.parse(stored, around.region)
    except phonenumbers.NumberParseException:
        return stored
    if phonenumbers.region_code_for_number(number) == around.region:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("+", "00", 1)


def _identity(cell, around: Surroundings) -> tuple[str, str, str]:
    """(issuer, kind, number): the kind follows from how the number looks."""
    typed = _as_text(cell)
    plain = numbers.normal("passport", typed)
    if plain.isdecimal() and (around.country == "TR" or len(plain) == 11):
        kind, issuer = ("foreign" if plain.startswith("99") else "tckn"), "TR"
    elif around.country == "AZ" and len(plain) == 7:
        kind, issuer = "fin", "AZ"
    else:
        kind, issuer = "passport", around.country
    problem = numbers.problem(kind, typed, demo=settings.UMAY_DEMO)
    if problem:
        raise CellProblem(f"number_{problem}")
    return issuer, kind, numbers.normal(kind, typed)


# --- numbers ---


def whole(least: int, most: int) -> Kind:
    def read(cell, around):
        found = _as_text(cell)
        if not re.fullmatch(r"\d{1,6}([.,]0+)?", found):
            raise CellProblem("whole_number", value=found[:40])
        number = int(re.split("[.,]", found)[0])
        if not least <= number <= most:
            raise CellProblem("number_range", value=found, least=least, most=most)
        return number

    return Kind("whole", read)


def _degrees(cell, around) -> float:
    try:
        number = float(_as_text(cell).replace(",", "."))
    except ValueError as error:
        raise CellProblem("decimal", value=str(cell)[:40]) from error
    if not -180 <= number <= 180:
        raise CellProblem("number_range", value=cell, least=-180, most=180)
    return round(number, 5)


# --- yes and no ---

_YES = frozenset(["evet", "e", "var", "yes", "y", "true", "dogru", "1", "x", "beli", "he", "hə", "vardir", "h"])
_NO = frozenset(["hayir", "yok", "no", "n", "false", "yanlis", "0", "xeyr", "yox", "yoxdur"])
_SAID = {"tr": ("Hayır", "Evet"), "az": ("Xeyr", "Bəli"), "en": ("No", "Yes")}


def _yes_no(cell, around: Surroundings) -> bool:
    found = _as_text(cell)
    if found in ("+", "✓", "✔"):
        return True
    word = fold(found)
    # h is Azerbaijani "hə" and Turkish "hayır": one letter is believed only where it can mean one thing.
    if word == "h":
        return around.country == "AZ"
    if word in _YES or word in _NO:
        return word in _YES
    raise CellProblem("yes_no", value=found[:40])


# --- days ---

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "ocak oca yanvar yan january jan", "subat sub fevral fev february feb", "mart mar march", "nisan nis aprel apr april",
            "mayis may", "haziran haz iyun june jun", "temmuz tem iyul july jul", "agustos agu avqust avq august aug",
            "eylul eyl sentyabr sen september sep sept", "ekim eki oktyabr okt october oct", "kasim kas noyabr noy november nov",
            "aralik ara dekabr dek december dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4}|\d{2})(?:\s+\d{1,2}[:.]\d{2}.*)?")
_IN_WORDS = re.compile(r"(?:(\d{1,2})[-./ ]*)?([^\W\d]{3,})[-./ ]*(\d{4}|\d{2})(?: ?(?:yil|il|ci il|cu il|y))?")
_MONTH_ONLY = re.compile(r"(\d{1,2})[-./](\d{4})|(\d{4})[-./](\d{1,2})")


def read_day(cell: Any) -> Day:
    """A day as people write it. Raises CellProblem; never guesses a century or a turn of day and month."""
    if isinstance(cell, datetime):
        return Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    if cell[:1] in "~≈" or cell[-1:] == "?":
        return Day(read_day(cell.strip("~≈? ")).on, "guess")
    shown = {"value": cell[:40]}
    if re.fullmatch(r"\d{5}(\.0+)?", cell) and int(cell[:5]) in _SERIALS:
        return Day(_EXCEL_ZERO + timedelta(days=int(cell[:5])))
    if re.fullmatch(r"\d{4}", cell):
        return Day(_date(int(cell), 1, 1, cell), "year")
    if found := _YEAR_FIRST.fullmatch(cell):
        return Day(_date(*map(int, found.groups()), cell))
    if found := _DAY_FIRST.fullmatch(cell):
        day, month, year = found.groups()
        if len(year) == 2:
            raise CellProblem("short_year", **shown)
        if int(month) > 12 >= int(day):
            raise CellProblem("month_first", **shown)
        return Day(_date(int(year), int(month), int(day), cell))
    if found := _MONTH_ONLY.fullmatch(cell):
        month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        return Day(_date(int(year), int(month), 1, cell), "month")
    return _day_in_words(cell)


def _day_in_words(cell: str) -> Day:
    # Folding also takes the points away: "12. Mart 2015".
    found = _IN_WORDS.fullmatch(fold(cell))
    month = _MONTHS.get(found[2]) if found else None
    if not month:
        raise CellProblem("date", value=cell[:40])
    if len(found[3]) == 2:
        raise CellProblem("short_year", value=cell[:40])
    on = _date(int(found[3]), month, int(found[1] or 1), cell)
    return Day(on, "day" if found[1] else "month")


def _date(year: int, month: int, day: int, shown: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise CellProblem("impossible_date", value=shown[:40]) from error
    if not _OLDEST <= year <= 2150:
        raise CellProblem("date", value=shown[:40])
    return found


def show_day(on: date) -> str:
    return on.strftime("%d.%m.%Y") if on.year >= 1000 else on.isoformat()


def _past_day(cell, around: Surroundings) -> date:
    on = _exact_day(cell, around)
    if on > around.today:
        raise CellProblem("future", value=_as_text(cell)[:40])
    return on


def _exact_day(cell, around: Surroundings) -> date:
    found = read_day(cell)
    if found.precision not in ("day",):
        raise CellProblem("date", value=_as_text(cell)[:40])
    return found.on


def _birth(cell, around: Surroundings) -> Day:
    found = read_day(cell)
    if found.on > around.today:
        raise CellProblem("future", value=_as_text(cell)[:40])
    if around.today.year - found.on.year > 120:
        raise CellProblem("too_old", value=_as_text(cell)[:40])
    return found


def _show_birth(born: Day, around: Surroundings) -> str:
    if born.precision == "year":
        return str(born.on.year)
    if born.precision == "month":
        return born.on.strftime("%m.%Y")
    return ("~" if born.precision == "guess" else "") + show_day(born.on)


_CLOCK = re.compile(r"\s(\d{1,2})[:.](\d{2})(?::\d{2})?$")


def _moment(cell, around: Surroundings) -> datetime:
    """An instant: a day, perhaps with the time of day, on the clocks of the office. Midnight where no time is written."""
    hour = minute = 0
    if isinstance(cell, datetime):
        hour, minute = cell.hour, cell.minute
    elif isinstance(cell, str) and (clock := _CLOCK.search(cell)):
        hour, minute = int(clock[1]), int(clock[2])
        if hour > 23 or minute > 59:
            raise CellProblem("date", value=cell[:40])
        cell = cell[: clock.start()]
    on = _past_day(cell, around)
    found = datetime.combine(on, time(hour, minute), ZoneInfo(around.zone)).astimezone(UTC)
    if found > around.at:
        raise CellProblem("future", value=_as_text(cell)[:40])
    return found


def _show_moment(at: datetime, around: Surroundings) -> str:
    local = at.astimezone(ZoneInfo(around.zone))
    return show_day(local.date()) + (f" {local:%H:%M}" if (local.hour, local.minute) != (0, 0) else "")


# --- words of a list ---


def word(name: str) -> Kind:
    """One word of the list `name` (vocabulary.py), in any of the three languages, or its code."""

    def read(cell, around):
        return vocabulary.code_of(name, _as_text(cell), around.country)

    return Kind(
        "word",
        read,
        lambda code, around: vocabulary.shown(name, code, around.language),
        lambda lang: vocabulary.all_shown(name, lang),
    )


def words(name: str) -> Kind:
    """Several words of a list, separated by semicolons (or commas, where no word holds one)."""

    def read(cell, around):
        found = []
        for part in re.split(r"[;\n]", _as_text(cell)):
            if part.strip():
                found += vocabulary.codes_of(name, part.strip(), around.country)
        return list(dict.fromkeys(found))

    def show(codes, around):
        return "; ".join(vocabulary.shown(name, code, around.language) for code in codes)

    return Kind("words", read, show, lambda lang: vocabulary.all_shown(name, lang))


def entries(kind: Kind) -> Kind:
    """One entry for all, or several separated by semicolons, each of `kind`; "-" for one that has none."""

    def read(cell, around):
        if not isinstance(cell, str):
            return [kind.read(cell, around)]
        parts = [part.strip() for part in cell.split(";")]
        return [None if part in ("", "-") else kind.read(part, around) for part in parts]

    def show(found, around):
        said = ["-" if one is None else kind.show(one, around) for one in found]
        return (said[0] if len(set(said)) == 1 else "; ".join(said)) if set(said) != {"-"} else ""

    return Kind(f"{kind.name}_entries", read, show, kind.words)


MEASURES = Kind(
    "measures",
    lambda cell, around: [part.strip() for part in _as_text(cell).split(";") if part.strip()],
    lambda found, around: "; ".join(vocabulary.measure_shown(one, around.language) for one in found),
    lambda lang: [*vocabulary.all_shown("measure", lang), vocabulary.other_measure(lang)],
)
PLACE = Kind(
    "place",
    lambda cell, around: vocabulary.place_of(_as_text(cell), around.country),
    lambda code, around: vocabulary.place_shown(code, around.language),
)
PHONE = Kind("phone", _phone, _show_phone)
IDENTITY = Kind("identity", _identity, lambda paper, around: paper[2])
DEGREES = Kind("degrees", _degrees, lambda value, around: f"{value:.5f}")
YES_NO = Kind("yes_no", _yes_no, lambda value, around: _SAID[around.language][bool(value)])
DAY = Kind("day", _exact_day, lambda on, around: show_day(on))
PAST_DAY = Kind("day", _past_day, lambda on, around: show_day(on))
BIRTH = Kind("birth", _birth, _show_birth)
MOMENT = Kind("moment", _moment, _show_moment)
