"""Signing in: one's own password, a second step, an end; every part of it in the journal."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import connection

from tests.factories.cast import PASSWORD, make_person, user_of
from umay.ground.journal.models import Entry
from umay.ground.offices.models import Post, User
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now

LOGIN = "/accounts/login/"


def sign_in(client, identity, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": user_of(identity).username, "password": password} | extra)


def codes_about(identity, seen_by):
    with acting(seen_by):
        return list(Entry.objects.filter(thing=identity.user_id).order_by("id").values_list("code", flat=True))


def test_a_sign_in_leads_back_to_the_page_that_was_asked_for_and_stands_in_the_journal(cast, client):
    assert client.get("/care/cases/")["Location"] == "/accounts/login/?next=/care/cases/"
    answer = sign_in(client, cast.worker, next="/care/cases/")
    assert answer.status_code == 302 and answer["Location"] == "/care/cases/"
    client.post("/accounts/logout/")
    assert codes_about(cast.worker, cast.auditor) == ["session.sign_in", "session.sign_out"]


def test_a_sign_in_never_leads_to_another_house(cast, client):
    assert sign_in(client, cast.worker, next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_says_the_same_for_a_name_that_exists_and_one_that_does_not(cast, client):
    known = sign_in(client, cast.worker, password="yanlis-bir-parola")
    unknown = client.post(LOGIN, {"login": "hic.kimse", "password": "yanlis-bir-parola"})
    told = [part.context["form"].non_field_errors() for part in (known, unknown)]
    assert told[0] == told[1] and told[0]
    assert codes_about(cast.worker, cast.auditor) == ["session.sign_in_failed"]


def test_the_auditor_sees_failed_sign_ins_with_names_that_nobody_has(cast, client):
    client.post(LOGIN, {"login": "hic.kimse", "password": "x"})
    with acting(cast.auditor):
        line = Entry.objects.get(code="session.sign_in_failed")
    assert (line.who, line.country, line.thing) == (None, "", None)
    with acting(cast.worker):
        assert not Entry.objects.filter(code="session.sign_in_failed").exists()


def test_after_six_wrong_passwords_even_the_right_one_waits_half_an_hour(cast, client):
    for _try in range(6):
        answer = sign_in(client, cast.worker, password="yanlis-bir-parola")
    assert answer.status_code == 429
    assert sign_in(client, cast.worker).status_code == 429
    assert "session.lock_out" in codes_about(cast.worker, cast.auditor)
    assert sign_in(client, cast.supervisor).status_code == 302
    client.post("/accounts/logout/")
    with time_machine.travel(now() + timedelta(minutes=31)):
        assert sign_in(client, cast.worker).status_code == 302


def test_a_one_time_password_must_be_changed_before_anything_else(cast, client):
    with founding():
        User.objects.filter(pk=cast.worker.user_id).update(once_until=now() + timedelta(hours=1))
    assert sign_in(client, cast.worker).status_code == 302
    assert client.get("/")["Location"] == "/accounts/password/change/?next=/"
    fresh = {"oldpassword": PASSWORD, "password1": "dag-basinda-uc-kus"}
    assert client.post("/accounts/password/change/", fresh).status_code == 302
    assert client.get("/").status_code == 200
    assert user_of(cast.worker).once_until is None
    assert "account.change_password" in codes_about(cast.worker, cast.auditor)


def test_a_one_time_password_that_is_too_old_opens_nothing(cast, client):
    with founding():
        User.objects.filter(pk=cast.worker.user_id).update(once_until=now() - timedelta(minutes=1))
    answer = sign_in(client, cast.worker)
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("weak", ["kısa", "123456789012", PASSWORD, "worker.meram"])
def test_a_weak_or_unchanged_password_is_refused(cast, client, weak):
    sign_in(client, cast.worker)
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak})
    assert answer.status_code == 200 and "password1" in answer.context["form"].errors


def test_a_closed_account_does_not_sign_in(cast, client):
    with founding():
        User.objects.filter(pk=cast.worker.user_id).update(is_active=False)
    sign_in(client, cast.worker)
    assert client.get("/").status_code == 302


def test_a_person_without_a_post_sees_nothing_but_that(cast, client):
    with founding():
        Post.objects.filter(user=cast.worker.user_id).update(begins_on="2020-01-01", ends_on="2020-01-02")
    sign_in(client, cast.worker)
    assert client.get("/care/cases/")["Location"] == "/post/?next=/care/cases/"
    assert client.get("/post/").status_code == 200


def test_who_holds_several_posts_chooses_one_and_acts_in_no_other(cast, client):
    user = user_of(cast.worker)
    with founding():
        second = Post.objects.create(
            user=user, role="auditor", level="none", office=cast.meram, begins_on="2021-01-01", confirmed_at=now()
        )
    foreign = Post.objects.get(user=cast.supervisor.user_id)
    sign_in(client, cast.worker)
    assert client.get("/journal/")["Location"] == "/post/?next=/journal/"
    assert client.post("/post/", {"post": foreign.pk}).status_code == 422
    assert client.post("/post/", {"post": second.pk, "next": "/journal/"})["Location"] == "/journal/"
    assert client.get("/journal/").status_code == 200
    assert client.get("/care/cases/").status_code == 403


@pytest.mark.parametrize("role", ["worker", "supervisor", "family_worker", "auditor", "administrator"])
def test_outside_the_demonstration_a_second_step_comes_first(cast, client, settings, role):
    settings.UMAY_DEMO = False
    client.force_login(user_of(getattr(cast, role)))
    assert client.get("/")["Location"] == "/accounts/2fa/?next=/"


def _code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_telephone(client):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)}).status_code == 302
    return secret


def test_with_a_telephone_signing_in_takes_a_code_and_a_recovery_code_works_once(cast, client, settings):
    settings.UMAY_DEMO = False
    sign_in(client, cast.worker)
    set_up_telephone(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert sign_in(client, cast.worker)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    sign_in(client, cast.worker)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200
    assert "session.second_step_failed" in codes_about(cast.worker, cast.auditor)


def test_the_secret_of_a_telephone_is_encrypted_in_the_database(cast, client):
    sign_in(client, cast.worker)
    secret = set_up_telephone(client)
    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator")
        assert all(secret not in row[0] for row in cursor.fetchall())


def test_the_last_second_step_cannot_be_taken_away_where_it_is_needed(cast, client, settings):
    settings.UMAY_DEMO = False
    sign_in(client, cast.worker)
    set_up_telephone(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast.worker.user_id, type="totp").exists()


def test_changing_the_second_step_asks_for_the_password_again(cast, client):
    sign_in(client, cast.worker)
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert "/accounts/reauthenticate/" in client.get("/accounts/2fa/totp/activate/")["Location"]


def test_thirty_idle_minutes_end_a_sign_in_and_lead_back(cast, client):
    sign_in(client, cast.worker)
    start = now()
    with time_machine.travel(start + timedelta(minutes=29)):
        assert client.get("/account/").status_code == 200
    with time_machine.travel(start + timedelta(minutes=58)):
        assert client.get("/account/").status_code == 200
    with time_machine.travel(start + timedelta(minutes=90)):
        assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_eight_hours_end_a_sign_in_that_was_never_idle(cast, client):
    sign_in(client, cast.worker)
    start = now()
    for minutes in range(25, 8 * 60, 25):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert client.post("/session/keep/", headers={"Accept": "application/json"}).status_code == 200
    with time_machine.travel(start + timedelta(hours=8, minutes=1)):
        assert client.get("/account/").status_code == 302


def test_staying_signed_in_answers_how_long_it_lasts(cast, client):
    sign_in(client, cast.worker)
    start = now()
    with time_machine.travel(start + timedelta(minutes=28)):
        answer = client.post("/session/keep/", headers={"Accept": "application/json"})
        assert answer.json() == {"ends_in": 30 * 60}
    with time_machine.travel(start + timedelta(minutes=57)):
        assert client.get("/account/").status_code == 200
    client.post("/accounts/logout/")
    assert client.post("/session/keep/", headers={"Accept": "application/json"}).status_code == 401


def test_the_chosen_language_is_kept_with_the_account(cast, client):
    sign_in(client, cast.worker)
    answer = client.post("/language/", {"language": "az", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/" and answer.cookies["django_language"].value == "az"
    assert user_of(cast.worker).language == "az"
    assert 'lang="az"' in client.get("/account/").content.decode()


def test_the_pages_speak_the_accounts_language_where_the_browser_has_no_cookie(cast, client):
    identity = make_person("ayna.baku", "worker", cast.baku)
    with founding():
        User.objects.filter(pk=identity.user_id).update(language="az")
    client.force_login(user_of(identity))
    assert 'lang="az"' in client.get("/account/", headers={"Accept-Language": "tr"}).content.decode()
