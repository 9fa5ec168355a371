"""Offices and teams are opened, renamed and closed: by administrators of the province, closing by two people, and never with anything inside."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse

from tests.factories.care import make_case, make_family, make_report
from tests.factories.cast import make_office, make_person, user_of
from tests.ground.offices.test_power import refused, run
from umay.care.cases import actions as cases
from umay.care.cases.models import Case
from umay.care.families import actions as families
from umay.care.families.models import Family
from umay.care.intake.lifecycle import REPORT
from umay.front.roles import ROLES
from umay.ground.journal.models import Entry
from umay.ground.offices import actions
from umay.ground.offices.models import Closing, Notice, Office, Post, Team
from umay.ground.offices.queries import left_before_closing, offices_of, teams_of, tree
from umay.kit.kernel.acting import ARRANGING, CLOSING, acting, doing, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

CENTRE = {"name": "Karatay Sosyal Hizmet Merkezi", "kind": "centre", "place": "TR-42"}


@pytest.fixture
def second(cast):
    return make_person("admin2.meram", "administrator", cast.meram)


@pytest.fixture
def empty(cast):
    """An office with a team and nobody in it."""
    with acting(cast.administrator):
        office = actions.open_office(**CENTRE, by=cast.administrator, at=now())
        actions.open_team(office=office, name="A", by=cast.administrator, at=now())
    return office


def ask(cast, office, *, team=None, by=None):
    by = by or cast.administrator
    with acting(by):
        return actions.ask_closing(office=office, team=team, why="Valilik kararı", by=by, at=now())


def confirm(closing, by):
    with acting(by):
        return actions.confirm_closing(closing=closing, by=by, at=now())


def test_an_office_is_opened_with_a_code_that_was_never_given(cast, empty):
    assert (empty.code, empty.country, empty.zone) == ("TR42A", "TR", "Europe/Istanbul")
    closing = ask(cast, empty)
    confirm(closing, cast.auditor)
    with acting(cast.administrator):
        again = actions.open_office(**CENTRE, by=cast.administrator, at=now())
        assert again.code == "TR42B"
        lines = Entry.objects.filter(code="offices.open_office", thing=again.pk)
    with acting(cast.auditor):
        assert lines.count() == 1


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_nobody_but_the_administrator_opens_renames_or_asks_to_close(cast, empty, role):
    by = getattr(cast, role)
    team = empty.teams.get()
    with acting(by):
        for deed in (
            lambda: actions.open_office(**CENTRE | {"name": "Başka"}, by=by, at=now()),
            lambda: actions.rename_office(office=empty, was=empty.name, name="X yeri", phone="", by=by, at=now()),
            lambda: actions.open_team(office=empty, name="B", by=by, at=now()),
            lambda: actions.rename_team(team=team, was="A", name="B", by=by, at=now()),
            lambda: actions.ask_closing(office=empty, why="Öyle istedim", by=by, at=now()),
        ):
            with pytest.raises(NotAllowed):
                deed()


def test_an_administrator_of_a_province_arranges_their_own_and_the_ministry_all(cast):
    with acting(cast.administrator):
        for place in ("TR-06", "AZ-BA", "TR-99"):
            with pytest.raises(Refusal):
                actions.open_office(**CENTRE | {"place": place}, by=cast.administrator, at=now())
        with pytest.raises(NotAllowed):
            actions.rename_office(
                office=cast.cankaya, was=cast.cankaya.name, name="Başka ad", phone="", by=cast.administrator, at=now()
            )
    ministry = make_office("TRM", place="TR-06", name="Bakanlık")
    with founding():
        Office.objects.filter(pk=ministry.pk).update(kind="ministry")
    chief = make_person("admin.bakanlik", "administrator", ministry)
    with acting(chief):
        assert actions.open_office(**CENTRE, by=chief, at=now()).place == "TR-42"
        with pytest.raises(Refusal) as told:
            actions.ask_closing(office=ministry, why="Valilik kararı", by=chief, at=now())
    assert told.value.code == "ministry"


def test_a_name_is_never_given_twice_and_two_who_rename_at_once_are_told(cast, empty):
    me = cast.administrator
    with acting(me):
        with pytest.raises(Refusal) as told:
            actions.open_office(**CENTRE | {"name": "KARATAY SOSYAL HİZMET MERKEZİ"}, by=me, at=now())
        assert told.value.field == "name"
        with pytest.raises(Refusal):
            actions.open_team(office=empty, name="a", by=me, at=now())
        actions.rename_office(office=empty, was=empty.name, name="Karatay SHM", phone="03320000000", by=me, at=now())
        with pytest.raises(Conflict):
            actions.rename_office(office=empty, was=empty.name, name="Yeni ad", phone="", by=me, at=now())
        renamed = actions.rename_team(team=empty.teams.get(), was="A", name="Birinci", by=me, at=now())
    assert (Office.objects.get(pk=empty.pk).name, renamed.name) == ("Karatay SHM", "Birinci")


def test_closing_needs_a_second_person_and_is_told(cast, empty):
    closing = ask(cast, empty)
    with acting(cast.auditor):
        assert Notice.objects.filter(kind="closing", thing=empty.pk).count() == 1
    with pytest.raises(Refusal) as told:
        confirm(closing, cast.administrator)
    assert told.value.code == "second_person"
    for role in sorted(set(ROLES) - {"administrator", "auditor"}):
        with pytest.raises(NotAllowed):
            confirm(closing, getattr(cast, role))
    with pytest.raises((NotAllowed, Closing.DoesNotExist)):
        confirm(closing, cast.azerbaijan["auditor"])
    with pytest.raises(Conflict):
        ask(cast, empty)
    confirm(closing, cast.auditor)
    assert Office.objects.get(pk=empty.pk).closed_on == now().date() == Team.objects.get(office=empty).closed_on
    assert empty not in offices_of("TR") and not teams_of([empty])
    with acting(cast.auditor):
        assert set(Entry.objects.filter(thing=empty.pk).values_list("code", flat=True)) == {
            "offices.open_office",
            "offices.ask_closing",
            "offices.close_office",
        }
    with pytest.raises(Conflict):
        confirm(closing, cast.auditor)


def test_a_closing_that_is_dropped_closes_nothing_and_can_be_asked_again(cast, empty):
    closing = ask(cast, empty)
    with acting(cast.administrator):
        actions.drop_closing(closing=closing, by=cast.administrator, at=now())
    with pytest.raises(Conflict):
        confirm(closing, cast.auditor)
    confirm(ask(cast, empty), cast.auditor)


def test_an_office_with_anything_inside_says_how_much_and_stays_open(cast):
    make_case(cast.worker, confidential=True)
    make_case(cast.worker)
    make_report(cast.worker)
    make_family(cast.family_worker)
    with pytest.raises(Refusal) as told:
        ask(cast, cast.meram)
    people = Post.objects.filter(office=cast.meram).count()
    with acting(cast.administrator):
        assert not Closing.objects.exists()
        left = left_before_closing(office=cast.meram, by=cast.administrator)
        of_team = left_before_closing(office=cast.meram, team=cast.team, by=cast.administrator)
    assert (left.reports, left.cases, left.families, left.people) == (1, 2, 1, people)
    assert (of_team.cases, of_team.people) == (2, 1)
    assert f"cases 2, families 1, people with a post {people}" in str(told.value)


def test_what_came_in_after_it_was_asked_keeps_it_open(cast, empty):
    closing = ask(cast, empty)
    with acting(cast.administrator):
        make_person("gec.gelen", "worker", empty)
    with pytest.raises(Refusal) as told:
        confirm(closing, cast.auditor)
    assert told.value.code == "not_empty" and Office.objects.get(pk=empty.pk).closed_on is None


def test_a_handed_over_case_and_family_leave_the_office_free_to_close(cast, empty):
    worker = make_person("worker.karatay", "worker", empty)
    keeper = make_person("family.karatay", "family_worker", empty)
    head = make_person("supervisor.karatay", "supervisor", empty)
    case, family = make_case(worker), make_family(keeper)
    with acting(head):
        cases.hand_over(
            case=case,
            version=Case.objects.get(pk=case.pk).version,
            office=cast.meram,
            note="Devam edin.",
            by=head,
            at=now(),
        )
    with acting(keeper):
        families.hand_over(family=family, office=cast.meram, note="Merdiven çok.", by=keeper, at=now())
        assert not Family.objects.filter(pk=family.pk).exists()
    with acting(cast.family_worker):
        assert Family.objects.get(pk=family.pk).office_id == cast.meram.pk
        assert Notice.objects.filter(kind="passed", thing=family.pk).exists()
    with acting(cast.administrator):
        for one in (worker, keeper, head):
            actions.close_account(user=user_of(one), by=cast.administrator, at=now())
    confirm(ask(cast, empty), cast.auditor)
    assert Office.objects.get(pk=empty.pk).closed_on


def test_a_family_is_handed_over_only_to_an_open_office_with_somebody_for_families(cast, empty):
    family = make_family(cast.family_worker)
    me = cast.family_worker
    with acting(me):
        for office in (empty, cast.meram, cast.baku):
            with pytest.raises(Refusal):
                families.hand_over(family=family, office=office, by=me, at=now())
    with acting(cast.worker), pytest.raises(NotAllowed):
        families.hand_over(family=family, office=cast.selcuklu, by=cast.worker, at=now())
    hidden = make_family(me)
    with acting(me):
        actions.open_file(
            kind="family",
            file=hidden.pk,
            grant="named",
            user=user_of(me),
            may_write=True,
            reason="Bilir.",
            by=me,
            at=now(),
        )
        actions.hand_over(kind="family", file=hidden.pk, office=cast.meram, confidential=True, by=me, at=now())
        with pytest.raises(Refusal) as told:
            families.hand_over(family=hidden, office=cast.selcuklu, by=me, at=now())
    assert told.value.code == "confidential"


def test_nothing_comes_into_a_closed_office_or_team(cast, empty):
    worker = make_person("worker.karatay", "worker", empty, team=empty.teams.get())
    done = make_report(worker, state="no_need")
    with founding():
        Post.objects.filter(user=worker.user_id).update(ends_on=now().date() - timedelta(days=1))
    confirm(ask(cast, empty), cast.auditor)
    empty.refresh_from_db()
    with acting(worker):
        for make in (make_case, make_report):
            with pytest.raises(DatabaseError), transaction.atomic():
                make(worker)
        refused("update intake_report set state = 'received' where id = %s", [done.pk])
    with acting(cast.supervisor):
        assert not REPORT.may(done, "reopen", by=cast.supervisor, at=now())
        with pytest.raises(Refusal):
            case = make_case(cast.worker)
            cases.hand_over(case=case, version=case.version, office=empty, note="x", by=cast.supervisor, at=now())


def test_a_case_that_comes_while_the_office_closes_is_counted_or_refused(own_cast):
    """Two at once, in connections of their own: whoever comes second waits and is told; no case is left in a closed office."""
    cast = own_cast
    with acting(cast.administrator):
        office = actions.open_office(**CENTRE, by=cast.administrator, at=now())
    worker = make_person("worker.yaris", "worker", office)
    with founding():
        Post.objects.filter(user=worker.user_id).update(ends_on=now().date() - timedelta(days=1))
    closing = ask(cast, office)
    inside, go_on, ended = threading.Event(), threading.Event(), {}

    def comes():
        try:
            with acting(worker), transaction.atomic():
                make_case(worker)
                inside.set()
                go_on.wait(10)
            ended["case"] = "made"
        except DatabaseError:
            ended["case"] = "refused"
        finally:
            inside.set()
            connections.close_all()

    def closes():
        try:
            confirm(closing, cast.auditor)
            ended["office"] = "closed"
        except Refusal as refusal:
            ended["office"] = refusal.code
        finally:
            connections.close_all()

    first, second = threading.Thread(target=comes), threading.Thread(target=closes)
    first.start()
    assert inside.wait(10)
    second.start()
    second.join(0.5)
    assert second.is_alive()  # it waits for the case that is being written
    go_on.set()
    first.join(10)
    second.join(10)
    assert ended == {"case": "made", "office": "not_empty"}


def test_raw_statements_close_and_open_nothing(cast, empty, second):
    closing = ask(cast, empty)
    shut = "update offices_office set closed_on = current_date where id = %s"
    yes = "update offices_closing set confirmed_by = %s, confirmed_at = clock_timestamp() where id = %s"
    for me in (cast.administrator, cast.auditor, cast.worker):
        with acting(me):
            refused(shut, [empty.pk])
            refused(yes, [me.user_id, closing.pk])
            refused("select * from offices_left(%s, null)", [empty.pk])
            refused("delete from offices_closing")
    with doing(CLOSING, cast.administrator):
        refused(yes, [cast.administrator.user_id, closing.pk])
        refused(yes, [cast.auditor.user_id, closing.pk])
    with doing(ARRANGING, cast.administrator):
        refused(yes, [cast.administrator.user_id, closing.pk])
        refused(shut, [empty.pk])
        refused("update offices_office set place = 'TR-06', name = 'x' where id = %s", [empty.pk])
        refused("update offices_office set name = 'x' where id = %s", [cast.cankaya.pk])
        refused("insert into offices_team (id, office_id, name) values (gen_random_uuid(), %s, 'C')", [cast.cankaya.pk])
    with doing(CLOSING, cast.auditor):
        refused(shut, [empty.pk])  # nobody said yes yet
        assert run(yes, [cast.auditor.user_id, closing.pk]) == 1
        refused("update offices_office set closed_on = current_date where id = %s", [cast.meram.pk])
        make_person("gec.gelen", "worker", empty)
        refused(shut, [empty.pk])  # somebody is inside
    with acting(cast.auditor):
        assert Closing.objects.exists()
    with acting(cast.azerbaijan["auditor"]):
        assert not Closing.objects.exists()
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("select * from offices_left(%s, null)", [empty.pk])


def test_the_tree_counts_offices_teams_and_people(cast, empty):
    rows = {row.code: row for row in tree(by=cast.administrator, on=now().date(), language="tr")}
    people = Post.objects.filter(office__place="TR-42").values("user").distinct().count()
    assert set(rows) == {"TR-42", "TR-06"}
    assert (rows["TR-42"].offices, rows["TR-42"].teams, rows["TR-42"].people) == (3, 3, people)


def sent(client, path, values=None):
    return client.post(path, {"idempotency_key": str(uuid4())} | (values or {}))


def test_the_pages_open_rename_and_close(cast, client, empty, django_assert_num_queries):
    client.force_login(user_of(cast.administrator))
    client.get(reverse("offices:offices"))
    with django_assert_num_queries(9):
        page = client.get(reverse("offices:offices")).content.decode()
    assert "Konya" in page and "Bakı" not in page
    with django_assert_num_queries(9):
        page = client.get(reverse("offices:offices_in", args=["TR-42"])).content.decode()
    assert empty.name in page
    assert client.get(reverse("offices:offices_in", args=["AZ-BA"])).status_code == 404
    with django_assert_num_queries(13):
        assert "Karatay" in client.get(reverse("offices:office", args=[empty.pk])).content.decode()
    made = sent(
        client,
        reverse("offices:open_office"),
        {"name": "Beyşehir SHM", "kind": "centre", "place": "TR-42", "phone": "", "code": ""},
    )
    assert made.status_code == 302 and Office.objects.filter(name="Beyşehir SHM", code="TR42B").exists()
    same = sent(client, reverse("offices:open_office"), {"name": "beyşehir shm", "kind": "centre", "place": "TR-42"})
    assert same.status_code == 422
    office = reverse("offices:office", args=[empty.pk])
    assert sent(client, f"{office}rename_office/", {"was": empty.name, "name": "Karatay"})["Location"] == office
    assert sent(client, f"{office}open_team/", {"was": "", "name": "B"})["Location"] == office
    team = Team.objects.get(office=empty, name="B")
    path = reverse("offices:rename_team", args=[team.pk])
    assert sent(client, path, {"was": "B", "name": "İkinci"})["Location"] == office
    assert sent(client, reverse("offices:close_team", args=[team.pk]), {"why": "Valilik kararı"})["Location"] == office
    with acting(cast.administrator):
        closing = Closing.objects.get(team=team)
    told = sent(client, reverse("offices:confirm_closing", args=[closing.pk]))
    assert told.status_code == 409
    client.force_login(user_of(cast.auditor))
    assert sent(client, reverse("offices:confirm_closing", args=[closing.pk]))["Location"] == office
    team.refresh_from_db()
    assert team.closed_on and Office.objects.get(pk=empty.pk).closed_on is None


def test_the_page_of_a_full_office_shows_numbers_and_no_form(cast, client):
    make_case(cast.worker)
    client.force_login(user_of(cast.administrator))
    page = client.get(reverse("offices:close_office", args=[cast.meram.pk])).content.decode()
    assert 'name="why"' not in page and "count-number" in page
    assert client.get(reverse("offices:close_office", args=[cast.cankaya.pk])).status_code == 403
