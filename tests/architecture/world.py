"""Something of every kind in the home office, with names that nobody else has: what a page of another office must never show."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from tests.architecture import coop_world, declaration_world, matching_world, meeting_world, plan_world, text_world
from tests.care.matching import setting
from tests.care.placements import made
from tests.factories import care
from tests.factories.care import make_basis, make_case, make_family, make_report
from tests.factories.cast import Cast, user_of
from umay.care.cases import actions as cases
from umay.care.families.actions import block_places
from umay.care.families.models import Family, Member
from umay.care.families.queries import asks_of
from umay.care.intake import actions as intake
from umay.care.matching import actions as matching
from umay.care.persons.models import Person, Tie, Upload
from umay.care.persons.words import UploadState
from umay.care.visits import actions as visits
from umay.care.visits.models import Visit
from umay.ground.offices import actions as offices
from umay.ground.offices.models import Notice, Post, follow
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

CANARY = "Kanaryagil"


@dataclass
class World:
    """`of` holds, for each kind of thing, the ids of things in several states; `parts` ids of parts by the id of their case or family."""

    cast: Cast
    of: dict[str, list] = field(default_factory=dict)
    parts: dict[str, dict] = field(default_factory=dict)

    def put(self, kind: str, *things) -> None:
        self.of.setdefault(kind, []).extend(thing.pk for thing in things)

    def part(self, kind: str, whole, part) -> None:
        self.parts.setdefault(kind, {})[whole] = part


def build() -> World:
    """Commits: give it a database of its own."""
    world = World(Cast.make())
    for fill in (
        _reports,
        _plain_case,
        _seeking,
        _living,
        _emergency,
        _confidential,
        _closed,
        _families,
        _ask,
        _uploads,
        matching_world.fill,
        _accounts,
        coop_world.fill,
        declaration_world.fill,
        plan_world.fill,
        meeting_world.fill,
        text_world.fill,
        _alike,
        _arranging,
    ):
        with transaction.atomic():
            fill(world)
    matching_world.run(world)
    with transaction.atomic():
        _name(world)
    return world


def _code(key: str) -> str:
    """Any code of the pack's list."""
    return next(iter(pack("TR", now().date()).get(key)))


def _reports(world: World) -> None:
    by, at = world.cast.worker, now()
    screened = {"state": "screened", "risk": "high", "risk_by_rule": "high", "contact_due_at": at + timedelta(hours=9)}
    fresh, seen, shut = (
        make_report(by),
        make_report(by, **screened),
        make_report(by, **screened | {"risk": "medium", "risk_by_rule": "medium"}),
    )
    with acting(by):
        intake.close(
            report=shut,
            code=_code("intake.screen_out_reasons"),
            reason="Görüldü, iyi.",
            version=shut.version,
            by=by,
            at=at,
        )
    world.put("report", fresh, seen, shut)


def _plain_case(world: World) -> None:
    """Open, not looking for a family yet; somebody of the kin was asked."""
    by, at = world.cast.worker, now()
    case = make_case(by, ages=(6, 9), needs_family_since=None, care_type="")
    basis = make_basis(case, by)
    with acting(by):
        kin = cases.ask_kin(
            case=case,
            person=None,
            values={"given": "Teyze", "surname": "Örnek"},
            tie=_code("kin.relations"),
            asked_at=at,
            by=by,
            at=at,
        )
        child = case.children.first()
        (measure,) = cases.add_measure(
            case=case,
            values={
                "kinds": [_code("legal.measures")],
                "authority": "Konya 1. Çocuk Mahkemesi",
                "decision_number": "2026/9",
                "decided_on": at.date(),
                "starts_on": at.date(),
                "plan": f"{CANARY} ile haftada bir görüşme.",
            },
            by=by,
            at=at,
        )
        cases.note(case=case, kind="note", text=f"{CANARY} ile görüşüldü.", by=by, at=at)
        deadline = cases.start_deadline(
            case=case,
            kind="review",
            rule="cases.review_months",
            started_at=at,
            due_at=at + timedelta(days=9),
            by=by,
            at=at,
        )
        other = case.children.last()
        tie = Tie.objects.create(**follow(child.person), person=child.person, other=other.person, kind="sibling")
    world.put("case", case)
    world.put("kin", kin)
    world.put("person", child.person, other.person)
    for kind, part in (("child", child), ("kin", kin), ("basis", basis), ("measure", measure), ("deadline", deadline)):
        world.part(kind, case.pk, part.pk)
    world.part("tie_pk", child.person_id, tie.pk)
    world.part("double_pk", child.person_id, other.person_id)


def _seeking(world: World) -> None:
    cast = world.cast
    opened = setting.opened(cast)
    asked = setting.opened(cast, ages=(5,))
    proposed = setting.opened(cast, ages=(4, 7))
    waiting = setting.seeking(cast)
    listed = setting.asked(asked, setting.home(cast), cast.worker)
    setting.proposed(proposed, setting.home(cast), cast.worker)
    family = setting.home(cast)
    with acting(cast.worker):
        on_list = matching.shortlist(match=opened, family_id=family.pk, by=cast.worker, at=now())
    agreed = setting.opened(cast, ages=(3,))
    yes = setting.said_yes(agreed, setting.home(cast), cast.worker)
    world.put("match", opened, asked, proposed, agreed)
    world.part("family", opened.pk, family.pk)
    world.put("candidate", on_list, listed, yes)
    world.put("case", waiting)


def _living(world: World) -> None:
    cast = world.cast
    (coming,) = made.prepared(cast)
    (ready,) = made.ready(cast)
    (living,) = made.living(cast)
    with acting(cast.worker):
        due = Visit.objects.filter(placement=living).first() or visits.add(
            placement=living, due_on=now().date() + timedelta(days=3), by=cast.worker, at=now()
        )
        done = visits.record(
            visit=Visit.objects.get(pk=due.pk),
            version=due.version,
            values={
                "visited_at": now(),
                "where": "home",
                "is_unannounced": False,
                "saw_child_alone": True,
                "seen": f"{CANARY} iyi.",
                "child_said": "Kalmak istiyorum.",
                "child_not_heard_why": "",
                "carer_said": "",
                "next_step": "",
                "concern_level": "",
                "concern_kind": "",
                "concern": "",
            },
            by=cast.worker,
            at=now(),
        )
        concern = visits.raise_concern(
            visit=done,
            level="low",
            kind=_code("visits.concern_kinds"),
            text=f"{CANARY} öksürüyor.",
            by=cast.worker,
            at=now(),
        )
        planned = Visit.objects.filter(placement=living, state="planned").first()
        home = living.case
    world.put("placement", coming, ready, living)
    world.put("visit", done, planned)
    world.put("concern", concern)
    world.put("case", home)


def _emergency(world: World) -> None:
    cast = world.cast
    family = made.night_family(cast)
    case = make_case(cast.worker, ages=(8,))
    world.put("placement", *made.emergency(cast, case, family))
    world.put("case", make_case(cast.worker, ages=(2,)))


def _confidential(world: World) -> None:
    cast, at = world.cast, now()
    case = make_case(cast.worker, ages=(10,))
    with acting(cast.supervisor):
        users = [user_of(cast.worker)]
        cases.make_confidential(
            case=case, version=case.version, users=users, reason="Bir çalışanın yakını.", by=cast.supervisor, at=at
        )
        grant = cases.name_person(
            case=case,
            user=user_of(cast.placement_officer),
            may_write=False,
            reason="Eşleştirme için okumalı.",
            by=cast.supervisor,
            at=at,
        )
    world.put("case", case)
    world.part("grant", case.pk, grant)


def _closed(world: World) -> None:
    cast, at = world.cast, now()
    asked, shut = (make_case(cast.worker, ages=(12,), needs_family_since=None, care_type="") for _ in range(2))
    for case in (asked, shut):
        with acting(cast.worker):
            cases.ask_close(
                case=case,
                version=case.version,
                reason=_code("cases.closing_reasons"),
                note="Evde, iyi.",
                by=cast.worker,
                at=at,
            )
    with acting(cast.supervisor):
        shut.refresh_from_db()
        cases.close(case=shut, version=shut.version, by=cast.supervisor, at=at)
    world.put("case", asked, shut)


def _families(world: World) -> None:
    by, on = world.cast.family_worker, now().date()
    for state, changes in (
        ("approved", {}),
        ("applied", {"approved_on": None}),
        ("assessing", {"approved_on": None}),
        ("suspended", {"suspended_on": on}),
        ("asked", {"approved_on": None, "approval_asked_by": by.user_id, "approval_asked_on": on}),
    ):
        family = make_family(by, label=CANARY, state=state, **changes)
        world.put("family", family)
        with acting(by):
            world.part("member", family.pk, family.members.first().pk)
            if state == "approved":
                line = block_places(family=family, count=1, until_at=None, why="Oda boyanıyor.", by=by, at=now())
                world.part("line", family.pk, line)


def _ask(world: World) -> None:
    """Another office asks for a family of the home office; nothing is answered yet."""
    cast = world.cast
    by = cast.other_office["worker"]
    match = setting.opened(cast, by)
    family = make_family(cast.family_worker, label=CANARY)
    with acting(by):
        candidate = matching.shortlist(match=match, family_id=family.pk, by=by, at=now())
        candidate = matching.ask_office(candidate=candidate, by=by, at=now())
        world.put("ask", asks_of([candidate.pk])[candidate.pk])


def _uploads(world: World) -> None:
    """A spreadsheet in each state; only who brings it in may see it."""
    by = world.cast.importer
    for state in UploadState.values:
        file_id = new_id()
        with acting(by):
            upload = Upload.objects.create(
                **care.scope(by, file_id=file_id), id=file_id, kind="families", state=state, name=f"{CANARY}.csv",
                size=9, headings='["Aile"]', codes=["label"]
            )  # fmt: skip
        world.put("upload", upload)


def _accounts(world: World) -> None:
    cast = world.cast
    user = user_of(cast.worker)
    world.put("user", user)
    world.put("post", Post.objects.get(user=user))
    with acting(cast.supervisor):
        notice = Notice.objects.filter(user_id=cast.supervisor.user_id).first()
    world.put("notice", notice)


def _alike(world: World) -> None:
    """Somebody of a household may be the person whom the children must not meet."""
    by, keeper = world.cast.worker, world.cast.family_worker
    born_on = now().date() - timedelta(days=12_000)
    case, family = make_case(by), care.make_family(keeper)
    person = care.make_human(by, given="Şükrü", surname="Yıldırım", born_on=born_on, sex="m", file_id=case.file_id)
    with acting(by):
        cases.set_contact(case=case, person=person, kind="none", note="Mahkeme kararı.", by=by, at=now())
    other = care.make_human(
        keeper, given="Sukru", surname="Yildirim", born_on=born_on, sex="m", file_id=family.file_id, file_kind="family"
    )
    with acting(keeper):
        Member.objects.create(**follow(family), family=family, person=other, role="adult")
    world.put("alike", case)
    world.part("family", case.pk, family.pk)


def _arranging(world: World) -> None:
    """A team with nobody in it, whose closing waits for a second person."""
    by = world.cast.administrator
    with acting(by):
        team = offices.open_team(office=world.cast.meram, name="C", by=by, at=now())
        closing = offices.ask_closing(office=world.cast.meram, team=team, why="Valilik kararı", by=by, at=now())
    world.put("office", world.cast.meram)
    world.put("team", team)
    world.put("closing", closing)


def _name(world: World) -> None:
    """Every child, carer and family of the home office gets the name to look for."""
    for by in (world.cast.worker, world.cast.family_worker):
        with acting(by):
            Person.objects.filter(office_id=by.office_id).update(surname=CANARY)
            Family.objects.filter(office_id=by.office_id).update(label=CANARY)
