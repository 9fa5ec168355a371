"""What stands in the table of sign-ins opens nothing."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories.cast import user_of
from umay.front.sessions import SessionStore, row_key

pytestmark = pytest.mark.django_db


def test_the_key_in_the_cookie_stands_nowhere_in_the_table(cast, client):
    client.force_login(user_of(cast.worker))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    row = Session.objects.get()
    assert cookie not in row.session_key + row.session_data
    assert row.session_key == row_key(cookie)
    assert str(cast.worker.user_id) not in row.session_data
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_content_copied_into_another_row_does_not_open(cast, client):
    client.force_login(user_of(cast.administrator))
    powerful = Session.objects.get()
    mine = Client()
    mine.force_login(user_of(cast.worker))
    own = row_key(mine.cookies[settings.SESSION_COOKIE_NAME].value)
    Session.objects.filter(session_key=own).update(session_data=powerful.session_data)
    assert mine.get("/").status_code == 302


def test_a_changed_row_is_an_empty_sign_in(cast, client):
    client.force_login(user_of(cast.worker))
    row = Session.objects.get()
    for broken in (
        "",
        "x",
        row.session_data[:-4],
        "A" + row.session_data[1:] if row.session_data[0] != "A" else "B" + row.session_data[1:],
    ):
        Session.objects.filter(pk=row.pk).update(session_data=broken)
        assert SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value).load() == {}


def test_signing_out_removes_the_row(cast, client):
    client.force_login(user_of(cast.worker))
    assert client.post("/accounts/logout/").status_code == 302
    assert not SessionStore().exists(client.cookies.get(settings.SESSION_COOKIE_NAME, "").value or "x")
    assert not Session.objects.filter(session_data__contains=str(cast.worker.user_id)).exists()
    assert client.get("/").status_code == 302
