"""Choices of the matching room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchState(models.TextChoices):
    OPEN = "open", _("Looking for a family")
    PROPOSED = "proposed", _("Waiting for the second person")
    DECIDED = "decided", _("Decided")
    NONE = "none", _("No family suits for now")
    SPLIT = "split", _("Searched for in parts")
    WITHDRAWN = "withdrawn", _("Withdrawn")


GIVEN_UP = "given_up"  # why a part is searched for: not a reason of the country's, and nobody chooses it
GIVEN_UP_WORDS = _("A home was given up, while a brother or sister has one")


class CandidateState(models.TextChoices):
    SHORTLISTED = "shortlisted", _("On the shortlist")
    OFFICE_ASKED = "office_asked", _("The family's office was asked")
    OFFICE_AGREED = "office_agreed", _("The family's office agreed")
    OFFICE_REFUSED = "office_refused", _("The family's office said no")
    FAMILY_ASKED = "family_asked", _("The family was asked")
    FAMILY_YES = "family_yes", _("The family said yes")
    FAMILY_NO = "family_no", _("The family said no")
    PROPOSED = "proposed", _("Proposed")
    CHOSEN = "chosen", _("Chosen")
    DROPPED = "dropped", _("Taken off the list")


class AnswerBy(models.TextChoices):
    """How the family's answer reached us."""

    PHONE = "phone", _("By telephone")
    VISIT = "visit", _("On a visit")
    OFFICE = "office", _("In the office")
    WRITTEN = "written", _("In writing")


class RunKind(models.TextChoices):
    """Why the families of a country were compared with all waiting groups."""

    MORNING = "morning", _("Every morning")
    ASKED = "asked", _("Somebody asked for it")
    REPLAY = "replay", _("An earlier run repeated")


class RunState(models.TextChoices):
    QUEUED = "queued", _("Waiting to begin")
    RUNNING = "running", _("At work")
    DONE = "done", _("Finished")
    STOPPED = "stopped", _("Stopped before its end")
    FAILED = "failed", _("Failed")


class FileKind(models.TextChoices):
    """What a run keeps of itself, sealed."""

    INPUT = "input", _("What it was made from")
    RESULT = "result", _("What came out")


class Heed(models.TextChoices):
    """What people made of a suggestion."""

    ACCEPTED = "accepted", _("The suggested family was taken up")
    OTHER = "other", _("Another family was chosen")
    NONE = "none", _("No family suits")


class AcceptReason(models.TextChoices):
    """Why a suggestion was taken up: as much a reason as the other two, so that nobody agrees without thinking."""

    SUITS = "suits", _("It suits these children, looked at as a whole")
    WISH = "wish", _("The children wish it")
    KNOWN = "known", _("The children know this family")
    TOGETHER = "together", _("The brothers and sisters stay together")
    NEAR = "near", _("School, friends and birth family stay near")
    SKILL = "skill", _("The family has the skill the children need")


# States in which a family is on the shortlist and may still be chosen.
ON_THE_LIST = (
    CandidateState.SHORTLISTED,
    CandidateState.OFFICE_ASKED,
    CandidateState.OFFICE_AGREED,
    CandidateState.FAMILY_ASKED,
    CandidateState.FAMILY_YES,
    CandidateState.PROPOSED,
)
# States that say: this family was asked and it is not to be.
SAID_NO = (CandidateState.OFFICE_REFUSED, CandidateState.FAMILY_NO)
