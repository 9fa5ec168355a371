"""Works out beside the pages which families are missing. Ids only; may run twice."""

from uuid import UUID

from procrastinate.contrib.django import app

from umay.care.matching.access import national
from umay.care.matching.engine import BadInput, parse
from umay.care.matching.recruiting import actions, queries
from umay.kit.kernel import leaving
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


@app.task(name=actions.JOB, **leaving.GOES_ON)
def recruit(run: str, country: str) -> None:
    """From what a run has read: the same question with families that might come."""
    # Arrays and their compiler are loaded by the worker that needs them, not by every page.
    from umay.care.matching.recruiting.counting import wanted

    run_id, by = UUID(run), national(country, now())
    with acting(by):
        raw = queries.question_of(run_id, by)
        if not raw:
            return
        try:
            figures = wanted(parse(raw), queries.spots(country), look=leaving.insist)
        except (BadInput, MemoryError):
            return  # the page goes on showing the run before
        actions.keep_wanted(run_id=run_id, figures=figures, by=by, at=now())
