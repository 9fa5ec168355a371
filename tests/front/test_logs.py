"""No value of a row or a form reaches the log, whatever breaks."""

import logging
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from umay.front.logs import Discreet
from umay.kit.kernel.acting import acting


def logged(error: BaseException) -> str:
    record = logging.LogRecord(
        "umay", logging.ERROR, "", 0, "It failed.", (), (type(error), error, error.__traceback__)
    )
    return Discreet("%(message)s").format(record)


def test_what_the_database_says_of_a_value_is_not_in_the_log(db):
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select cast(%s as uuid)", ["Kardelen"])
    assert "Kardelen" in str(caught.value)  # so PostgreSQL says it
    text = logged(caught.value)
    assert '"Kardelen"' not in text.replace('["Kardelen"]', "")
    assert "InvalidTextRepresentation 22P02" in text and "test_logs.py" in text


def test_the_log_names_the_table_and_the_rule_that_was_broken(cast):
    with (
        acting(cast.worker),
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into journal_once (key, who, at, kind) values (gen_random_uuid(), %s, now(), null)",
            [cast.worker.user_id],
        )
    assert "23502 journal_once kind" in logged(caught.value)


def test_what_was_typed_is_not_in_the_log():
    try:
        try:
            int("Kardelen")
        except ValueError as error:
            raise KeyError("Kardelen") from error
    except KeyError as error:
        text = logged(error)
    assert "builtins.ValueError" in text and "builtins.KeyError" in text
    assert "'Kardelen'" not in text.replace('int("Kardelen")', "").replace('KeyError("Kardelen")', "")


def test_every_handler_of_the_log_is_discreet():
    dictConfig(settings.LOGGING)
    handlers = logging.getLogger().handlers
    assert any(isinstance(one.formatter, Discreet) for one in handlers)
    for handler in settings.LOGGING["handlers"].values():
        assert settings.LOGGING["formatters"][handler["formatter"]]["()"] == "umay.front.logs.Discreet"
