"""Accounts and posts: opened, moved and closed by an administrator who cannot read a child; powerful roles by two people."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from tests.factories.care import make_case, make_family, make_human, make_report
from tests.factories.cast import PASSWORD, make_person, user_of
from umay.front.roles import ROLES
from umay.ground.journal.models import Entry
from umay.ground.offices import actions
from umay.ground.offices.access import current_posts, identity_for
from umay.ground.offices.models import Notice, Post, User
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

TODAY = {"begins_on": now().date(), "ends_on": None}


@pytest.fixture
def newcomer(cast):
    with acting(cast.administrator):
        user, _password = actions.open_account(
            username="deniz.ornek", name="Deniz Örnek", language="tr", by=cast.administrator, at=now()
        )
    return user


def give(cast, user, role="worker", level="own", *, by=None, **changes):
    by = by or cast.administrator
    values = {"office": cast.meram, "team": None} | TODAY | changes
    with acting(by):
        return actions.give_post(user=user, role=role, level=level, **values, by=by, at=now())


def test_a_new_account_signs_in_once_and_sees_nothing_without_a_post(cast, client):
    with acting(cast.administrator):
        user, password = actions.open_account(
            username="deniz.ornek", name="Deniz Örnek", language="tr", by=cast.administrator, at=now()
        )
    answer = client.post("/accounts/login/", {"login": "deniz.ornek", "password": password})
    assert answer.status_code == 302
    assert client.get("/")["Location"] == "/accounts/password/change/?next=/"
    assert user.check_password(password) and user.once_until > now() + timedelta(hours=71)


def test_two_accounts_never_share_a_name(cast, newcomer):
    with acting(cast.administrator), pytest.raises(Refusal) as refused:
        actions.open_account(username="deniz.ornek", name="Başka", language="tr", by=cast.administrator, at=now())
    assert refused.value.field == "username"


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_nobody_but_the_administrator_opens_accounts_gives_posts_or_resets(cast, newcomer, role):
    by = getattr(cast, role)
    with acting(by):
        for deed in (
            lambda: actions.open_account(username="x.y.z", name="X", language="tr", by=by, at=now()),
            lambda: actions.give_post(
                user=newcomer, role="worker", level="own", office=cast.meram, team=None, **TODAY, by=by, at=now()
            ),
            lambda: actions.close_account(user=newcomer, by=by, at=now()),
            lambda: actions.reset_sign_in(user=newcomer, by=by, at=now()),
        ):
            with pytest.raises(NotAllowed):
                deed()


def test_an_ordinary_post_holds_at_once(cast, newcomer):
    post = give(cast, newcomer)
    assert list(current_posts(newcomer, now().date())) == [post]


@pytest.mark.parametrize("role", sorted(code for code, role in ROLES.items() if role.is_powerful))
def test_a_powerful_role_holds_only_after_a_second_person_confirmed_it(cast, newcomer, role):
    post = give(cast, newcomer, role, ROLES[role].levels[0])
    assert not current_posts(newcomer, now().date()).exists()
    with acting(cast.administrator), pytest.raises(Refusal) as refused:
        actions.confirm_post(post=post, by=cast.administrator, at=now())
    assert refused.value.code == "second_person"
    with acting(cast.auditor):
        assert Notice.objects.filter(kind="account", thing=newcomer.pk).count() == 1
        actions.confirm_post(post=post, by=cast.auditor, at=now())
        with pytest.raises(Conflict):
            actions.confirm_post(post=post, by=cast.auditor, at=now())
    assert current_posts(newcomer, now().date()).get() == post


def test_the_database_itself_refuses_one_person_who_proposes_and_confirms(cast, newcomer):
    post = give(cast, newcomer, "inspector", "country")
    with pytest.raises(IntegrityError), founding():  # past the trigger, the table itself says no
        Post.objects.filter(pk=post.pk).update(confirmed_by=cast.administrator.user_id, confirmed_at=now())


def test_nobody_gives_themselves_a_post_or_confirms_their_own(cast):
    me = cast.administrator
    with pytest.raises(Refusal) as refused:
        give(cast, user_of(me), "inspector", "country")
    assert refused.value.code == "oneself"
    second = make_person("admin2.meram", "administrator", cast.meram)
    post = give(cast, user_of(cast.auditor), "inspector", "country", by=second)
    with acting(cast.auditor), pytest.raises(Refusal):
        actions.confirm_post(post=post, by=cast.auditor, at=now())


def test_a_role_is_given_at_its_own_levels_and_offices_only(cast, newcomer):
    with pytest.raises(Refusal) as refused:
        give(cast, newcomer, "worker", "country")
    assert refused.value.field == "level"
    with pytest.raises(Refusal) as refused:
        give(cast, newcomer, "supervisor", "team")
    assert refused.value.field == "team"
    with pytest.raises(NotAllowed):
        give(cast, newcomer, office=cast.cankaya)
    with pytest.raises(NotAllowed):
        give(cast, newcomer, office=cast.baku)


def test_an_administrator_of_a_province_leaves_people_of_another_alone(cast):
    stranger = user_of(cast.other_province["worker"])
    with acting(cast.administrator):
        for deed in (actions.close_account, actions.reset_sign_in):
            with pytest.raises(NotAllowed):
                deed(user=stranger, by=cast.administrator, at=now())


def test_an_ended_post_opens_nothing_the_day_after(cast, newcomer):
    post = give(cast, newcomer, begins_on=now().date() - timedelta(days=9))
    with acting(cast.administrator):
        actions.end_post(post=post, ends_on=now().date() - timedelta(days=1), by=cast.administrator, at=now())
        with pytest.raises(Refusal):
            actions.end_post(post=post, ends_on=now().date() - timedelta(days=20), by=cast.administrator, at=now())
    assert not current_posts(newcomer, now().date()).exists()


def test_closing_an_account_ends_the_open_sign_in_and_all_posts(cast, client):
    client.force_login(user_of(cast.worker))
    assert client.get("/").status_code == 200
    with acting(cast.administrator):
        actions.close_account(user=user_of(cast.worker), by=cast.administrator, at=now())
    assert client.get("/").status_code == 302
    assert not current_posts(user_of(cast.worker), now().date()).exists()
    with acting(cast.administrator):
        actions.reopen_account(user=user_of(cast.worker), by=cast.administrator, at=now())
    assert not current_posts(user_of(cast.worker), now().date()).exists()


def test_a_reset_signs_out_everywhere_takes_the_second_step_and_tells_the_person_and_the_auditor(cast, client):
    user = user_of(cast.worker)
    with founding():
        Authenticator.objects.create(user=user, type="totp", data={})
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    client.force_login(user)
    with acting(cast.administrator):
        _user, password = actions.reset_sign_in(user=user, by=cast.administrator, at=now())
    assert client.get("/").status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    fresh = Client()
    assert fresh.post("/accounts/login/", {"login": user.username, "password": PASSWORD}).status_code == 200
    assert fresh.post("/accounts/login/", {"login": user.username, "password": password}).status_code == 302
    for identity in (cast.worker, cast.auditor):
        with acting(identity):
            assert Notice.objects.filter(kind="reset").count() == 1
    with acting(cast.auditor):
        assert Entry.objects.filter(code="offices.reset", thing=user.pk).count() == 1


def test_the_administrator_cannot_read_a_child_by_any_statement_or_page(cast, client):
    case = make_case(cast.worker)
    report, family = make_report(cast.worker), make_family(cast.family_worker)
    person = make_human(cast.worker)
    with acting(cast.administrator), connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'confidential'"
            " where c.relkind = 'r' order by 1"
        )
        tables = [row[0] for row in cursor.fetchall()]
        assert len(tables) > 15
        for table in tables:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone()[0] == 0, table
    client.force_login(user_of(cast.administrator))
    for page in (
        f"/care/cases/{case.pk}/",
        f"/care/intake/{report.pk}/",
        f"/care/families/{family.pk}/",
        f"/care/persons/{person.pk}/",
        f"/glass/case/{case.pk}/",
        f"/lookers/case/{case.pk}/",
        "/care/cases/",
        "/search/?q=x",
        "/province/",
        "/team/",
        "/journal/",
    ):
        assert client.get(page).status_code == 403, page


def test_a_form_sent_twice_opens_one_account_and_shows_no_password_again(cast, client):
    client.force_login(user_of(cast.administrator))
    page = reverse("offices:open")
    form = client.get(page).context["form"]
    entry = {
        "name": "Deniz Örnek",
        "username": "deniz.ornek",
        "language": "tr",
        "idempotency_key": str(form["idempotency_key"].value()),
    }
    first, second = client.post(page, entry), client.post(page, entry)
    assert first.status_code == 200 and first.context["password"]
    assert "no-store" in first["Cache-Control"]
    assert second.status_code == 302
    assert User.objects.filter(username="deniz.ornek").count() == 1


def test_every_page_about_people_opens_for_the_administrator_and_keeps_others_out(cast, client, newcomer):
    post = give(cast, newcomer, "inspector", "country")
    pages = [reverse("offices:people"), reverse("offices:open")]
    pages += [
        reverse(f"offices:{verb}", args=[newcomer.pk]) for verb in ("person", "give_post", "close", "reset", "reopen")
    ]
    pages += [reverse(f"offices:{verb}", args=[post.pk]) for verb in ("confirm_post", "end_post")]
    for identity, status in ((cast.administrator, 200), (cast.supervisor, 403), (cast.inspector, 403)):
        client.force_login(user_of(identity))
        for page in pages:
            assert client.get(page).status_code == status, (identity.role, page)


def test_people_are_found_whatever_the_case_and_the_letter_i(cast, client):
    with acting(cast.administrator):
        for name, username in (("Işık Irmak", "isik.irmak"), ("İpek İnci", "ipek.inci")):
            actions.open_account(username=username, name=name, language="tr", by=cast.administrator, at=now())
    client.force_login(user_of(cast.administrator))
    for words, found in (("IŞIK", ["isik.irmak"]), ("ipek", ["ipek.inci"]), ("İPEK İNCİ", ["ipek.inci"])):
        page = client.post(reverse("offices:people"), {"words": words}, follow=True).context["page"]
        assert [user.username for user in page.object_list] == found, words


def test_the_list_asks_as_many_questions_for_many_people_as_for_one(cast, client):
    from django.test.utils import CaptureQueriesContext

    client.force_login(user_of(cast.administrator))

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("offices:people")).status_code == 200
        return len(found)

    asked()
    before = asked()
    for number in range(3):
        make_person(f"yeni{number}.meram", "worker", cast.meram)
    assert asked() == before


def test_a_second_person_decides_on_the_page(cast, client, newcomer):
    post = give(cast, newcomer, "duty", "province")
    client.force_login(user_of(cast.auditor))
    assert [waiting.pk for waiting in client.get(reverse("offices:people")).context["waiting"]] == [post.pk]
    form = client.get(reverse("offices:confirm_post", args=[post.pk])).context["form"]
    key = {"idempotency_key": str(form["idempotency_key"].value())}
    assert client.post(reverse("offices:confirm_post", args=[post.pk]), key).status_code == 302
    assert identity_for(current_posts(newcomer, now().date()).get()).role == "duty"
