"""Person search at a million people, as the application's role under the real row policy.

    UMAY_HOME=/somewhere python -m tests.bench.names_search [PEOPLE] [SEARCHES]

Makes (once) an embedded server and a database "names_bench" with invented people drawn from umay/front/demo/names, heavy-tailed,
then prints a table of milliseconds per kind of search: everything from the typed text to the ordered list. It times,
it never fails.
"""

import os
import random
import statistics
import sys
import time
import uuid
from itertools import accumulate
from pathlib import Path

import psycopg

from umay.care.persons.names import number_token, search, tokens
from umay.kit.kernel import acting
from umay.kit.kernel.home import home_folder
from umay.kit.kernel.keys import secret
from umay.kit.kernel.postgres import ensure, prepare_database
from umay.kit.kernel.rows.context import CONTEXT, sees

LISTS = Path(__file__).resolve().parents[2] / "umay" / "front" / "demo" / "names"
OFFICES = 1_000
WARM = 30  # searches of each kind before the clock counts: a server is seldom asked its first
DATABASE = "names_bench"
SPACE = uuid.UUID("6f0e5a52-6d6c-4d0f-9d52-0a4d3b3e7a11")
_SCOPE = "country, office_id, team_id, worker_id, confidential, file_id"

ENGLISH = {"ə": "a", "x": "kh", "q": "g", "c": "j", "ş": "sh", "ç": "ch", "ı": "i", "ö": "o", "ü": "u", "ğ": "gh"}
ASCII = {"ə": "e", "ş": "s", "ç": "c", "ı": "i", "ö": "o", "ü": "u", "ğ": "g", "x": "h", "q": "k"}
RUSSIAN = {
    "ye": "е", "ya": "я", "yu": "ю", "a": "а", "b": "б", "c": "дж", "ç": "ч", "d": "д", "e": "е", "ə": "а", "f": "ф",
    "g": "г", "ğ": "г", "h": "г", "x": "х", "ı": "ы", "i": "и", "j": "ж", "k": "к", "q": "г", "l": "л", "m": "м",
    "n": "н", "o": "о", "ö": "о", "p": "п", "r": "р", "s": "с", "ş": "ш", "t": "т", "u": "у", "ü": "ю", "v": "в",
    "y": "й", "z": "з",
}  # fmt: skip

# As in umay/care/families/sql.py: members of the families of one's own office are read by a second policy.
FAMILY_OFFICE = """
create function ctx.family_office() returns uuid language sql stable as
  $$ select case when ctx.has('f') then nullif((ctx.fields())[11], '')::uuid end $$;
create policy families_person_office on persons_person for select to umay_app
  using (country = (select ctx.country()) and not confidential and file_kind = 'family' and office_id = (select ctx.family_office()));
"""


def person_id(number):
    return uuid.uuid5(SPACE, f"person {number}")


def office_id(number):
    return uuid.uuid5(SPACE, f"office {number}")


class Crowd:
    """Invented people number 0, 1, 2...: the same number gives the same person whatever was drawn before."""

    def __init__(self):
        self.lists = {path.stem: path.read_text("utf-8").split("\n")[:-1] for path in LISTS.glob("*.txt")}
        # The commonest man's name comes to about one man in 27, the commonest surname to about one person in 70.
        self.weights = {
            name: list(accumulate((rank + 3) ** (-0.5 if "surnames" in name else -0.7) for rank in range(len(lines))))
            for name, lines in self.lists.items()
        }

    def drawn(self, draw, name):
        return draw.choices(self.lists[name], cum_weights=self.weights[name])[0]

    def person(self, number):
        """(given, surname, national number, case number, office number, year of birth)"""
        draw = random.Random(number)
        land = "az" if draw.random() < 0.2 else "tr"
        is_woman = draw.random() < 0.5
        given = self.drawn(draw, f"{'female' if is_woman else 'male'}.{land}")
        surname = self.drawn(draw, f"surnames.{land}").split("\t")[-1 if is_woman else 0]
        chance = draw.random()
        if land == "tr" and chance < 0.25:
            given += " " + self.drawn(draw, f"{'female' if is_woman else 'male'}.tr")
        elif land == "tr" and chance < 0.30 and is_woman:
            surname += " " + self.drawn(draw, "surnames.tr")
        elif land == "az" and chance < 0.5:
            given += f" {self.drawn(draw, 'male.az')} {'qızı' if is_woman else 'oğlu'}"
        born = draw.randint(2008, 2026) if draw.random() < 0.4 else draw.randint(1950, 2007)
        return given, surname, f"0{number:010d}", f"TR-2026-{number:07d}", draw.randrange(OFFICES), born


def rewritten(text, letters):
    text = text.replace("I", "ı").replace("İ", "i").lower()
    for letter, other in letters.items():
        text = text.replace(letter, other)
    return text.title()


def slipped(draw, text):
    places = [place for place in range(1, len(text) - 1) if text[place].isalpha() and text[place + 1].isalpha()]
    place = draw.choice(places)
    return draw.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
            text[:place] + draw.choice("aeimnrstkl") + text[place + 1 :],
            text[:place] + draw.choice("aeimnrstkl") + text[place:],
        ]
    )


def make_tables(owner):
    owner.execute(CONTEXT)
    owner.execute("insert into ctx.signing_key (key) values (%s)", [secret("context")])
    # The grants of single files have tables of their own; here nobody has one, but the policy asks all the same.
    owner.execute(
        "create table ctx.opened (file_id uuid, uid uuid);"
        "create function ctx.granted(writing boolean) returns uuid[] language sql stable security definer as"
        " 'select array_agg(file_id) from ctx.opened where uid = ctx.uid()'"
    )
    scope = "country varchar(2) not null, office_id uuid not null, team_id uuid, worker_id uuid,"
    scope += "confidential boolean not null, file_id uuid not null"
    owner.execute(
        "create table persons_person (id uuid primary key, given varchar(120), surname varchar(120),"
        f" file_kind varchar(8) not null default 'case', {scope});"
        f'create table persons_token (token text collate "C" not null, person_id uuid not null, {scope});'
        "create unlogged table loading (number int, token text)"
    )


def fill(owner, crowd, people):
    kept = 0
    with owner.cursor() as cursor:
        with cursor.copy(f"copy persons_person (id, given, surname, {_SCOPE}) from stdin") as copy:
            for number in range(people):
                given, surname, _, _, office, _ = crowd.person(number)
                key = person_id(number)
                copy.write_row((key, given, surname, "TR", office_id(office), None, None, number % 200 == 0, key))
        with cursor.copy("copy loading (number, token) from stdin") as copy:
            for number in range(people):
                given, surname, national, case, _, born = crowd.person(number)
                for token in (*tokens(given, surname, born=born), number_token(national), number_token(case)):
                    copy.write_row((number, token))
                    kept += 1
        cursor.execute("create unlogged table numbers (number int, id uuid)")
        with cursor.copy("copy numbers from stdin") as copy:
            for number in range(people):
                copy.write_row((number, person_id(number)))
    columns = ", ".join(f"p.{column.strip()}" for column in _SCOPE.split(","))
    owner.execute(
        # In the order of the people, as they would have come in, and not of the keys.
        f"insert into persons_token (token, person_id, {_SCOPE}) select token, p.id, {columns}"
        " from loading join numbers using (number) join persons_person p on p.id = numbers.id order by number"
    )
    owner.execute("drop table loading, numbers")
    owner.execute(
        "alter table persons_token add primary key (token, office_id, person_id)"
        " include (country, team_id, worker_id, confidential, file_id)"
    )
    owner.execute("create index on persons_token (person_id); create index on persons_token (file_id)")
    return kept


def guard(owner):
    for table in ("persons_person", "persons_token"):
        owner.execute(f"alter table {table} enable row level security; alter table {table} force row level security")
        owner.execute(f"create policy {table}_see on {table} for select to umay_app using ({sees(table)})")
        owner.execute(f"grant select on {table} to umay_app")
    owner.execute(FAMILY_OFFICE)


def prepared(people):
    """The server, with the crowd in its database; an existing one is used as it is."""
    home = home_folder(os.environ)
    server = ensure(home, fast=True)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        if admin.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            return server
    prepare_database(server.admin_url, DATABASE)
    began = time.perf_counter()
    with psycopg.connect(server.owner_url, dbname=DATABASE, autocommit=True) as owner:
        owner.execute("set maintenance_work_mem = '1GB'")
        owner.execute("set work_mem = '256MB'")
        make_tables(owner)
        kept = fill(owner, Crowd(), people)
        guard(owner)
        owner.execute("vacuum analyze")
    print(f"{people:,} people, {kept:,} keys, made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return server


class Desk:
    """One asker's searches, each in a transaction of its own with the signed context."""

    def __init__(self, connection, offices, *, is_countrywide):
        self.connection = connection
        self.offices = None if is_countrywide else offices
        self.identity = acting.Identity(
            user_id=uuid.uuid4(),
            name="Bench",
            post_id=None,
            role="worker",
            country="TR",
            level=acting.COUNTRY if is_countrywide else acting.OFFICE,
            offices=tuple(offices),
        )

    def found(self, text):
        with self.connection.transaction(), self.connection.cursor() as cursor:
            signed = acting.token(self.identity, self.connection.info.backend_pid)
            cursor.execute("select set_config('app.ctx', %s, true)", [signed])

            def ask(step):
                sql, values = step.statement(self.offices)
                return [row[0] for row in cursor.execute(sql, values, prepare=False)]

            def read(ids):
                rows = cursor.execute("select id, given, surname from persons_person where id = any(%s)", [ids])
                return {key: [f"{given} {surname}"] for key, given, surname in rows}

            return search(text, ask=ask, read=read)


def asked(draw, crowd, kind, number):
    """What somebody types who looks for person `number`."""
    given, surname, national, case, _, born = crowd.person(number)
    first = given.split()[0]
    full = f"{first} {surname.split()[0]}"
    part = f"{first[: draw.randint(3, 4)]} {surname[: draw.randint(3, 5)]}"
    return {
        "full name": lambda: draw.choice([f"{given} {surname}", f"{surname} {given}", rewritten(full, ASCII)]),
        "full name and year": lambda: f"{full} {born}",
        "other script": lambda: rewritten(full, draw.choice([ENGLISH, RUSSIAN])),
        "one slip": lambda: slipped(draw, full),
        "parts of two words": lambda: part,
        "part of one word": lambda: draw.choice([first, surname])[: draw.randint(3, 5)],
        "a name alone": lambda: draw.choice([first, surname.split()[0]]),
        "national number": lambda: f"{national[:3]} {national[3:]}",
        "case number": lambda: case.lower(),
    }[kind]()


KINDS = [
    "full name", "full name and year", "other script", "one slip", "parts of two words", "part of one word", "a name alone",
    "national number", "case number",
]  # fmt: skip


def measured(desk, crowd, kind, visible, searches):
    draw = random.Random(kind)
    times, places = [], []
    for warm in range(-WARM, searches):
        number = draw.choice(visible)
        text = asked(draw, crowd, kind, number)
        began = time.perf_counter()
        lines = desk.found(text)
        if warm < 0:
            continue
        times.append((time.perf_counter() - began) * 1000)
        wanted = person_id(number)
        value = next((made.value for key, made in lines if key == wanted), None)
        # People of the same name stand beside each other in any order, so only better names count; a year of birth is
        # asked for to part them, so there the place in the list counts.
        if value is None:
            places.append(None)
        elif kind == "full name and year":
            places.append([key for key, _ in lines].index(wanted))
        else:
            places.append(sum(made.value > value for _, made in lines))
    times.sort()
    shown = sum(place is not None and place < 10 for place in places) / searches
    return times, shown


def scopes(crowd, people):
    """(title, offices, is countrywide, people who can be found): a district, a province, the country."""
    sample = random.Random(1).sample(range(people), min(people, 60_000))
    by_office = {}
    for number in sample:
        if number % 200:  # one in 200 is confidential and shown to named people only
            by_office.setdefault(crowd.person(number)[4], []).append(number)
    everybody = [number for number in sample if number % 200]
    district = [office_id(7)]
    province = [office_id(number) for number in range(12)]
    yield "district (1 of 1,000 offices)", district, False, by_office.get(7, everybody)
    yield "province (12 offices)", province, False, [n for o in range(12) for n in by_office.get(o, [])]
    yield "country", [], True, everybody


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    searches = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    server, crowd = prepared(people), Crowd()
    print("| who asks | search | p50 ms | p95 ms | p99 ms | among the first ten |")
    print("|---|---|---|---|---|---|")
    with psycopg.connect(server.app_url, dbname=DATABASE) as connection:
        for title, offices, is_countrywide, visible in scopes(crowd, people):
            desk = Desk(connection, offices, is_countrywide=is_countrywide)
            for kind in KINDS:
                times, shown = measured(desk, crowd, kind, visible, searches)
                middle = statistics.median(times)
                high, highest = times[int(len(times) * 0.95)], times[int(len(times) * 0.99)]
                print(f"| {title} | {kind} | {middle:.1f} | {high:.1f} | {highest:.1f} | {shown:.0%} |", flush=True)


if __name__ == "__main__":
    main()
