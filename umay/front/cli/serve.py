"""Serve the pages of a real installation.

Listens on the loopback address behind a proxy that speaks HTTPS (docs/start.md). Starts the embedded database
unless UMAY_DATABASE_URL or UMAY_APP_DATABASE_URL names another, and stops at SIGTERM or Ctrl-C what it started."""

import argparse
import importlib
import os

from umay.front.cli import purpose, ready, serving
from umay.front.cli.options import count, port_number
from umay.front.cli.problems import Stopped


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay serve` understands."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--port", type=port_number, default=os.environ.get("PORT") or "8000", help="default: PORT, else 8000"
    )
    parser.add_argument("--workers", type=count, default=os.cpu_count() or 2, help="processes (default: one per core)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until asked to stop."""
    if os.environ.get("UMAY_DEMO"):
        raise Stopped("UMAY_DEMO is set; the demo is served by `umay demo`.")
    with serving.begin(ready.home(), host=arguments.host, port=arguments.port) as served:
        try:
            purpose.claim(served.home, purpose.REAL)
            served.use_database()
            _prepare()
            served.start_servers(workers=arguments.workers)
            served.wait_until_ready("/health/")
            print(f"Umay listens on {arguments.host}, port {arguments.port}.", flush=True)
            served.wait()
        except KeyboardInterrupt:
            print("Stopping.", flush=True)
    return 0


def _prepare() -> None:
    importlib.import_module("umay.front.messages").compile_all()
    ready.use_django()
    waiting = ready.waiting_migrations()
    if waiting:
        raise Stopped(
            f"The database's tables are of an older version ({len(waiting)} steps behind); run `umay migrate` first."
        )
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
