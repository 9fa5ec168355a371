"""The catalogues of words: what must be translated, merging each room's fragments, compiling them without any other program.

Each room writes its own fragments `umay/locale/parts/<room>.<language>.po`; these are the source. `umay/locale/<language>/LC_MESSAGES/`
is made from them when they have changed and is not kept in the repository.

    python -m umay.front.messages check       what is missing, unused or wrong, by language
    python -m umay.front.messages merge       write the merged django.po files
    python -m umay.front.messages compile     write django.po and django.mo where they are older than the fragments
"""

import argparse
import ast
import hashlib
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "locale"
LANGUAGES = ("tr", "az")
"""The languages with catalogues. English is written in the code itself."""

_ARGUMENTS = {  # function of django.utils.translation -> places of (context, singular, plural)
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_TEMPLATE_CALL = re.compile(r"(?:^|\s)((?:n|p|np)?gettext|_)\(")
_PLURALS = "nplurals=2; plural=(n != 1);"  # one rule for both languages, as in Django's own catalogues
_OWN_HEADERS = re.compile(rb'^"(?:Plural-Forms|Language):[^\n]*\n', re.MULTILINE)
_NAMED = re.compile(r"%\((\w+)\)[sd]")
_BARE = re.compile(r"(?<!%)(?:%%)*%[^(%]")


@dataclass(frozen=True, order=True)
class Wanted:
    """A text that a person may read: its context ("" for none), its words, its plural ("" for none)."""

    context: str
    text: str
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)


@dataclass(frozen=True)
class Problem:
    """Something wrong with one language's catalogue."""

    language: str
    kind: str  # "missing", "unused", "fuzzy", "placeholders", "conflict"
    text: str
    where: str = ""

    def __str__(self):
        return f"{self.language}: {self.kind}: {self.text!r}{f' ({self.where})' if self.where else ''}"


# --- what the code and the pages say ---


def extract(house: Path = HOUSE) -> dict[Wanted, list[str]]:
    """Every text marked for translation, with the files it stands in ("care/cases/words.py")."""
    found: dict[Wanted, list[str]] = defaultdict(list)
    for path in sorted(house.rglob("*.py")):
        if "migrations" not in path.parts:
            _note(found, _in_code(path.read_text(encoding="utf-8")), path.relative_to(house))
    for path in sorted(path for end in ("html", "txt") for path in house.rglob(f"templates/**/*.{end}")):
        _note(found, _in_template(path.read_text(encoding="utf-8")), path.relative_to(house))
    return dict(found)


def _note(found: dict, texts: Iterator[Wanted], path: Path) -> None:
    for wanted in texts:
        if str(path) not in found[wanted]:
            found[wanted].append(str(path))


def _in_code(source: str) -> Iterator[Wanted]:
    """Calls of Django's translation functions, whatever name they were imported under."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in _ARGUMENTS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield from _called(node, names[node.func.id])


def _called(node: ast.Call, function: str) -> Iterator[Wanted]:
    words = [
        argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
        for argument in node.args
    ]
    context, text, plural = (
        (words[place] if place is not None and place < len(words) else None) for place in _ARGUMENTS[function]
    )
    if text:
        yield Wanted(context or "", text, plural or "")


def _in_template(source: str) -> Iterator[Wanted]:
    """Translation tags; Django's own reader turns them into calls of gettext with everything else blanked out."""
    from django.utils.translation.template import templatize

    blanked = templatize(source)
    for match in _TEMPLATE_CALL.finditer(blanked):
        ends = (place for place in range(match.end(), len(blanked)) if blanked[place] == ")")
        call = next((call for end in ends if (call := _parsed(blanked[match.start(1) : end + 1]))), None)
        if call:
            yield from _called(call, "gettext" if match[1] == "_" else match[1])


def _parsed(text: str) -> ast.Call | None:
    try:
        found = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    return found if isinstance(found, ast.Call) else None


# --- the fragments ---


def merged(language: str, locale: Path = LOCALE) -> tuple[Catalog, list[Problem]]:
    """All fragments of a language in one catalogue, sorted; where two say different things the first file's words stand."""
    catalog = Catalog(locale=language, project="Umay", charset="utf-8", fuzzy=False)
    catalog.mime_headers = [("Plural-Forms", _PLURALS)]
    kept: dict[tuple[str, str], tuple[Message, str]] = {}
    problems = []
    for path in _parts(language, locale):
        for message in read_po(BytesIO(_OWN_HEADERS.sub(b"", path.read_bytes())), abort_invalid=True):
            if not message.id:
                continue
            text = message.id[0] if isinstance(message.id, tuple | list) else message.id
            key = (message.context or "", text)
            if message.fuzzy:
                problems.append(Problem(language, "fuzzy", text, path.name))
            if key not in kept:
                kept[key] = (message, path.name)
            elif _strings(kept[key][0]) != _strings(message):
                problems.append(Problem(language, "conflict", text, f"{kept[key][1]} and {path.name}"))
            elif isinstance(message.id, tuple | list):
                kept[key] = (message, path.name)  # the form with a plural serves both
    for _key, (message, where) in sorted(kept.items()):
        catalog.add(message.id, message.string, context=message.context or None, auto_comments=[where])
    return catalog, problems


def _parts(language: str, locale: Path) -> list[Path]:
    return sorted((locale / "parts").glob(f"*.{language}.po"))


def _strings(message: Message) -> tuple[str, ...]:
    found = message.string
    return tuple(found) if isinstance(found, tuple | list) else (found,)


def _fingerprint(language: str, locale: Path) -> str:
    found = hashlib.sha256(Path(__file__).read_bytes())
    for path in _parts(language, locale):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


# --- writing ---


def compile_all(locale: Path = LOCALE) -> list[str]:
    """Write django.po and django.mo of each language whose fragments changed; returns those languages. Each file appears whole or not at all."""
    written = []
    for language in LANGUAGES:
        folder = locale / language / "LC_MESSAGES"
        mark = _fingerprint(language, locale)
        if _mark_of(folder) == mark:
            continue
        catalog, _problems = merged(language, locale)
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "django.po", _as_po(catalog))
        compiled = BytesIO()
        write_mo(compiled, catalog)
        _write(folder / "django.mo", compiled.getvalue())
        _write(folder / "made-from", mark.encode())
        written.append(language)
    return written


def merge(locale: Path = LOCALE) -> None:
    """Write the merged django.po files only."""
    for language in LANGUAGES:
        folder = locale / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "django.po", _as_po(merged(language, locale)[0]))


def _mark_of(folder: Path) -> str:
    try:
        mark = (folder / "made-from").read_text(encoding="ascii")
    except FileNotFoundError:
        return ""
    return mark if (folder / "django.mo").exists() else ""


def _as_po(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalog, width=0, sort_output=False)
    return out.getvalue()


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_bytes(content)
    draft.replace(path)


# --- checking ---


def check(locale: Path = LOCALE, house: Path = HOUSE) -> list[Problem]:
    """What keeps the catalogues from being complete and right."""
    wanted = extract(house)
    problems = []
    for language in LANGUAGES:
        catalog, found = merged(language, locale)
        problems += found
        known = {_key(message): message for message in catalog if message.id}
        for text, where in sorted(wanted.items()):
            message = known.get(text.key)
            if message is None or not all(_strings(message)):
                problems.append(Problem(language, "missing", text.text, where[0]))
            elif text.plural and len(_strings(message)) < 2:
                problems.append(Problem(language, "missing", text.plural, where[0]))
            elif told := _placeholders_differ(text, message):
                problems.append(Problem(language, "placeholders", text.text, told))
        used = {text.key for text in wanted}
        problems += [Problem(language, "unused", key[1]) for key in sorted(known) if key not in used]
    return problems


def _key(message: Message) -> tuple[str, str]:
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return (message.context or "", text)


def _placeholders_differ(text: Wanted, message: Message) -> str:
    """In which way the translation's %(name)s differ. The singular may leave a count unsaid ("one child")."""
    asked = set(_NAMED.findall(text.text)) | set(_NAMED.findall(text.plural))
    for string in _strings(message):
        said = set(_NAMED.findall(string))
        if said - asked:
            return f"unknown: {', '.join(sorted(said - asked))}"
        if asked - said and not text.plural:
            return f"left out: {', '.join(sorted(asked - said))}"
        if asked and _BARE.search(string):
            return "a single percent sign"
    return ""


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m umay.front.messages", description="Catalogues of words.")
    parser.add_argument("verb", choices=("check", "merge", "compile"))
    verb = parser.parse_args(words).verb
    if verb == "merge":
        merge()
    elif verb == "compile":
        print("Compiled:", ", ".join(compile_all()) or "nothing had changed")
    else:
        problems = check()
        for problem in problems:
            print(problem)
        print(f"{len(problems)} problems")
        return 1 if problems else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
