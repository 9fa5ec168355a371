"""My work: what every room says waits, grouped; a room that fails does not take the others along."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories.care import make_case
from tests.factories.cast import user_of
from umay.front.home.queries import SHOWN, work_of
from umay.ground.offices.actions import notify
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.slots import Task


@pytest.fixture
def rooms(monkeypatch):
    """Only the rooms of the test say what waits."""
    filled = []
    monkeypatch.setitem(slots._slots, ("work", "home"), filled)
    return filled


def task(tone="due", days=1, **parts):
    return Task("visits.due", "Ziyaret", f"/care/visits/{days}/", now() + timedelta(days=days), tone, **parts)


def test_tasks_stand_by_tone_the_earliest_first(cast, rooms):
    rooms.append(lambda by, at: [task("waiting", 5), task("due", 3), task("due", 1)])
    rooms.append(lambda by, at: [task("overdue", -2)])
    with acting(cast.worker):
        work = work_of(cast.worker, now())
    found = {group.tone: [one.url for one in group.tasks] for group in work.groups if group.count}
    assert found == {
        "overdue": ["/care/visits/-2/"],
        "due": ["/care/visits/1/", "/care/visits/3/"],
        "waiting": ["/care/visits/5/"],
    }


def test_a_room_that_fails_is_said_and_the_others_are_shown(cast, client, rooms):
    def broken(by, at):
        with connection.cursor() as cursor:
            cursor.execute("select 1/0")

    rooms.extend([broken, lambda by, at: [task()]])
    client.force_login(user_of(cast.worker))
    work = client.get("/").context["work"]
    assert work.is_missing and [group.count for group in work.groups] == [0, 0, 1, 0]


def test_a_mistake_of_the_program_is_not_hidden(cast, rooms):
    rooms.append(lambda by, at: [].missing)
    with acting(cast.worker), pytest.raises(AttributeError):
        work_of(cast.worker, now())


def test_long_lists_say_how_many_more_there_are(cast, rooms):
    rooms.append(lambda by, at: [task(days=number) for number in range(1, SHOWN + 8)])
    with acting(cast.worker):
        group = next(group for group in work_of(cast.worker, now()).groups if group.count)
    assert (len(group.tasks), group.more) == (SHOWN, 7)


def test_nothing_to_do_is_said_kindly(cast, client, rooms):
    client.force_login(user_of(cast.worker))
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert answer.context["work"].is_empty


def test_every_role_has_a_start_page(cast, client):
    for role, identity in cast.home.items():
        client.force_login(user_of(identity))
        assert client.get("/").status_code == 200, role


def tell(cast, times):
    with acting(cast.supervisor):
        for _time in range(times):
            notify(
                kind="concern",
                users=[cast.worker.user_id],
                thing_kind="cases.case",
                thing=cast.meram.pk,
                by=cast.supervisor,
                at=now(),
            )


def test_a_notice_of_somebody_else_is_not_to_be_read(cast, client):
    tell(cast, 1)
    with acting(cast.worker):
        from umay.ground.offices.models import Notice

        notice = Notice.objects.get()
    client.force_login(user_of(cast.other_team_worker))
    assert client.post(f"/notices/{notice.pk}/read/").status_code == 404
    with acting(cast.worker):
        notice.refresh_from_db()
    assert notice.read_at is None


def test_three_notices_ask_no_more_than_one(cast, client, rooms):
    client.force_login(user_of(cast.worker))

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/").status_code == 200
        return len(found)

    tell(cast, 1)
    asked()
    one = asked()
    tell(cast, 2)
    assert asked() == one
    assert one <= 12, one


def test_the_log_is_told_of_the_error_without_values(cast, rooms, caplog):
    def broken(by, at):
        raise DatabaseError("gizli")

    rooms.append(broken)
    with acting(cast.worker):
        work_of(cast.worker, now())
    assert "what waits could not be asked" in caplog.text and "gizli" not in caplog.text


@pytest.mark.parametrize(("role", "statements"), [("worker", 12), ("supervisor", 14), ("director", 9)])
def test_my_work_asks_each_room_its_questions_once(cast, client, role, statements):
    """The settings of the country are read once for all rooms, and one savepoint serves them all."""
    make_case(cast.worker)
    client.force_login(user_of(getattr(cast, role)))
    client.get("/")
    for _turn in range(2):
        with CaptureQueriesContext(connection) as found:
            assert client.get("/").status_code == 200
        asked = [query["sql"] for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "set local"))]
        assert sum('"offices_confirmation"' in sql for sql in asked) <= 1
        assert len(asked) == statements
        for _more in range(3):
            make_case(cast.worker)
