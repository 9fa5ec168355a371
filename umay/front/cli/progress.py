"""Progress on a terminal or in a file: one line per step, with how far and how long."""

import re
import sys
import time
from typing import TextIO


class Progress:
    """Print what is being done. Call it with a sentence, and how many of how many where that is known."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.began = time.monotonic()
        self._last_step, self._last_at = "", 0.0

    def __call__(self, text: str, done: int | None = None, total: int | None = None) -> None:
        """Print `text`; a count at most twice a second on a terminal, and every five seconds elsewhere."""
        now = time.monotonic()
        step = re.sub(r"\d+", "", text)  # a sentence may count by itself
        is_new, is_end = step != self._last_step, done is not None and done == total
        if not is_new and not is_end and now - self._last_at < (0.5 if self.out.isatty() else 5):
            return
        if is_new and self._last_step and self.out.isatty():
            self.out.write("\n")
        share = f" {done:,} of {total:,}" if done is not None and total else f" {done:,}" if done is not None else ""
        line = f"{now - self.began:6.1f} s  {text}{share}"
        self.out.write(f"\r{line}\x1b[K" if self.out.isatty() else line + "\n")
        self.out.flush()
        self._last_step, self._last_at = step, now

    def end(self) -> None:
        """Leave the line of the last step."""
        if self.out.isatty() and self._last_step:
            self.out.write("\n")
        self.out.flush()
        self._last_step = ""
