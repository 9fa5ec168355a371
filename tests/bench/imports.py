"""How long spreadsheets take to come in: families, children and placements, looked through and written, with the memory they need.

    python -m tests.bench.imports [--rows 50000] [--xlsx] [--kinds families,children,placements]

Makes an embedded server in UMAY_BENCH_HOME (as `make bench`) with a database of its own, empty but for one office, invents the files, and runs every step
in a process of its own, so that the memory measured is that step's. The placements need the families and the children of the same run. It times, it
never fails.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.__main__ import HOME

DATABASE = "umay_imports"
FILES = HOME / "imports"
KINDS = ("families", "children", "placements")


def main() -> None:
    arguments = _arguments()
    os.environ |= {"UMAY_HOME": str(HOME), "UMAY_DEMO": "1", "DJANGO_SETTINGS_MODULE": "umay.front.settings"}
    os.environ["UMAY_DATABASE_NAME"] = DATABASE
    if arguments.step:
        return _step(*arguments.step.split(":"))
    from umay.kit.kernel.postgres import ensure, prepare_database, stop

    (HOME / "static").mkdir(parents=True, exist_ok=True)
    server = ensure(HOME)
    try:
        _empty(server.admin_url, prepare_database)
        form = "xlsx" if arguments.xlsx else "csv"
        _again("files", str(arguments.rows), form)
        print(
            "| file | step | rows | seconds | rows a second | most memory MiB |\n|---|---|---|---|---|---|", flush=True
        )
        for kind in arguments.kinds.split(","):
            for deed in ("look", "write"):
                _again(deed, kind, form)
    finally:
        stop(HOME)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.imports")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--xlsx", action="store_true", help="the files as XLSX instead of CSV")
    parser.add_argument("--kinds", default=",".join(KINDS), help="which of the three, in this order")
    parser.add_argument("--step", default="", help=argparse.SUPPRESS)  # the bench's own second half
    return parser.parse_args()


def _again(*words: str) -> None:
    """A process of its own for each step: the memory of one is not the memory of all."""
    subprocess.run([sys.executable, "-m", "tests.bench.imports", "--step", ":".join(words)], check=False)


def _empty(admin_url: str, prepare_database) -> None:
    """The bench's database anew, with tables and one office."""
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{DATABASE}" with (force)')
    prepare_database(admin_url, DATABASE)
    subprocess.run([sys.executable, "-m", "umay", "migrate", "--quiet"], check=True)


def _step(deed: str, *words: str) -> None:
    import django

    django.setup()
    if deed == "files":
        return _make_files(int(words[0]), words[1])
    return _measure(deed, *words)


# --- the files ---


def _make_files(rows: int, form: str) -> None:
    from tests.factories.cast import Cast

    Cast.make()
    FILES.mkdir(parents=True, exist_ok=True)
    _write(FILES / f"families.{form}", _families(rows))
    _write(FILES / f"children.{form}", _children(rows))
    _write(FILES / f"placements.{form}", _placements(rows))


def _write(path: Path, rows) -> None:
    import csv

    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            for number, row in enumerate(rows):
                if not number:
                    writer = csv.DictWriter(file, list(row), delimiter=";")
                    writer.writeheader()
                writer.writerow(row)
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number, row in enumerate(rows):
        if not number:
            sheet.append(list(row))
        sheet.append(list(row.values()))
    book.save(path)


def _words(name: str) -> list[str]:
    from umay.front.demo import crowd

    return [line.split("\t")[0] for line in (crowd.NAMES / name).read_text(encoding="utf-8").splitlines() if line]


def _named(chance: random.Random, female: bool, number: int) -> tuple[str, str]:
    """An invented name; with fifty thousand rows the surnames are made longer, for otherwise most would look like doubles."""
    given, surnames = _words(f"{'female' if female else 'male'}.tr.txt"), _words("surnames.tr.txt")
    ends = (
        "ay",
        "can",
        "er",
        "han",
        "demir",
        "kaya",
        "taş",
        "gül",
        "bey",
        "su",
        "soy",
        "kan",
        "tekin",
        "bulut",
        "doğan",
    )
    second = _spelled(number)
    return f"{chance.choice(given)} {second}", chance.choice(surnames) + chance.choice(ends)


def _spelled(number: int) -> str:
    """A second given name that no other row has: the number in syllables."""
    syllables = [a + b for a in "bdghklmnprstvyzç" for b in "aeıioöuü"]
    word = ""
    while True:
        number, rest = divmod(number, len(syllables))
        word += syllables[rest]
        if not number and len(word) >= 6:
            return word.capitalize()


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.{chance.randint(first, last)}"


def _identity(number: int) -> str:
    """An identity number that can't be real: it begins with 0; its check digits are right."""
    digits = [0, *(int(sign) for sign in f"{number:08d}")]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return "".join(map(str, [*digits, tenth, (sum(digits) + tenth) % 10]))


def _families(rows: int):
    chance = random.Random(1)
    for number in range(rows):
        mother, father = _named(chance, True, 2 * number), _named(chance, False, 2 * number + 1)
        yield {
            "Aile no": f"F{number}", "Durum": "Onaylı", "Aile adı": father[1], "1. bakıcının adı": mother[0], "1. bakıcının soyadı": father[1],
            "1. bakıcının cinsiyeti": "Kadın", "1. bakıcının doğum tarihi": _day(chance, 1965, 1990), "1. bakıcının kimlik no": _identity(10_000_000 + number),
            "2. bakıcının adı": father[0], "2. bakıcının soyadı": father[1], "2. bakıcının cinsiyeti": "Erkek",
            "2. bakıcının doğum tarihi": _day(chance, 1960, 1990), "İl": "Konya", "Adres": f"Örnek Sokak {number}", "Telefon": "0332 000 00 01",
            "Bakım türleri": "Süreli", "Kontenjan": "2", "Oda kimler için": "Kız; Erkek", "Konuşulan diller": "Türkçe", "Başvuru tarihi": "02.02.2024",
            "Kontrollerin tarihi": "10.05.2024", "Onay tarihi": "20.06.2024", "Onay sayısı": f"2024/{number}", "Müsait": "Evet",
        }  # fmt: skip


def _child_of(number: int) -> tuple[str, str, str]:
    chance = random.Random(number + 7_000_000)
    given, surname = _named(chance, bool(number % 2), number + 500_000)
    return given, surname, _day(chance, 2010, 2024)


def _children(rows: int):
    chance = random.Random(2)
    for number in range(rows):
        given, surname, born = _child_of(number)
        mother = _named(chance, True, number + 900_000)
        yield {
            "Dosya no": f"C{number}", "Dosya açılış tarihi": "03.03.2026", "Çocuğun adı": given, "Çocuğun soyadı": surname,
            "Cinsiyet": "Kız" if number % 2 else "Erkek", "Doğum tarihi": born, "Kimlik no": _identity(30_000_000 + number),
            "Anne adı soyadı": f"{mother[0]} {surname}", "İl": "Konya", "Karar türü": "Bakım tedbiri kararı", "Kararı veren": "Konya 1. Çocuk Mahkemesi",
            "Karar no": f"2026/{number}", "Karar tarihi": "05.03.2026", "Kararın başlangıcı": "05.03.2026", "Bakım türü": "Süreli",
        }  # fmt: skip


def _placements(rows: int):
    for number in range(rows):
        given, surname, born = _child_of(number)
        yield {
            "Dosya no": f"C{number}", "Çocuğun adı": given, "Çocuğun soyadı": surname, "Doğum tarihi": born, "Aile no": f"F{number}", "Bakım türü": "Süreli",
            "Yerleştirme tarihi": "20.03.2026 14:30", "Sözleşme tarihi": "18.03.2026", "Sözleşme no": f"2026/{number}", "Onaylayan": "Konya Valiliği",
            "Onay sayısı": f"2026/{number}", "Onay tarihi": "19.03.2026",
        }  # fmt: skip


# --- measuring ---


def _measure(deed: str, kind: str, form: str) -> None:
    from django.utils.translation import override

    from umay.front.bulk import walking
    from umay.front.bulk.headings import recognise
    from umay.front.bulk.reading import open_table
    from umay.ground.offices.models import Post
    from umay.ground.offices.queries import identity_of_user
    from umay.kit.kernel.acting import acting
    from umay.kit.kernel.clock import now

    importer = Post.objects.filter(role="importer", office__code="T42A").select_related("user").first()
    by = identity_of_user(importer.user, role="importer")
    with acting(by), override("tr"):
        began = time.perf_counter()
        table = open_table((FILES / f"{kind}.{form}").read_bytes())
        codes = recognise(kind, table.headings).codes
        run = walking.examine if deed == "look" else walking.write
        try:
            report = run(table=table, kind=kind, codes=codes, by=by, at=now(), rule="new")
        except walking.NotWritten as stopped:
            report = stopped.report
        took = time.perf_counter() - began
    if deed == "write" and not report.is_written:
        print(
            "not written:",
            report.counts,
            [str(one) for one in report.problems[:3]],
            report.doubles[:3],
            file=sys.stderr,
        )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    word = "looked through" if deed == "look" else "written"
    print(
        f"| {kind} ({form}) | {word} | {report.rows} | {took:.1f} | {report.rows / took:.0f} | {most:.0f} |", flush=True
    )


if __name__ == "__main__":
    main()
