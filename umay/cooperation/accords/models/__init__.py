"""Accords and everything that belongs to one, by noun. Add a line for each noun's file."""

from umay.cooperation.accords.models.base import OF_ACCORD, Accord, Approval, OfAccord, Release, Side
from umay.cooperation.accords.models.files import File

__all__ = ["OF_ACCORD", "Accord", "Approval", "File", "OfAccord", "Release", "Side"]
