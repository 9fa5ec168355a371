"""Make this checkout importable, and `umay` runnable, in the environment whose Python runs this file.

It does what an editable install does, in two small files, with no build tool and no network.
"""

import sys
import sysconfig
from pathlib import Path

COMMAND = """\
#!{python}
import sys

from umay.front.cli import main

sys.exit(main())
"""


def main() -> None:
    """Write `umay.pth` beside the installed packages and the `umay` command beside this Python."""
    checkout = Path(__file__).resolve().parent.parent
    packages = Path(sysconfig.get_path("purelib"))
    (packages / "umay.pth").write_text(f"{checkout}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts")) / "umay"
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
