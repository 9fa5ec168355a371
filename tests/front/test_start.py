"""What a start of the pages loads."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "numba", "highspy", "openpyxl")


def test_pages_start_without_the_libraries_of_the_national_match_and_of_spreadsheets():
    """They take seconds and a hundred megabytes; only the jobs and commands that need them load them."""
    code = f"import sys, umay.front.wsgi, umay.front.urls, umay.front.jobs; print([one for one in {HEAVY!r} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
