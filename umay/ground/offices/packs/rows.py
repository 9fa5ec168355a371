"""The rows of settings that are tables. Codes have their labels in `words`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LegalBasis:
    """A lawful ground on which a child may live away from home.

    law: the article, as the state cites it. authority: who decides (vocabulary "authority"). is_emergency: given before
    the full inquiry. max_days: how long it can last, None = until ended or review. is_provisional: must be followed by
    another basis.
    """

    code: str
    law: str
    authority: str
    is_emergency: bool = False
    is_provisional: bool = False
    max_days: int | None = None


@dataclass(frozen=True)
class RiskRule:
    """One dated rule of screening: `level` applies when all of `yes` are answered yes and all of `unsure` are in doubt.

    under_years: the rule also asks that the youngest child be younger.
    """

    code: str
    level: str
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    under_years: int | None = None


@dataclass(frozen=True)
class Requirement:
    """A document or check a family needs.

    who: "applicants", "adults" (everyone of age in the home), "household" or "child". needed: before "application",
    "approval" or "placement", or "after_placement". renew_months: how often it must be new, None = once.
    may_be_local: asked in some provinces only.
    """

    code: str
    who: str
    needed: str
    renew_months: int | None = None
    may_be_local: bool = False


@dataclass(frozen=True)
class RetentionRule:
    """How long a kind of record is kept. starts: the event from which the years count."""

    code: str
    years: int
    starts: str
