"""The other side's rows by raw SQL: for every table of the house, the desk of one institution neither changes nor invents a row of another, also of its own country."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.cooperation.accords.declarations.setting import Scene
from tests.cooperation.accords.meetings import made as meetings
from tests.cooperation.accords.plans import made
from tests.cooperation.accords.plans.test_views import everything
from tests.cooperation.accords.texts import made as texts
from tests.cooperation.factories import make_accord
from umay.cooperation.accords.actions import activities, base, decisions, declarations, files, plans, progress
from umay.cooperation.accords.queries.base import public_hash_of
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Delegate, Delegation, Mandate, Official, Paper, PartyName, Source
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

HOUSE = [config for config in apps.get_app_configs() if config.name.startswith("umay.cooperation.")]
MODELS = [model for config in HOUSE for model in config.get_models()]
OF_A_SIDE = sorted(
    model._meta.db_table
    for model in MODELS
    if any(field.attname == "party_id" for field in model._meta.concrete_fields)
)
# A row of these is joint, or of the sides together: a constraint or a trigger says that party_id stays empty.
JOINT_ALONE = {
    "accords_action", "accords_activity", "accords_article", "accords_carried", "accords_commitment", "accords_decision", "accords_declaration",
    "accords_document", "accords_edition", "accords_item", "accords_line", "accords_meeting", "accords_minutes", "accords_period", "accords_plan",
    "accords_proposal", "accords_protocol", "accords_text", "accords_invitation",
}  # fmt: skip
# Who opened an accord doesn't own it: its titles are joint. Nobody opens one in another's name.
OPENED = "accords_accord"


@pytest.fixture
def filled(coop_cast):
    """A row of each kind by the Turkish ministry, the committee or the Azerbaijani ministry, and joint ones between them."""
    coop = coop_cast
    _plan, line, activity, _proposal = everything(coop)
    with acting(coop.tr_desk), transaction.atomic():
        plans.set_lead(line=line, unit="Daire", official=None, by=coop.tr_desk, at=now())
        activities.show(activity=activity, taken=_file(), about="Tutanak", by=coop.tr_desk, at=now())
    meeting, _decision, action = meetings.final(coop, meetings.in_series(coop))
    report = meetings.reported(coop, action)
    with acting(coop.tr_lead), transaction.atomic():
        action.refresh_from_db()
        decisions.verify(action=action, report=report, by=coop.tr_lead, at=now())
    _declared(coop)
    texts.verified(coop)
    both = [(coop.tr, SideRole.PARTY), (coop.sc, SideRole.PARTY), (coop.ml, SideRole.PARTY)]
    accord = make_accord(coop, sides=both)
    for desk, lead, party in ((coop.sc_desk, coop.sc_lead, coop.sc), (coop.ml_desk, coop.ml_lead, coop.ml)):
        with acting(desk), transaction.atomic():
            files.add(
                accord=accord, taken=_file(), use="scan", by=desk, at=now(), party=party
            )  # fmt: skip
            _people(party, desk)
        with acting(lead), transaction.atomic():
            base.release(accord=accord, sha256=public_hash_of(accord), by=lead, at=now())
    return meeting


def _file() -> Taken:
    return Taken("a.pdf", "application/pdf", 5, "0" * 64, b"%PDF-")


def _declared(coop) -> None:
    scene = Scene.make(coop)
    instrument = scene.opened(coop.sc, coop.ml)
    for party, desk, lead in ((coop.sc, coop.sc_desk, coop.sc_lead), (coop.ml, coop.ml_desk, coop.ml_lead)):
        minister = scene.issue("AZ", f"Invented {party.code}")
        scene.empower(party, desk, minister)
        scene.sign(instrument, lead, minister)
        with acting(lead), transaction.atomic():
            declarations.state(
                declaration=scene.declaration, kind="statement", words={"az": "Uydurma"}, by=lead, at=now()
            )


def _people(party, by) -> None:
    official = Official.objects.create(party=party, name="Uydurma Şəxs", recorded_by=by.user_id)
    paper = Paper.objects.create(
        party=party,
        title="Vəkalət",
        media_type="application/pdf",
        size=1,
        sha256="1" * 64,
        content=b"%",
        given_at=now(),
    )
    Mandate.objects.create(party=party, official=official, kind="head", full_powers=paper)
    delegation = Delegation.objects.create(party=party, titles={"az": "Nümayəndə heyəti"}, begins_on=now().date())
    Delegate.objects.create(party=party, delegation=delegation, official=official, role="head")
    Source.objects.create(code=f"mektub-{party.code.lower()}", kind="letter", title="Məktub", lang="az", party=party)
    PartyName.objects.create(party=party, lang="az", name="Başqa ad", valid_from=now().date() - timedelta(days=1))


def _rows(table: str, where: str) -> list[dict]:
    with founding(), connection.cursor() as cursor:
        cursor.execute(f"select to_jsonb(t) from {table} t where {where}")
        return [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]


def _state(sql: str, given: list) -> tuple[str, int]:
    """The error of the database, if any, and how many rows were written."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, given)
            return "", cursor.rowcount
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlstate", "?"), 0


def _breaches(table: str, row: dict, by) -> list[str]:
    with acting(by):
        changed = _state(f"update {table} set version = version where id = %s", [row["id"]])
        copy = json.dumps(row | {"id": str(new_id())})
        invented = _state(f"insert into {table} select * from jsonb_populate_record(null::{table}, %s::jsonb)", [copy])
        gone = _state(f"delete from {table} where id = %s", [row["id"]])
    found = []
    if (changed[1] and table != OPENED) or changed[0] not in ("", "42501"):
        found.append(f"{by.name} changed {table}: {changed}")
    if invented[0] != "42501":
        found.append(f"{by.name} invented a row of {table}: {invented}")
    if gone[1]:
        found.append(f"{by.name} deleted from {table}")
    return found


@pytest.mark.django_db
def test_no_desk_writes_a_row_of_another_institution_in_any_table(coop_cast, filled):
    coop = coop_cast
    people = {coop.tr.pk: (coop.tr_desk, coop.tr_lead), coop.sc.pk: (coop.sc_desk, coop.sc_lead), coop.ml.pk: (coop.ml_desk, coop.ml_lead)}  # fmt: skip
    breaches, tried = [], set()
    for table in OF_A_SIDE:
        for own in people:
            rows = _rows(table, f"party_id = '{own}'")[:2]
            tried |= {table} if rows else set()
            for row in rows:
                for other in (party for party in people if party != own):
                    for by in people[other]:
                        breaches += _breaches(table, row, by)
    assert breaches == []
    untried = set(OF_A_SIDE) - tried - JOINT_ALONE
    assert untried == set(), f"no row of a side was tried in {untried}"


@pytest.mark.django_db
def test_a_body_of_the_same_country_that_is_no_side_writes_nothing_joint(coop_cast, filled):
    breaches, tried = [], set()
    between = "accord_id in (select s.accord_id from accords_side s group by 1 having bool_and(s.member_id <> '{}'))"
    for table in sorted(JOINT_ALONE & set(OF_A_SIDE)):
        for row in _rows(table, f"party_id is null and {between.format(coop_cast.ml.pk)}")[:2]:
            tried.add(table)
            for by in (coop_cast.ml_desk, coop_cast.ml_lead):
                breaches += _breaches(table, row, by)
    assert breaches == []
    assert len(tried) >= 14, sorted(tried)


@pytest.mark.django_db
def test_the_committee_reports_nothing_for_the_ministry_that_stands_beside_it(coop_cast):
    """The everyday case: one plan with both bodies of a country."""
    coop = coop_cast
    both = [(coop.tr, SideRole.PARTY), (coop.sc, SideRole.PARTY), (coop.ml, SideRole.PARTY)]
    plan = made.drafted(coop, sides=both)
    made.said_yes(plan, coop.tr_lead, coop.sc_lead, coop.ml_lead)
    with acting(coop.tr_lead), transaction.atomic():
        plan.refresh_from_db()
        plans.sign(plan=plan, version=plan.version, signed_on=made.SIGNED_ON, place="", by=coop.tr_lead, at=now())
    line = made.first_line(plan)
    values = {"says": "going", "quantity": None, "people": None, "held_on": None, "held_until": None, "text": "Bizim"}
    with acting(coop.sc_desk), transaction.atomic():
        progress.write(line=line, period=None, values=values, hand_in=True, by=coop.sc_desk, at=now())
    (row,) = _rows("accords_progress", "true")
    assert row["party_id"] == str(coop.sc.pk)
    for by in (coop.ml_desk, coop.ml_lead, coop.tr_desk):
        assert _breaches("accords_progress", row, by) == []
