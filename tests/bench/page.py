"""One address to measure, and who of the demo opens it."""

from dataclasses import dataclass

from umay.front.demo.desks import sign_ins
from umay.front.demo.staff import username

DESK, NOBODY = "desk", ""


@dataclass(frozen=True)
class Page:
    """One address, opened by one person of the demo, or by nobody who signs in."""

    title: str
    role: str
    path: str
    typed: str = ""  # looked for by POST; what is measured is the page of the answer

    @property
    def opened_by(self) -> str:
        return self.role.replace("_", " ") or "nobody"


def login_of(role: str) -> str:
    """The user name of the demo's person of that role in Türkiye."""
    return sign_ins("TR")[0][1] if role == DESK else username("TR", role)
