import psycopg
import pytest

from umay.front.cli import ready
from umay.kit.kernel import postgres

pytestmark = pytest.mark.engine


def test_a_command_stops_the_server_it_started(home):
    ready.database()
    ready.leave()
    assert postgres.status(home).pid is None


def test_a_command_leaves_a_server_that_ran_before(home):
    server = postgres.ensure(home)
    ready.database()
    ready.leave()
    assert postgres.status(home).pid == server.pid


def test_a_command_leaves_a_server_that_somebody_else_uses_by_now(home):
    server = ready.database()
    with psycopg.connect(server.app_url):
        ready.leave()
        assert postgres.status(home).pid == server.pid
