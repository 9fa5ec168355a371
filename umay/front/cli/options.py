"""What several verbs read from their words."""

import argparse


def port_number(text: str) -> int:
    """Return `text` as a port, 1 to 65535; refuses others as argparse wants it."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; a port is a number from 1 to 65535")
    return int(text)


def count(text: str) -> int:
    """Return `text` as a number of processes, 1 to 64; refuses others as argparse wants it."""
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 64")
    return int(text)
