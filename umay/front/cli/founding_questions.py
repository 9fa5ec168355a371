"""What an installation is founded with, asked for on a terminal. Gives what the file would hold."""

from umay.front.cli.founding_file import CAPITAL
from umay.front.cli.problems import Stopped

_FIRST = ("administrator", "administrator", "auditor")
_ARTICLE = ("The first administrator of accounts", "The second administrator of accounts", "The auditor")


def ask_all() -> dict:
    """Ask for everything. Raises Stopped where the answers end."""
    try:
        return _ask_all()
    except EOFError as error:
        raise Stopped("The answers ended. Nothing was written.") from error


def _ask_all() -> dict:
    answer = _ask("Which country?", f"{' or '.join(CAPITAL)}")
    country = {"tr": "TR", "az": "AZ"}.get(answer, answer)
    said: dict = {"country": country}
    if name := _ask("The ministry's name?", "Enter: as the country's settings have it"):
        said["ministry"] = {"name": name}
    listed = _ask("Which provinces?", f"Enter: all; else codes with commas, such as {CAPITAL.get(country, 'TR-06')}")
    said["provinces"] = [code.strip() for code in listed.split(",")] if listed else "all"
    note = "Enter: as the country's settings have it" if country == "TR" else "for example: {place} ərazi şöbəsi"
    if pattern := _ask("What is the office of a province called, with {place} for its name?", note):
        said["province_office"] = pattern
    print("Centres and teams are written in a file instead (umay found --example).")
    said["people"] = [_person(role, who) for role, who in zip(_FIRST, _ARTICLE, strict=True)]
    return said


def _person(role: str, who: str) -> dict:
    print(f"{who}:")
    return {
        "role": role,
        "name": _ask("  name?"),
        "username": _ask("  user name?", "small letters, figures, points; it cannot be changed later"),
        "email": _ask("  address for mail?"),
    }


def _ask(question: str, note: str = "") -> str:
    return input(f"{question} {f'({note}) ' if note else ''}").strip()
