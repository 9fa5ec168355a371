"""Accords and everything that belongs to one, by noun. Add a line for each noun's file."""

from umay.cooperation.accords.models.activities import Activity, Attendance, Evidence, Obstacle, Progress, ReportPeriod
from umay.cooperation.accords.models.base import OF_ACCORD, Accord, Approval, OfAccord, Release, Side
from umay.cooperation.accords.models.files import File
from umay.cooperation.accords.models.plans import Lead, Plan, PlanLine, Proposal, Protocol

__all__ = [
    "OF_ACCORD",
    "Accord",
    "Activity",
    "Approval",
    "Attendance",
    "Evidence",
    "File",
    "Lead",
    "OfAccord",
    "Obstacle",
    "Plan",
    "PlanLine",
    "Progress",
    "Proposal",
    "Protocol",
    "Release",
    "ReportPeriod",
    "Side",
]
