"""Defaults for what the page frame shows. Later context processors may give other values."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def look(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's variables with their quiet defaults, so that every page can be drawn."""
    return {
        "installation_name": "Umay",
        "demo": False,
        "navigation": [],
        "theme": "",  # "", "light" or "dark"; "" follows the reader's device
        "session_ends_in": None,  # whole seconds until the sign-in ends, or None
        "home_url": "/",
        "person_name": "",
        "person_role": "",
        "footer_links": [],
    }
