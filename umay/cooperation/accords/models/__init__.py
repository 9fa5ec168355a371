"""Accords and everything that belongs to one, by noun. Add a line for each noun's file."""

from umay.cooperation.accords.models.activities import Activity, Attendance, Evidence, Obstacle, Progress, ReportPeriod
from umay.cooperation.accords.models.base import OF_ACCORD, Accord, Approval, OfAccord, Release, Side
from umay.cooperation.accords.models.calendars import Subscription
from umay.cooperation.accords.models.declarations import (
    Answer,
    Commitment,
    Declaration,
    Examination,
    Instrument,
    Invitation,
    Notice,
    Proof,
    Signature,
    Signing,
    Statement,
)
from umay.cooperation.accords.models.files import File
from umay.cooperation.accords.models.meetings import (
    ActionPoint,
    ActionReport,
    AgendaItem,
    Attending,
    Carried,
    Decision,
    Meeting,
    Minutes,
    Verification,
)
from umay.cooperation.accords.models.plans import Lead, Plan, PlanLine, Proposal, Protocol
from umay.cooperation.accords.models.terms import Concept, Match, Term
from umay.cooperation.accords.models.texts import Article, Document, Edition, FormDraft, LanguageText
from umay.cooperation.accords.models.trust import TrustEntry

__all__ = [
    "OF_ACCORD",
    "Accord",
    "ActionPoint",
    "ActionReport",
    "Activity",
    "AgendaItem",
    "Answer",
    "Approval",
    "Article",
    "Attendance",
    "Attending",
    "Carried",
    "Commitment",
    "Concept",
    "Decision",
    "Declaration",
    "Document",
    "Edition",
    "Evidence",
    "Examination",
    "File",
    "FormDraft",
    "Instrument",
    "Invitation",
    "LanguageText",
    "Lead",
    "Match",
    "Meeting",
    "Minutes",
    "Notice",
    "Obstacle",
    "OfAccord",
    "Plan",
    "PlanLine",
    "Progress",
    "Proof",
    "Proposal",
    "Protocol",
    "Release",
    "ReportPeriod",
    "Side",
    "Signature",
    "Signing",
    "Statement",
    "Subscription",
    "Term",
    "TrustEntry",
    "Verification",
]
