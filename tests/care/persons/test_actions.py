"""Writing people: what is kept, what is refused, and what a second person must say."""

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction

from tests.care.persons.made import person
from tests.factories.care import make_case, make_human, make_report
from tests.factories.cast import user_of
from umay.care.intake.models import ReportChild
from umay.care.persons import actions, queries
from umay.care.persons.models import Draft, Erasure, Person, Tie, Token
from umay.ground.journal.models import Entry
from umay.ground.offices.models import Confirmation, Key, follow
from umay.ground.offices.packs import KEYS, Pack, Words
from umay.kit.kernel import slots
from umay.kit.kernel.acting import CONFIRMING_SETTINGS, acting, doing
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

SYNTHETIC = "00123456708"


def codes(identity) -> list[str]:
    with acting(identity):
        return list(Entry.objects.order_by("id").values_list("code", flat=True))


def test_adding_a_person_writes_names_keys_and_a_sealed_number(cast):
    made = person(
        cast.worker,
        "Ayşe Nur",
        "Çağlar",
        other_names=["Гюльшан Чаглар", ("birth", "Ayşenur Demir")],
        papers=[("TR", "tckn", SYNTHETIC)],
        address="Örnek Sokak 1",
    )
    with acting(cast.worker):
        fresh = Person.objects.get(pk=made.pk)
        assert (fresh.given, fresh.surname, fresh.name_fold) == ("Ayşe Nur", "Çağlar", "ayse nur caglar")
        assert set(fresh.names.values_list("kind", "text")) == {
            ("written", "Ayşe Nur Çağlar"),
            ("script", "Гюльшан Чаглар"),
            ("birth", "Ayşenur Demir"),
        }
        assert {"wayse", "wcaglar", "wdemir"} <= set(fresh.tokens.values_list("token", flat=True))
        assert fresh.papers.get().number == SYNTHETIC and fresh.address == "Örnek Sokak 1"
        with connection.cursor() as cursor:
            cursor.execute("select number from persons_paper")
            assert SYNTHETIC.encode() not in bytes(cursor.fetchone()[0])
            cursor.execute("select count(*) from persons_token where token like %s", [f"%{SYNTHETIC}%"])
            assert cursor.fetchone()[0] == 0
    assert "persons.add" in codes(cast.worker)


def test_a_child_whose_name_nobody_knows_can_be_added(cast):
    made = person(cast.worker, "", "", born_on=None)
    assert made.name == "" and made.short == "–"


def test_a_wrong_number_is_refused_and_a_number_belongs_to_one_person(cast):
    with pytest.raises(Refusal) as slip:
        person(cast.worker, papers=[("TR", "tckn", "00123456709")])
    assert slip.value.code == "number_check" and slip.value.field == "papers"
    person(cast.worker, papers=[("TR", "tckn", SYNTHETIC)])
    with pytest.raises(Refusal) as twice:
        person(cast.other_office["worker"], "Başka", papers=[("TR", "tckn", SYNTHETIC)])
    assert twice.value.code == "number_taken"


def test_a_post_without_the_permission_adds_and_changes_nobody(cast):
    report = make_report(cast.worker, ages=())
    for role in ("inspector", "approver", "auditor"):
        with acting(cast.home[role]), pytest.raises(NotAllowed):
            actions.add(values={}, file=report, file_kind="report", by=cast.home[role], at=now())
    made = person(cast.worker)
    with acting(cast.duty), pytest.raises(NotAllowed):
        actions.change(person=made, version=1, values={"given": "X"}, by=cast.duty, at=now())


def test_a_change_makes_the_keys_anew_and_refuses_an_old_page(cast):
    made = person(cast.worker, "Deniz", "Örnek", other_names=["Deno Örnek"])
    with acting(cast.worker):
        before = Person.objects.get(pk=made.pk)
        changed = actions.change(
            person=before, version=before.version, values={"surname": "Yıldız"}, by=cast.worker, at=now()
        )
        keys = set(changed.tokens.values_list("token", flat=True))
        assert "wyildiz" in keys and "wdeno" in keys
        assert changed.names.filter(kind="written", ended_at__isnull=True).get().text == "Deniz Yıldız"
        with pytest.raises(Conflict):
            actions.change(person=before, version=before.version, values={"surname": "Kaya"}, by=cast.worker, at=now())
        actions.change(
            person=changed,
            version=Person.objects.get(pk=made.pk).version,
            values={"other_names": []},
            by=cast.worker,
            at=now(),
        )
        assert "wdeno" not in set(changed.tokens.values_list("token", flat=True))


def test_a_tie_is_seen_from_both_sides_and_ends(cast):
    report = make_report(cast.worker, ages=())
    child, mother = person(cast.worker, "Çocuk", file=report), person(cast.worker, "Anne", file=report)
    with acting(cast.worker):
        made = actions.tie(person=child, other=mother, kind="mother", by=cast.worker, at=now())
        assert actions.tie(person=child, other=mother, kind="mother", by=cast.worker, at=now()).pk == made.pk
        assert [(r.other.pk, r.kind) for r in queries.relatives(child, by=cast.worker)] == [(mother.pk, "mother")]
        assert [(r.other.pk, r.kind) for r in queries.relatives(mother, by=cast.worker)] == [(child.pk, "child")]
        actions.untie(tie=made, by=cast.worker, at=now())
        assert queries.relatives(child, by=cast.worker) == []
        with pytest.raises(Refusal):
            actions.tie(person=child, other=child, kind="sibling", by=cast.worker, at=now())


def test_a_child_goes_from_the_report_into_the_case_with_every_row(cast):
    made = person(cast.worker, papers=[("TR", "tckn", SYNTHETIC)])
    elsewhere = make_human(cast.worker, file_kind="case")
    case = make_case(cast.worker, ages=())
    with acting(cast.worker):
        went = actions.refile(persons=[made, elsewhere], file=case, file_kind="case", by=cast.worker, at=now())
        assert went == 1
        fresh = Person.objects.get(pk=made.pk)
        assert (fresh.file_id, fresh.file_kind) == (case.pk, "case")
        assert set(fresh.tokens.values_list("file_id", flat=True)) == {case.pk}
        assert fresh.papers.get().number == SYNTHETIC
        assert [hit.person.pk for hit in queries.search(text=case.number, by=cast.worker)] == [made.pk]


def test_joining_keeps_what_both_knew_and_points_every_file_to_the_one_that_stays(cast):
    report = make_report(cast.supervisor, ages=())
    keep = person(cast.supervisor, "Elif", "Kaya", born_on=None, sex="u")
    double = person(
        cast.supervisor, "Elife", "Kaya", papers=[("TR", "tckn", SYNTHETIC)], file=report, phone="+905320000000"
    )
    mother = person(cast.supervisor, "Anne", "Kaya", file=report)
    with acting(cast.supervisor):
        ReportChild.objects.create(**follow(report), report=report, person=double)
        actions.tie(person=double, other=mother, kind="mother", by=cast.supervisor, at=now())
        actions.join(keep=keep, double=double, by=cast.supervisor, at=now())
        keep.refresh_from_db()
        assert (keep.given, keep.born_on, keep.phone) == ("Elif", date(2017, 3, 4), "+905320000000")
        assert keep.papers.get().number == SYNTHETIC
        assert "Elife Kaya" in set(keep.names.values_list("text", flat=True))
        assert ReportChild.objects.get().person_id == keep.pk
        assert [r.other.pk for r in queries.relatives(keep, by=cast.supervisor)] == [mother.pk]
        assert queries.search(text="Elife Kaya", by=cast.supervisor)[0].person.pk == keep.pk
        assert double.pk not in {hit.person.pk for hit in queries.search(text="Elife Kaya", by=cast.supervisor)}
        with pytest.raises(Conflict):
            actions.join(keep=mother, double=double, by=cast.supervisor, at=now())
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.join(keep=keep, double=mother, by=cast.worker, at=now())


def test_two_records_in_one_report_are_joined_and_the_child_stands_there_once(cast):
    report = make_report(cast.supervisor, ages=())
    one, two = person(cast.supervisor, "Elif", file=report), person(cast.supervisor, "Elif", file=report)
    with acting(cast.supervisor):
        for child in (one, two):
            ReportChild.objects.create(**follow(report), report=report, person=child)
        actions.join(keep=one, double=two, by=cast.supervisor, at=now())
        assert ReportChild.objects.filter(report=report, person__joined_into__isnull=True).count() == 1


def test_erasing_needs_a_second_person_and_leaves_a_tombstone_only(cast):
    made = person(cast.worker, "Silinecek", "Kişi", papers=[("TR", "tckn", SYNTHETIC)], address="Sokak 1")
    with acting(cast.supervisor):
        asked = actions.ask_erase(person=made, ground="KVKK m. 7, başvuru 2026/1", by=cast.supervisor, at=now())
        with pytest.raises(Conflict):
            actions.ask_erase(person=made, ground="KVKK m. 7, başvuru 2026/1", by=cast.supervisor, at=now())
        with pytest.raises(Refusal) as alone:
            actions.erase(erasure=asked, by=cast.supervisor, at=now())
        assert alone.value.code == "second_person"
    with acting(cast.worker), pytest.raises(NotAllowed):
        actions.erase(erasure=asked, by=cast.worker, at=now())
    with acting(cast.director):
        actions.erase(erasure=asked, by=cast.director, at=now())
        gone = Person.objects.get(pk=made.pk)
        assert (gone.name, gone.born_on, gone.phone, gone.address, gone.short) == ("", None, "", None, "–")
        assert gone.erased_at and not Token.objects.filter(person=gone).exists()
        assert set(gone.names.values_list("text", flat=True)) == {""} and gone.papers.get().number is None
        assert Key.objects.get(pk=made.pk).wrapped is None
        assert queries.search(text="Silinecek Kişi", by=cast.director) == []
        with pytest.raises(Refusal):
            actions.change(person=gone, version=gone.version, values={"given": "X"}, by=cast.supervisor, at=now())
        with connection.cursor() as cursor:
            for table in ("persons_person", "persons_name", "persons_token", "persons_paper"):
                cursor.execute(f"select string_agg(t::text, ' ') from {table} t")
                assert "ilinecek" not in (cursor.fetchone()[0] or "")


def test_a_later_room_can_say_why_nobody_may_be_erased_yet(cast, monkeypatch):
    made = make_human(cast.worker, file_kind="case")
    monkeypatch.setattr(
        slots, "refusals", lambda place, *rest: [Refusal("open case")] if place == "persons.person.erase" else []
    )
    with acting(cast.supervisor), pytest.raises(Refusal, match="open case"):
        actions.ask_erase(person=made, ground="KVKK m. 7, başvuru 2026/1", by=cast.supervisor, at=now())
    with acting(cast.supervisor):
        assert not Erasure.objects.exists()


def test_a_draft_is_its_writers_alone_and_its_key_goes_with_it(cast):
    with acting(cast.worker):
        actions.keep_draft(
            form="intake.receive",
            about=None,
            body={"story": ["yarım"], "csrfmiddlewaretoken": ["x"]},
            by=cast.worker,
            at=now(),
        )
        again = actions.keep_draft(
            form="intake.receive", about=None, body={"story": ["tamam"]}, by=cast.worker, at=now()
        )
        assert queries.draft(form="intake.receive", by=cast.worker).body == {"story": ["tamam"]}
        assert Draft.objects.count() == 1
    for other in (cast.supervisor, cast.inspector, cast.duty):
        with acting(other):
            assert Draft.objects.count() == 0 and queries.draft(form="intake.receive", by=other) is None
    with acting(cast.worker):
        assert actions.drop_draft(form="intake.receive", about=None, by=cast.worker, at=now())
        assert not actions.drop_draft(form="intake.receive", about=None, by=cast.worker, at=now())
        assert Key.objects.get(pk=again.pk).wrapped is None


@pytest.mark.commits
def test_two_people_changing_one_record_at_once_lose_nothing(own_cast):
    with acting(own_cast.worker), transaction.atomic():
        made = person(own_cast.worker)
        version = Person.objects.get(pk=made.pk).version
    start, outcomes = threading.Barrier(2), []

    def write(identity, surname):
        try:
            start.wait()
            with acting(identity), transaction.atomic():
                actions.change(person=made, version=version, values={"surname": surname}, by=identity, at=now())
            outcomes.append("saved")
        except Conflict:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=write, args=pair) for pair in ((own_cast.worker, "Bir"), (own_cast.supervisor, "İki"))
    ]
    [thread.start() for thread in threads]
    [thread.join(20) for thread in threads]
    assert sorted(outcomes) == ["refused", "saved"]


def test_ties_of_siblings_are_listed_by_file(cast):
    report = make_report(cast.worker, ages=())
    one, two = person(cast.worker, "Bir", file=report), person(cast.worker, "İki", file=report)
    with acting(cast.worker):
        actions.tie(person=one, other=two, kind="sibling", by=cast.worker, at=now())
        assert queries.sibling_ties(report) == [(one.pk, two.pk, "sibling")]
        assert Tie.objects.count() == 1


def test_a_real_installation_keeps_nobody_before_registration_notice_and_retention_are_set(cast, settings):
    case = make_case(cast.worker, ages=())
    settings.UMAY_DEMO = False
    with acting(cast.worker):
        with pytest.raises(Refusal) as refused:
            actions.add(
                values={"given": "Deniz", "surname": "Örnek"}, file=case, file_kind="case", by=cast.worker, at=now()
            )
        assert refused.value.code == "not_ready"
        assert not Person.objects.exists()
        for key, value in (
            ("privacy.registration", "VERBİS 000000"),
            ("privacy.notice", KEYS["privacy.notice"].kind.plain(Words(tr="Metin", az="Mətn", en="Text"))),
            (
                "privacy.retention",
                KEYS["privacy.retention"].kind.plain(Pack("TR").at(now().date(), demo=True).get("privacy.retention")),
            ),
        ):
            with doing(CONFIRMING_SETTINGS, cast.administrator):
                Confirmation.objects.create(
                    country="TR",
                    setting=key,
                    value=value,
                    source="Karar 1",
                    valid_from=date(2020, 1, 1),
                    confirmed_by=user_of(cast.administrator),
                    confirmed_at=now(),
                )
        assert actions.add(
            values={"given": "Deniz", "surname": "Örnek"}, file=case, file_kind="case", by=cast.worker, at=now()
        ).pk
