"""What machines ask tells nothing about people."""

from django.db import DatabaseError

from umay.front import health


def test_health_says_one_word(client, db):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_says_when_the_database_is_away(client, db, monkeypatch):
    class Away:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Away())
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"no database\n")


def test_search_engines_are_sent_away(client, db):
    assert b"Disallow: /" in client.get("/robots.txt").content
    assert client.get("/favicon.ico").status_code == 302
