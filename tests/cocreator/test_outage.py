"""A database that is away or full: a clear 503 and one line in the log; what was asked wrongly stays an error of ours."""

import logging
import sqlite3
import sys

import pytest
import redis
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.test import RequestFactory

from cocreator.outage import DatabaseAway, Tersely, is_outage

FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorcode = sqlite3.SQLITE_FULL
WRONG = sqlite3.OperationalError("no such table: some")
WRONG.sqlite_errorcode = sqlite3.SQLITE_ERROR


def caused(error, cause):
    error.__cause__ = cause
    return error


OUTAGES = [
    OperationalError("connection refused"),
    InterfaceError("connection already closed"),
    caused(OperationalError(str(FULL)), FULL),
    redis.ConnectionError("refused"),
    redis.TimeoutError("late"),
]
OURS = [
    caused(OperationalError(str(WRONG)), WRONG),
    IntegrityError("twice"),
    redis.ResponseError("wrong type"),
    ValueError("x"),
    None,
]


def record(error, message="the clock missed a beat"):
    return logging.LogRecord(
        "game.clock", logging.ERROR, __file__, 1, message, (), (type(error), error, None) if error else None
    )


@pytest.mark.parametrize("error", OUTAGES, ids=str)
def test_outage_is_answered_503_and_says_when_to_try_again(error):
    answer = DatabaseAway(lambda _request: None).process_exception(RequestFactory().get("/"), error)
    assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
    assert answer["Cache-Control"] == "no-store"
    assert "what you sent is not saved" in answer.content.decode()


@pytest.mark.parametrize("error", OURS[:-1], ids=str)
def test_error_of_ours_stays_one(error):
    assert DatabaseAway(lambda _request: None).process_exception(RequestFactory().get("/"), error) is None


@pytest.mark.parametrize(("errors", "answer"), [(OUTAGES, True), (OURS, False)])
def test_outage_is_told_from_an_error_of_ours(errors, answer):
    assert [is_outage(error) for error in errors] == [answer] * len(errors)


@pytest.mark.django_db
def test_table_that_is_missing_is_no_outage():
    with (
        pytest.raises(Exception, match="nowhere") as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT 1 FROM nowhere")
    assert not is_outage(caught.value)


def test_outage_is_logged_in_one_line_and_not_again_at_once():
    tersely = Tersely()
    first, second, other = record(OUTAGES[0]), record(OUTAGES[0]), record(OUTAGES[0], "another sentence")
    assert [tersely.filter(one) for one in (first, second, other)] == [True, False, True]
    assert logging.Formatter().format(first) == "the clock missed a beat (OperationalError)"


def test_error_of_ours_is_logged_with_its_traceback_each_time():
    tersely = Tersely()
    for _time in range(2):
        try:
            raise ValueError("ours")
        except ValueError:
            one = record(None)
            one.exc_info = sys.exc_info()
        assert tersely.filter(one)
        assert "Traceback" in logging.Formatter().format(one)


def test_script_of_a_page_is_answered_briefly():
    request = RequestFactory().post("/", headers={"HX-Request": "true"})
    answer = DatabaseAway(lambda _request: None).process_exception(request, OUTAGES[0])
    assert (answer.status_code, answer.content) == (503, b"")
