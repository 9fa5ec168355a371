"""What the database itself refuses: a desk writes nothing of another side, whatever statement it sends."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.cooperation.factories import announced, make_accord
from umay.cooperation.accords.models import Accord, Approval, File, Release, Side
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Mandate, Official, Paper, Party, PartyName, Source, SourceSentence, State
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now

HOUSE = [config for config in apps.get_app_configs() if config.name.startswith("umay.cooperation.")]
TABLES = sorted(model._meta.db_table for config in HOUSE for model in config.get_models())


def _ask(sql: str, params=()) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def refused(function, *args, **kwargs) -> bool:
    """Whether the database itself refuses it."""
    try:
        with transaction.atomic():
            function(*args, **kwargs)
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlstate", "") == "42501"
    return False


def file_of(accord, party=None, **more) -> File:
    values = {"use": "scan", "name": "a.pdf", "media_type": "application/pdf", "size": 5, "sha256": "0" * 64}
    return File(accord=accord, party=party, content=b"%PDF-", **(values | more))


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_house_is_guarded_forced_and_journaled_and_loses_no_row(table):
    ((enabled, forced),) = _ask("select relrowsecurity, relforcerowsecurity from pg_class where relname = %s", [table])
    assert enabled and forced
    deeds = {
        deed
        for (deed,) in _ask("select cmd from pg_policies where tablename = %s and 'umay_app' = any(roles)", [table])
    }
    assert {"SELECT", "INSERT"} <= deeds
    ((may,),) = _ask(
        "select has_table_privilege('umay_app', %s, 'DELETE') or has_table_privilege('umay_app', %s, 'TRUNCATE')",
        [table, table],
    )
    assert not may
    triggers = {
        name
        for (name,) in _ask("select tgname from pg_trigger where tgrelid = %s::regclass and not tgisinternal", [table])
    }
    assert {f"{table}_journal", f"{table}_version", f"{table}_row"} <= triggers


@pytest.mark.django_db
def test_no_table_of_the_house_points_to_a_childs_table_and_none_of_care_to_it():
    care = [f"{config.label}_" for config in apps.get_app_configs() if config.name.startswith("umay.care.")]
    rows = _ask("select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'")
    ours = set(TABLES)
    # what stands alone: the states, the concepts of the concordance, and what somebody is still typing
    assert {one for one, _other in rows} >= ours - {"partners_state", "accords_concept", "accords_draft"}
    for one, other in rows:
        crosses = (one in ours and other.startswith(tuple(care))) or (other in ours and one.startswith(tuple(care)))
        assert not crosses, (one, other)


def test_the_other_country_sees_an_accord_that_names_it_and_a_stranger_does_not(coop_cast):
    accord = make_accord(coop_cast)
    for identity, sees in ((coop_cast.tr_desk, True), (coop_cast.sc_desk, True), (coop_cast.ml_desk, True)):
        with acting(identity):
            assert Accord.objects.filter(pk=accord.pk).exists() is sees, identity.name
    alone = make_accord(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.kz, SideRole.PARTY)])
    with acting(coop_cast.sc_desk):
        assert not Accord.objects.filter(pk=alone.pk).exists()
        assert not Side.objects.filter(accord=alone).exists()
    with acting(None):
        assert not Accord.objects.exists() and not Side.objects.exists()


def test_a_post_outside_the_house_sees_nothing_of_it(coop_cast, cast):
    accord = make_accord(coop_cast)
    for identity in (cast.worker, cast.inspector, cast.auditor, cast.administrator):
        with acting(identity):
            assert not Accord.objects.filter(pk=accord.pk).exists()
            assert refused(Accord.objects.create, code="x", kind=AccordKind.PLAN, party=coop_cast.tr)


def test_a_desk_writes_no_row_of_another_side(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_desk):
        theirs = file_of(accord, coop_cast.sc)
        assert refused(theirs.save, force_insert=True)
        own = file_of(accord, coop_cast.tr)
        own.save(force_insert=True)
    with acting(coop_cast.sc_desk):
        assert File.objects.filter(pk=own.pk).exists()
        assert File.objects.filter(pk=own.pk).update(may_be_public=True) == 0
    with acting(coop_cast.tr_desk):
        assert refused(File.objects.filter(pk=own.pk).update, party=None)
        assert refused(File.objects.filter(pk=own.pk).update, party=coop_cast.sc)


def test_of_two_bodies_of_one_country_neither_writes_the_others(coop_cast):
    both = [(coop_cast.tr, SideRole.PARTY), (coop_cast.sc, SideRole.PARTY), (coop_cast.ml, SideRole.PARTY)]
    accord = make_accord(coop_cast, sides=both)
    with acting(coop_cast.sc_desk):
        own = file_of(accord, coop_cast.sc)
        own.save(force_insert=True)
        assert refused(file_of(accord, coop_cast.ml).save, force_insert=True)
    with acting(coop_cast.ml_desk):
        assert File.objects.filter(pk=own.pk).update(may_be_public=True) == 0
        assert refused(file_of(accord, coop_cast.sc).save, force_insert=True)


def test_a_body_that_is_no_side_reads_its_countrys_accord_and_writes_nothing_in_it(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.ml_desk):
        assert Accord.objects.filter(pk=accord.pk).exists()
        assert refused(file_of(accord).save, force_insert=True)
        assert refused(file_of(accord, coop_cast.ml).save, force_insert=True)
        assert Accord.objects.filter(pk=accord.pk).update(titles={"en": "Ours"}) == 0
        assert refused(Side.objects.create, accord=accord, member=coop_cast.ml, role=SideRole.PARTY)


def test_a_desk_without_an_institution_writes_nothing(coop_cast, cast):
    accord = make_accord(coop_cast)
    with acting(cast.desk_lead):
        assert Accord.objects.filter(pk=accord.pk).exists()  # its country is a side
        assert refused(file_of(accord).save, force_insert=True)
        assert refused(Accord.objects.create, code="x", kind=AccordKind.PLAN, party=coop_cast.tr)


def test_only_who_is_invited_becomes_a_signatory_and_nobody_becomes_more(coop_cast):
    sides = [(coop_cast.tr, SideRole.AUTHOR), (coop_cast.sc, SideRole.INVITED)]
    accord = make_accord(coop_cast, kind=AccordKind.DECLARATION, sides=sides)
    side = Side.objects.none()
    with acting(coop_cast.tr_desk):
        side = Side.objects.get(accord=accord, member=coop_cast.sc)
        assert Side.objects.filter(pk=side.pk).update(role=SideRole.SIGNATORY) == 0
        assert Side.objects.filter(pk=side.pk).update(left_on=now().date()) == 0
    with acting(coop_cast.sc_desk):
        assert refused(file_of(accord).save, force_insert=True), "invited sides write nothing joint"
        assert refused(Side.objects.filter(pk=side.pk).update, role=SideRole.AUTHOR)
        assert Side.objects.filter(pk=side.pk).update(role=SideRole.SIGNATORY) == 1
        assert refused(Side.objects.filter(pk=side.pk).update, role=SideRole.INVITED)
        file_of(accord, coop_cast.sc).save(force_insert=True)


def test_who_has_nobody_here_is_written_down_by_a_side_and_it_says_so(coop_cast):
    accord = make_accord(coop_cast, sides=[(coop_cast.tr, SideRole.PARTY), (coop_cast.kz, SideRole.PARTY)])
    with acting(coop_cast.tr_desk):
        file = file_of(accord, coop_cast.kz)
        file.save(force_insert=True)
        file.refresh_from_db()
        assert file.entered_by_id == coop_cast.tr.pk and file.is_entered_for
        values = {
            "accord": accord,
            "party": coop_cast.kz,
            "kind": "x",
            "thing": accord.pk,
            "sha256": "",
            "is_given": True,
            "at": now(),
        }
        assert refused(Approval.objects.create, **values)
        Approval.objects.create(**values, paper=file)


def test_approvals_and_releases_are_written_once(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_lead):
        values = {"accord": accord, "party": coop_cast.tr, "sha256": "", "is_given": True, "at": now()}
        release = Release.objects.create(**values)
        approval = Approval.objects.create(**values, kind="x", thing=accord.pk)
        assert refused(Release.objects.filter(pk=release.pk).update, is_given=False)
        assert refused(Approval.objects.filter(pk=approval.pk).update, is_given=False)
        assert refused(Release.objects.filter(pk=release.pk).delete)


def test_a_file_keeps_its_bytes(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_desk):
        file = file_of(accord)
        file.save(force_insert=True)
        assert refused(File.objects.filter(pk=file.pk).update, content=b"other")
        assert refused(File.objects.filter(pk=file.pk).update, sha256="1" * 64)


def test_who_wrote_a_row_is_not_what_the_statement_says(coop_cast):
    accord = make_accord(coop_cast)
    with acting(coop_cast.tr_desk):
        file = file_of(accord, recorded_by=coop_cast.sc_lead.user_id, is_announced=True)
        file.entered_by = coop_cast.sc
        file.save(force_insert=True)
        file.refresh_from_db()
    assert (file.recorded_by, file.entered_by_id) == (coop_cast.tr_desk.user_id, coop_cast.tr.pk)
    assert file.is_announced is False


def test_no_desk_becomes_another_institution(coop_cast):
    with acting(coop_cast.sc_lead):
        office = coop_cast.sc_lead.office_id
        state = State.objects.get(code="TR")
        assert refused(Party.objects.create, code="XX", state=state, kind="ministry")
        assert refused(
            Party.objects.create, code="XX", state=State.objects.get(code="AZ"), kind="ministry", office_id=office
        )
        assert Party.objects.filter(pk=coop_cast.tr.pk).update(office_id=office) == 0
        assert refused(Party.objects.filter(pk=coop_cast.sc.pk).update, office_id=None)
        kz = Party.objects.filter(pk=coop_cast.kz.pk)
        assert refused(kz.update, office_id=office)


def test_each_institution_describes_itself_and_those_whom_nobody_represents(coop_cast):
    with acting(coop_cast.tr_desk):
        PartyName.objects.create(party=coop_cast.tr, lang="en", name="Ours")
        PartyName.objects.create(party=coop_cast.kz, lang="en", name="Theirs, as we know it")
        assert refused(PartyName.objects.create, party=coop_cast.sc, lang="en", name="Not ours")
        assert refused(Official.objects.create, party=coop_cast.ml, name="Nobody")
        assert State.objects.filter(code="AZ").update(note={"en": "?"}) == 0
        assert State.objects.filter(code="XA").update(note={"en": "recognised by one"}) == 1
        assert refused(State.objects.filter(code="XA").update, code="XB")


def test_full_powers_are_read_by_ones_own_country_until_they_are_given(coop_cast):
    with acting(coop_cast.sc_desk):
        values = {
            "title": "Full powers",
            "media_type": "application/pdf",
            "size": 1,
            "sha256": "0" * 64,
            "content": b"%",
        }
        paper = Paper.objects.create(party=coop_cast.sc, **values)
        official = Official.objects.create(party=coop_cast.sc, name="A. B.")
        mandate = Mandate.objects.create(party=coop_cast.sc, official=official, kind="head", full_powers=paper)
    with acting(coop_cast.ml_desk):
        assert Paper.objects.filter(pk=paper.pk).exists()
    with acting(coop_cast.tr_desk):
        assert not Paper.objects.filter(pk=paper.pk).exists()
        assert Mandate.objects.filter(pk=mandate.pk).exists()
    with acting(coop_cast.sc_desk):
        Paper.objects.filter(pk=paper.pk).update(given_at=now())
    with acting(coop_cast.tr_desk):
        assert Paper.objects.filter(pk=paper.pk).exists()
    with acting(None):
        assert not Paper.objects.exists() and not Mandate.objects.exists() and not Official.objects.exists()


def test_nobody_puts_words_into_a_source_of_somebody_else(coop_cast):
    with founding():
        source = Source.objects.create(code="news", kind="news", title="News", lang="tr", text="Bir.", sha256="0" * 64)
        SourceSentence.objects.create(source=source, number=1, text="Bir.")
    with acting(coop_cast.tr_desk):
        assert refused(SourceSentence.objects.create, source=source, number=2, text="İki.")
        assert refused(Source.objects.filter(pk=source.pk).update, text="Başka.")
        own = Source.objects.create(code="letter", kind="letter", title="Letter", lang="tr")
        SourceSentence.objects.create(source=own, number=1, text="Bir.")
    with acting(coop_cast.sc_desk):
        assert Source.objects.filter(pk=own.pk).exists()
    with acting(None):
        assert list(Source.objects.values_list("code", flat=True)) == ["news"], "a desk's letter is nobody else's"
        assert list(SourceSentence.objects.values_list("source__code", flat=True)) == ["news"]


def test_what_was_announced_is_public_until_somebody_changes_it(coop_cast):
    accord = announced("plan-x", [coop_cast.tr, coop_cast.sc])
    with acting(None):
        assert Accord.objects.filter(pk=accord.pk).exists()
        assert Side.objects.filter(accord=accord).count() == 2
    with acting(coop_cast.tr_desk):
        assert Accord.objects.filter(pk=accord.pk).update(titles={"en": "Changed"}) == 1
    with acting(None):
        assert not Accord.objects.filter(pk=accord.pk).exists()
    with acting(coop_cast.tr_desk):
        assert Accord.objects.filter(pk=accord.pk, is_announced=True).update(titles={"en": "x"}) == 0
