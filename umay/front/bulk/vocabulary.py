"""Words of lists in the three languages, and places by name: what people write in a cell, turned into codes.

A word is known by its label in Turkish, Azerbaijani and English (as the pages show it), by its code, and by the further spellings below.
"""

import re
from functools import cache

from django.utils.translation import gettext, override

from umay.care.cases.words import OTHER_MEASURE, CaseState
from umay.care.families.words import FamilyState
from umay.care.persons.words import Sex
from umay.care.placements.words import PlacementState
from umay.front.bulk.problems import CellProblem
from umay.ground.offices import places
from umay.ground.offices.packs.words import VOCABULARIES
from umay.kit.kernel.text import fold

LANGUAGES = ("tr", "az", "en")
_SHORT = {
    "sex": {"f": {"tr": "Kız", "az": "Qız", "en": "Girl"}, "m": {"tr": "Erkek", "az": "Oğlan", "en": "Boy"}, "u": {"tr": "Bilinmiyor", "az": "Məlum deyil", "en": "Not known"}},
    "measure_for": {"child": {"tr": "Çocuk", "az": "Uşaq", "en": "Child"}, "family": {"tr": "Ailenin tümü", "az": "Bütün ailə", "en": "Whole family"}},
}  # fmt: skip
_ALSO = {
    "sex": {
        "f": "kız k kadın qız qadın f female girl woman qızlar kızlar kız çocuk qız uşağı bayan", "m": "erkek e oğlan kişi m male boy man bay oğlanlar erkekler erkek çocuk oğlan uşağı",
        "u": "u bilinmiyor belirsiz naməlum məlum unknown",
    },
    "care_type": {
        "kin": "akraba yakın çevre akraba ve yakın çevre qohum yaxın çevrə kinship relative", "temporary": "geçici müvəqqəti emergency acil",
        "term": "süreli uzun süreli müddətli uzunmüddətli long-term", "specialised": "uzmanlaşmış profesyonel ixtisaslaşmış specialized",
    },
    "measure_for": {"child": "çocuk uşaq child", "family": "aile ailə family tüm aile"},
    "family_state": {
        "applied": "başvurdu başvuru müraciət etdi", "assessing": "değerlendirmede inceleme qiymətləndirilir", "asked": "onay bekliyor təsdiq gözləyir",
        "approved": "onaylı onaylandı aktif active təsdiqlənib aktiv", "suspended": "askıda askıya alındı dayandırılıb",
        "refused": "reddedildi imtina edilib", "ended": "sona erdi kapandı bitdi bağlandı",
    },
    "case_state": {"open": "açık aktif açıq aktiv active", "closed": "kapalı kapandı bağlı bağlanıb"},
    "placement_state": {"active": "aktif sürüyor devam ediyor yanında davam edir", "ended": "bitti sona erdi bitib başa çatıb"},
    "tongue": {"tr": "türkçe türkcə", "az": "azerice azerbaycanca azərbaycanca azərbaycan dili", "ku": "kürtçe kürdcə kurmancî kurmanci", "ar": "arapça ərəbcə", "ru": "rusça rusca", "en": "ingilizce ingiliscə", "zza": "zazaca"},
}  # fmt: skip


def _labels(name: str) -> dict:
    own = {"family_state": FamilyState, "case_state": CaseState, "placement_state": PlacementState, "sex": Sex}
    if name in own:
        return dict(own[name].choices)
    if name in _SHORT:
        return {code: said["en"] for code, said in _SHORT[name].items()}
    return VOCABULARIES[name]


@cache
def _shown_in(name: str, language: str) -> dict[str, str]:
    if name in _SHORT:
        return {code: said[language] for code, said in _SHORT[name].items()}
    with override(language):
        return {code: str(label) for code, label in _labels(name).items()}


def shown(name: str, code: str, language: str) -> str:
    """The word for a code; the code itself where the list does not know it any more."""
    return _shown_in(name, language).get(code, code)


def all_shown(name: str, language: str) -> list[str]:
    return list(_shown_in(name, language).values())


@cache
def _by_word(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, also in _ALSO.get(name, {}).items():
        for part in _parts(also):
            found.setdefault(fold(part), code)
    for language in LANGUAGES:
        for code, label in _shown_in(name, language).items():
            with override(language):
                full = str(_labels(name).get(code, label))
            # "Bakım tedbiri kararı (BAK)" is also written without the brackets, or as what stands in them.
            for written in (label, full, re.sub(r"\s*\([^)]*\)", "", full), *re.findall(r"\(([^)]*)\)", full)):
                found.setdefault(fold(written), code)
    for code in _labels(name):
        found[fold(code)] = code  # a code wins over a word of another language
    return found


def _parts(also: str) -> list[str]:
    """Single words, and every run of two or three of them: "uzun süreli" is one."""
    words = also.split()
    return words + [" ".join(words[i : i + n]) for n in (2, 3, 4) for i in range(len(words) - n + 1)]


def code_of(name: str, text: str, country: str) -> str:
    """The code of a word. Raises CellProblem with the words that are known, in the language of the reader."""
    word = fold(text)
    if name == "sex" and word == "k" and country == "AZ":  # kişi (man) or qadın's Turkish letter: not told apart
        word = ""
    if word in (known := _by_word(name)):
        return known[word]
    from django.utils.translation import get_language

    language = (get_language() or "tr")[:2]
    listed = all_shown(name, language if language in LANGUAGES else "tr")
    raise CellProblem(
        "unknown_word", value=text[:60], known=", ".join(listed[:12]) + (" ..." if len(listed) > 12 else "")
    )


def codes_of(name: str, text: str, country: str) -> list[str]:
    """One part of a cell: a word, or several separated by commas."""
    if fold(text) in _by_word(name):
        return [code_of(name, text, country)]
    return [code_of(name, part, country) for part in re.split(r"\s*[,/]\s*", text) if part]


@cache
def other_measure(language: str) -> str:
    """How a measure begins that the country's list does not name, before a colon and the decision's own words."""
    with override(language):
        return gettext("Another measure")


def measure_of(text: str) -> tuple[str, str]:
    """(code, "") of a measure of any list; ("other", words) where the words say so themselves; else ("", words)."""
    if code := _by_word("measure").get(fold(text)):
        return code, ""
    before, between, words = text.partition(":")
    if between and words.strip() and fold(before) in {fold(other_measure(one)) for one in LANGUAGES} | {OTHER_MEASURE}:
        return OTHER_MEASURE, words.strip()
    return "", text


def measure_shown(kind: str, language: str) -> str:
    """A measure as a cell holds it, from its code or from "other:" and the decision's own words."""
    before, between, words = kind.partition(":")
    return (
        f"{other_measure(language)}: {words}"
        if between and before == OTHER_MEASURE
        else shown("measure", kind, language)
    )


@cache
def _places(country: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for place in places.provinces(country):
        for name in place.names.values():
            plain = re.sub(r"\s*\([^)]*\)$", "", name)
            for written in {name, plain}:
                found.setdefault(fold(written), {})[place.code] = None
        found.setdefault(fold(place.code), {})[place.code] = None
    return {word: tuple(codes) for word, codes in found.items()}


_PLACE_ENDINGS = re.compile(r"\s+(ili|il|rayonu|rayon|seheri|sehri|province|district|city)$")


def place_of(text: str, country: str) -> str:
    """The code of a province or district named in any of the three languages: "Konya", "Konya / Meram", "Bakı şəhəri". Raises CellProblem."""
    known = _places(country)
    for part in (text, *re.split(r"\s*[/,\-–]\s*", text)):
        word = fold(part)
        for written in (word, _PLACE_ENDINGS.sub("", word)):
            codes = known.get(written, ())
            if len(codes) == 1:
                return codes[0]
            if len(codes) > 1:
                if re.search(r"\b(rayonu|rayon|district)$", word):
                    return max(codes, key=len)
                if re.search(r"\b(seheri|sehri|sehir|seher|city)$", word):
                    return min(codes, key=len)
                raise CellProblem("two_places", value=text[:60], example=places.place(codes[0]).name(country.lower()))
    raise CellProblem("unknown_place", value=text[:60])


def place_shown(code: str, language: str) -> str:
    try:
        return places.place(code).name(language)
    except places.UnknownPlace:
        return code
