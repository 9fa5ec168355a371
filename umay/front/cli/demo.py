"""Try everything with invented people, on this computer only.

Starts the database, brings its tables up to date, loads the invented people once, and serves the pages at
http://localhost:8000 until Ctrl-C. Nothing is lost between runs; delete the data folder to begin again."""

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from django.conf import settings

from umay.front.cli import purpose, ready, serving
from umay.front.cli.options import port_number
from umay.front.cli.problems import Told
from umay.front.cli.progress import Progress

LOOPBACK = "127.0.0.1"  # invented people with printed passwords: never on a network
SCALES = ("small", "national")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `umay demo` understands."""
    parser.add_argument(
        "--port", type=port_number, default=os.environ.get("PORT") or "8000", help="default: PORT, else 8000"
    )
    parser.add_argument(
        "--scale",
        choices=SCALES,
        default=SCALES[0],
        help="how many people are invented on the first run: a few offices, or the published totals of both countries",
    )


def run(arguments: argparse.Namespace) -> int:
    """Load and serve the demo until it is asked to stop."""
    os.environ["UMAY_DEMO"] = "1"
    progress = Progress()
    with serving.begin(ready.home(), host=LOOPBACK, port=arguments.port) as served:
        try:
            purpose.claim(served.home, purpose.DEMO)
            progress("starting the database")
            served.use_database()
            demo = _prepare(arguments.scale, progress)
            progress("starting the web server")
            served.start_servers(workers=2)
            served.wait_until_ready("/health/")
            progress("ready")
            progress.end()
            _tell(served.address, demo)
            served.wait()
        except KeyboardInterrupt:
            progress.end()
            print("Stopping; everything is kept.", flush=True)
    return 0


def _prepare(scale: str, progress: Progress) -> ModuleType:
    progress("compiling the languages")
    importlib.import_module("umay.front.messages").compile_all()
    ready.use_django()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing folder
    if ready.waiting_migrations():
        progress("making the tables")
        # A process of its own: this one signs in as the application, migrations as the owner.
        done = subprocess.run([sys.executable, "-m", "umay", "migrate", "--quiet"], check=False)
        if done.returncode:
            raise Told
    demo = importlib.import_module("umay.front.demo")
    if not demo.is_loaded():
        progress("inventing people")
        demo.load(scale, progress)
    return demo


def _tell(address: str, demo: ModuleType) -> None:
    print(f"\nUmay is ready: {address}\n\nSign in as one of these invented people (only in the demo):\n")
    rows = [(str(role), str(name), str(word)) for role, name, word in demo.sign_ins()]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    for role, name, word in rows:
        print(f"  {role:<{widths[0]}}  {name:<{widths[1]}}  {word}")
    print("\nCtrl-C stops it. Nothing is lost.", flush=True)
