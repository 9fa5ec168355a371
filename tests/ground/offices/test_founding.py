"""An installation begins once, whole, with people who can't give themselves power."""

import dataclasses
import threading
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import DatabaseError, connection, connections, transaction

from umay.ground.journal.models import Entry
from umay.ground.offices.access import identity_for, offices_administered
from umay.ground.offices.actions import found, renew_first
from umay.ground.offices.models import Office, Post, Team, User
from umay.ground.offices.rules import Founding, NewOffice, NewPerson, obstacles, with_codes
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal

PEOPLE = (
    NewPerson("administrator", "Aylin Örnek", "aylin.ornek", "aylin@example.org", "tr"),
    NewPerson("administrator", "Barış Örnek", "baris.ornek", "baris@example.org", "tr"),
    NewPerson("auditor", "Ceren Örnek", "ceren.ornek", "ceren@example.org", "en"),
)
PLAN = Founding(
    "TR",
    "Europe/Istanbul",
    "tr",
    (
        NewOffice("TR-06", "ministry", "Bakanlık", 39.9, 32.8),
        NewOffice("TR-42", "provincial", "Konya İl Müdürlüğü", 37.9, 32.5),
        NewOffice("TR-42", "centre", "Meram Sosyal Hizmet Merkezi", 37.8, 32.4, teams=("A", "B")),
    ),
    PEOPLE,
)


@pytest.fixture
def real(settings):
    """Settings of production: https alone, no demonstration."""
    settings.UMAY_DEMO = False
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^health/$"]


def identity(username):
    return identity_for(Post.objects.select_related("user", "office").get(user__username=username))


def counts():
    return Office.objects.count(), Team.objects.count(), User.objects.count(), Post.objects.count()


def with_people(*people):
    return dataclasses.replace(PLAN, people=people)


def test_offices_accounts_and_posts_are_made_and_the_ministrys_administrators_reach_all(db, real):
    enrolled = found(plan=PLAN, at=now())
    assert counts() == (3, 2, 3, 3)
    assert [office.code for office in Office.objects.order_by("code")] == ["TR42A", "TR42B", "TRM"]
    assert [(one.role, one.username, one.language) for one in enrolled] == [
        ("administrator", "aylin.ornek", "tr"),
        ("administrator", "baris.ornek", "tr"),
        ("auditor", "ceren.ornek", "en"),
    ]
    assert offices_administered(identity("aylin.ornek")).count() == 3
    assert set(Post.objects.values_list("level", flat=True)) == {"none"}


def test_a_password_is_nowhere_but_in_what_is_returned(db, real):
    enrolled = found(plan=PLAN, at=now())
    assert len({one.password for one in enrolled}) == 3
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(u::text, '') from offices_user u")
        kept = cursor.fetchone()[0]
    with acting(identity("ceren.ornek")), transaction.atomic():
        told = "".join(f"{line.why}{line.fields}" for line in Entry.objects.all())
    assert all(one.password not in kept + told for one in enrolled)


def test_the_auditor_reads_the_founding_in_the_journal(db, real):
    found(plan=PLAN, at=now())
    with acting(identity("ceren.ornek")), transaction.atomic():
        lines = list(Entry.objects.filter(code__startswith="offices.").values_list("code", "country", "role"))
    assert sorted(set(lines)) == [
        ("offices.found", "TR", "founding"),
        ("offices.give_post", "TR", "founding"),
        ("offices.open", "TR", "founding"),
    ]
    assert len(lines) == 9


@pytest.mark.parametrize("before", ["founded", "office", "account"])
def test_what_is_there_is_never_founded_over(db, real, before):
    if before == "founded":
        found(plan=PLAN, at=now())
    else:
        from umay.kit.kernel.acting import founding

        with founding():
            if before == "office":
                Office.objects.create(
                    code="X", country="TR", place="TR-42", kind="centre", name="X", zone="UTC", lat=1, lon=1
                )
            else:
                User.objects.create(username="x", name="X", country="TR")
    there = counts()
    with pytest.raises(Refusal) as refused:
        found(plan=PLAN, at=now())
    assert refused.value.code == "founded_already" and counts() == there


def test_the_demonstration_is_not_founded(db):
    with pytest.raises(Refusal) as refused:
        found(plan=PLAN, at=now())
    assert refused.value.code == "demo" and counts() == (0, 0, 0, 0)


def test_two_foundings_at_one_instant_make_one_installation(own_database, real):
    answers = []

    def one():
        try:
            answers.append(len(found(plan=PLAN, at=now())))
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=str) == [3, "founded_already", "founded_already"] and counts() == (3, 2, 3, 3)


def test_what_fails_at_the_last_account_leaves_nothing(db, real):
    broken = NewPerson("auditor", "C" * 161, "ceren.ornek", "c@example.org", "tr")
    with pytest.raises(DatabaseError), transaction.atomic():
        found(plan=with_people(*PEOPLE[:2], broken), at=now())
    assert counts() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("people", "obstacle"),
    [
        (PEOPLE[1:], "few:administrator"),
        (PEOPLE[:2], "few:auditor"),
        ((*PEOPLE, dataclasses.replace(PEOPLE[0], role="inspector", username="d", name="D")), "role:inspector"),
        ((*PEOPLE[:2], dataclasses.replace(PEOPLE[2], username="Ceren")), "username:Ceren"),
        ((*PEOPLE[:2], dataclasses.replace(PEOPLE[2], name=" ")), "nameless:ceren.ornek"),
        ((PEOPLE[0], dataclasses.replace(PEOPLE[1], username="aylin.ornek"), PEOPLE[2]), "same:aylin.ornek"),
        ((PEOPLE[0], dataclasses.replace(PEOPLE[1], name="AYLİN ÖRNEK"), PEOPLE[2]), "same:aylin ornek"),
        ((PEOPLE[0], dataclasses.replace(PEOPLE[1], email="Aylin@example.org"), PEOPLE[2]), "same:aylin@example.org"),
    ],
)
def test_the_first_people_are_different_people_of_the_right_roles(people, obstacle):
    assert obstacle in obstacles(with_people(*people))


def test_nothing_that_is_not_whole_is_founded(db, real):
    with pytest.raises(Refusal) as refused:
        found(plan=with_people(*PEOPLE[1:]), at=now())
    assert refused.value.code == "not_whole" and counts() == (0, 0, 0, 0)


def test_a_place_with_many_offices_gives_each_its_own_code():
    many = [NewOffice("TR-34", "centre", f"M{number}", 41, 29) for number in range(60)]
    codes = with_codes("TR", many)
    assert codes[:2] == ["TR34A", "TR34B"] and codes[26] == "TR3427" and len(set(codes)) == 60


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, enrolled, password=None):
    said = {"login": enrolled.username, "password": password or enrolled.password}
    return client.post("/accounts/login/", said, secure=True)


OWN = "uc-kus-bir-dagin-basinda"


def come_in(client, enrolled):
    """The whole first sign-in of one person, as the sheet says; returns the recovery codes."""
    assert sign_in(client, enrolled).status_code == 302
    for page in ("/", "/offices/people/", "/accounts/2fa/"):
        answer = client.get(page, secure=True)
        assert answer.status_code == 200 if page == "/accounts/2fa/" else "password/change" in answer["Location"]
    said = {"oldpassword": enrolled.password, "password1": OWN}
    assert client.post("/accounts/password/change/", said, secure=True).status_code == 302
    assert client.get("/", secure=True)["Location"] == "/accounts/2fa/?next=/"
    client.post("/accounts/reauthenticate/", {"password": OWN}, secure=True)
    secret = client.get("/accounts/2fa/totp/activate/", secure=True).context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}, secure=True)
    assert answer.status_code == 302
    codes = client.get("/accounts/2fa/recovery-codes/", secure=True).context["unused_codes"]
    assert len(codes) == 10 and client.get("/", secure=True).status_code == 200
    return codes


def test_the_first_sign_in_asks_for_an_own_password_and_a_second_step_before_anything_else(db, real, client):
    first = found(plan=PLAN, at=now())[0]
    codes = come_in(client, first)
    client.post("/accounts/logout/", secure=True)
    assert sign_in(client, first).status_code == 200, "the one-time password is over"
    assert sign_in(client, first, OWN)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/", secure=True).status_code == 302, "the password alone opens nothing"
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}, secure=True).status_code == 302
    assert client.get("/", secure=True).status_code == 200
    assert client.get("/care/cases/", secure=True).status_code == 403


def test_after_three_days_the_one_time_password_opens_nothing(db, real, client):
    first = found(plan=PLAN, at=now())[0]
    with time_machine.travel(now() + timedelta(hours=73)):
        assert sign_in(client, first).status_code == 200
        assert client.get("/", secure=True).status_code == 302


def test_one_administrator_gives_a_powerful_role_and_only_the_other_confirms_it(db, real, client):
    first, second, _auditor = found(plan=PLAN, at=now())
    come_in(client, first)
    asked = {"name": "Deniz Örnek", "username": "deniz.ornek", "language": "tr", "idempotency_key": "5e4a0000-0000-4000-8000-000000000001"}  # fmt: skip
    assert b"deniz.ornek" in client.post("/offices/people/open/", asked, secure=True).content
    deniz = User.objects.get(username="deniz.ornek")
    post = {
        "role": "inspector", "level": "country", "office": Office.objects.get(code="TRM").pk, "begins_on_day": now().day, "begins_on_month": now().month,
        "begins_on_year": now().year, "idempotency_key": "5e4a0000-0000-4000-8000-000000000002",
    }  # fmt: skip
    page = f"/offices/people/{deniz.pk}/give_post/"
    assert client.post(page, post, secure=True).status_code == 302
    given = Post.objects.get(user=deniz)
    confirm = f"/offices/posts/{given.pk}/confirm_post/"
    sure = {"idempotency_key": "5e4a0000-0000-4000-8000-000000000003"}
    assert client.post(confirm, sure, secure=True).status_code in (403, 409)
    assert Post.objects.get(pk=given.pk).confirmed_at is None
    client.post("/accounts/logout/", secure=True)
    come_in(client, second)
    assert client.post(confirm, sure, secure=True).status_code == 302
    assert Post.objects.get(pk=given.pk).confirmed_by == User.objects.get(username=second.username).pk


def test_new_one_time_passwords_are_given_while_nobody_has_come_in(db, real, client):
    first = found(plan=PLAN, at=now())[0]
    with time_machine.travel(now() + timedelta(days=5)):
        renewed = renew_first(at=now())
        assert {one.role for one in renewed} == {"administrator", "auditor"}
        assert sign_in(client, first).status_code == 200, "the earlier one is over"
        come_in(client, renewed[0])
        there = Authenticator.objects.count()
        with pytest.raises(Refusal) as refused:
            renew_first(at=now())
        assert refused.value.code == "in_use" and Authenticator.objects.count() == there


def test_where_nothing_was_founded_nothing_is_renewed(db, real):
    with pytest.raises(Refusal) as refused:
        renew_first(at=now())
    assert refused.value.code == "not_founded"
