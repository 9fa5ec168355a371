"""Files and people for the tests of this room, written through its own actions."""

from datetime import date

from tests.factories.care import make_report
from umay.care.persons import actions
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now


def person(by: Identity, given="Deniz", surname="Örnek", *, file=None, born_on=date(2017, 3, 4), **values):
    """A person added through the action, in a report of its own unless `file` is given."""
    file = file or make_report(by, ages=())
    with acting(by):
        return actions.add(
            values={"given": given, "surname": surname, "born_on": born_on, "sex": "f", **values},
            file=file,
            file_kind="report",
            by=by,
            at=now(),
        )
