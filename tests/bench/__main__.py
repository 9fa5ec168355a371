"""How long pages take: a table of medians beside a bare page on the same server, with the national demo and with ten times as much.

    make bench                                   or: python -m tests.bench [--scale small] [--times 10] [--repeats 40]

Makes (once) an embedded server in UMAY_BENCH_HOME (default: a folder umay-bench-<user> for temporary files) with two databases: the demo, and
its copy with ten times the rows. Measures one page after the other over HTTP, as the demo is served but with one worker. It times, it never fails.
The engines alone: python -m tests.bench.matching (part of `make bench`), .matching_exact, .matching_engine, python -m tests.bench.names_search.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(os.environ.get("UMAY_BENCH_HOME") or Path(tempfile.gettempdir()) / f"umay-bench-{os.getuid()}")
ONCE = "umay"


def main() -> None:
    arguments = _arguments()
    os.environ |= {"UMAY_HOME": str(HOME), "UMAY_DEMO": "1", "DJANGO_SETTINGS_MODULE": "umay.front.settings"}
    if arguments.only:
        return _measure(arguments)
    (HOME / "static").mkdir(parents=True, exist_ok=True)
    from umay.kit.kernel.postgres import ensure, stop

    server = ensure(HOME)
    try:
        _load(arguments.scale)
        more = _more(server, arguments.times) if arguments.times > 1 else ""
        for title, database in ((f"The {arguments.scale} demo", ONCE), (f"{arguments.times} times as much", more)):
            if database:
                print(f"\n### {title}\n", flush=True)
                _again(["--only", title, "--repeats", str(arguments.repeats)], database)
    finally:
        stop(HOME)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--scale", choices=("small", "national"), default="national")
    parser.add_argument("--times", type=int, choices=range(1, 11), metavar="1..10", default=10)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--only", default="", help=argparse.SUPPRESS)  # the bench's own second half
    return parser.parse_args()


def _again(words: list[str], database: str) -> None:
    """A process of its own for each database: Django is set up once per process."""
    environment = {**os.environ, "UMAY_DATABASE_NAME": database}
    subprocess.run([sys.executable, "-m", "tests.bench", *words], env=environment, check=False)


def _load(scale: str) -> None:
    """Tables and invented people, where they are not there yet."""
    subprocess.run([sys.executable, "-m", "umay", "migrate", "--quiet"], check=True)
    import django

    django.setup()
    from django.db import connections

    from umay.front import demo

    if not demo.is_loaded():
        began = time.perf_counter()
        demo.load(scale, lambda line: None)
        print(f"{scale} demo loaded in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    connections.close_all()


def _more(server, times: int) -> str:
    """The name of the database with so many times the rows; made from the first where it is missing."""
    import psycopg

    from tests.bench.tenfold import multiply

    name = f"{ONCE}_times_{times}"
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute("set maintenance_work_mem = '512MB'")
        if admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return name
        began = time.perf_counter()
        # Statistics as in a database that has been in use for a day.
        with psycopg.connect(server.admin_url, dbname=ONCE, autocommit=True) as first:
            first.execute("vacuum analyze")
        admin.execute(f'create database "{name}_draft" template "{ONCE}"')
    multiply(server.admin_url, f"{name}_draft", times)
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f'alter database "{name}_draft" rename to "{name}"')
    print(f"{times} times the rows made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return name


def _measure(arguments: argparse.Namespace) -> None:
    import django

    django.setup()
    from tests.bench.browsing import Reader, served
    from tests.bench.page import NOBODY, login_of
    from tests.bench.pages import pages
    from umay.front.demo.staff import PASSWORD

    found = list(pages())
    with served({"UMAY_DATABASE_NAME": os.environ["UMAY_DATABASE_NAME"]}) as port:
        bare = Reader(port).measure("/bare/", arguments.repeats * 5)
        print(
            "| page | opened by | statements | KB | Python ms | p50 ms | p95 ms | times a bare page |\n|---|---|---|---|---|---|---|---|"
        )
        print(
            f"| a bare page | nobody | {bare.statements} | {bare.size / 1024:.0f} | {bare.worked:.1f} | {bare.at(0.5):.1f} | {bare.at(0.95):.1f} | 1 |"
        )
        readers: dict[str, Reader] = {}
        for page in found:
            if page.role not in readers:
                readers[page.role] = Reader(port)
                if page.role != NOBODY:
                    readers[page.role].sign_in(login_of(page.role), PASSWORD)
            line = f"| {page.title} | {page.opened_by} | "
            try:
                path = readers[page.role].look_for(page.path, page.typed) if page.typed else page.path
                took = readers[page.role].measure(path, arguments.repeats)
                line += f"{took.statements} | {took.size / 1024:.0f} | {took.worked:.0f} | {took.at(0.5):.0f} | {took.at(0.95):.0f} | {took.at(0.5) / bare.at(0.5):.0f} |"
            except LookupError as why:
                line += f"{why} | | | | |"
            print(line, flush=True)


if __name__ == "__main__":
    main()
