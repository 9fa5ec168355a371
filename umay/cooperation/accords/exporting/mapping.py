"""What our words become in IATI 2.03. IATI knows four roles of an organisation and six states of an activity; ours are finer, so they are mapped
down, and each stands beside its code in our own namespace. docs/reference/iati.md shows the same tables; a test compares them.

Codes: IATI code lists OrganisationRole, ActivityStatus, OrganisationType, ResultType, IndicatorMeasure, Sector (DAC five-digit purpose codes).
"""

from datetime import date

FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"

# What an institution is to a plan. Who was only invited or observes is none of IATI's four, and is not written.
ROLES = {
    "party": ACCOUNTABLE,
    "author": ACCOUNTABLE,
    "depositary": ACCOUNTABLE,
    "signatory": ACCOUNTABLE,
    "host": IMPLEMENTING,
}
LEFT_OUT = ("invited", "observer")
LEAD = IMPLEMENTING
# Who pays, where the plan says that each side pays something. "Not stated" and "as written beside it" name nobody.
SHARED_COSTS = ("each_own", "host", "halves")

PIPELINE, IMPLEMENTATION, FINALISATION, CLOSED, CANCELLED = "1", "2", "3", "4", "5"

GOVERNMENT, MULTILATERAL, OTHER_PUBLIC = "10", "40", "15"
ORGANISATIONS = {"ministry": GOVERNMENT, "committee": GOVERNMENT, "agency": GOVERNMENT, "body": MULTILATERAL}

SOCIAL_SERVICES = "16015"  # "Social services (incl youth development and women+ children)"
OUTPUT, OTHER_RESULT = "1", "9"
UNIT, QUALITATIVE = "1", "5"
MULTINATIONAL, NATIONAL = "3", "4"
WEB_PAGE = "A12"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"


def by_days(begins_on: date, ends_on: date, today: date) -> str:
    """Before its first day, until its last day, after it. An ended one whose outcome nobody has closed is in finalisation."""
    if today < begins_on:
        return PIPELINE
    return IMPLEMENTATION if today <= ends_on else FINALISATION


def plan_status(*, state: str, begins_on: date, ends_on: date, today: date) -> str:
    return CLOSED if state == "closed" else by_days(begins_on, ends_on, today)


def line_status(
    *,
    state: str,
    plan_state: str,
    begins_on: date,
    ends_on: date,
    first_on: date | None,
    last_on: date | None,
    today: date,
) -> str:
    """Days that both sides have set count where they are set. Putting off, and what one side alone reports, are not public: such a line stands
    by its days like any other."""
    if state == "cancelled":
        return CANCELLED
    if state == "verified" or plan_state == "closed":
        return CLOSED
    if state == "scheduled" and first_on and last_on:
        return by_days(first_on, last_on, today)
    return by_days(begins_on, ends_on, today)


def dates(
    *, state: str, begins_on: date, ends_on: date, first_on: date | None, last_on: date | None, today: date
) -> list[tuple[str, date]]:
    """(IATI's kind of date, day). Set dates of a line are planned; days on which a verified one took place are actual, never in the future."""
    if state == "scheduled" and first_on and last_on:
        return [(PLANNED_START, first_on), (PLANNED_END, last_on)]
    found = [(PLANNED_START, begins_on), (PLANNED_END, ends_on)]
    if state == "verified":
        actual = ((ACTUAL_START, first_on), (ACTUAL_END, last_on))
        found += [(kind, day) for kind, day in actual if day and day <= today]
    return sorted(found)
