"""The one table role x permission. Roles are plain codes; the page docs/reference/roles.md is made from this."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.words import Level


@dataclass(frozen=True)
class Role:
    """What people of this role may do; `levels` are the rings it may be given; a powerful role needs a second person to confirm."""

    code: str
    label: str | Promise
    levels: tuple[str, ...]
    permissions: frozenset[str]
    is_powerful: bool = False
    sees_children: bool = True


def _p(text: str) -> frozenset[str]:
    return frozenset(text.split())


_READ = "home.see persons.see persons.search reports.see cases.see families.see matches.see placements.see visits.see matches.weights"

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "worker",
            _("Caseworker"),
            (Level.OWN, Level.TEAM),
            _p(
                _READ
                + " persons.add persons.change reports.add reports.change reports.contact reports.reporter cases.open cases.change cases.close_ask"
                " matches.open matches.shortlist matches.propose placements.propose placements.change placements.begin placements.end visits.plan visits.record glass.break"
                " families.kin drafts.keep"
            ),
        ),
        Role(
            "supervisor",
            _("Supervisor"),
            (Level.TEAM, Level.OFFICE),
            _p(
                _READ
                + " persons.add persons.change persons.join persons.erase reports.add reports.change reports.contact reports.reporter reports.assign cases.open"
                " cases.change cases.assign cases.close_ask cases.close cases.reopen cases.hand_over cases.confidential matches.open matches.shortlist matches.propose matches.decide"
                " placements.propose placements.change placements.begin placements.ratify placements.end visits.plan visits.record visits.answer_concern"
                " families.answer families.kin families.suspend team.see journal.file glass.break drafts.keep"
            ),
        ),
        Role(
            "duty",
            _("Duty officer at night"),
            (Level.PROVINCE, Level.OFFICE),
            _p(
                _READ
                + " persons.add reports.add reports.change reports.contact reports.reporter cases.open cases.change matches.open placements.emergency"
                " glass.break drafts.keep"
            ),
            is_powerful=True,
        ),
        Role(
            "family_worker",
            _("Foster family worker"),
            (Level.OFFICE, Level.PROVINCE),
            _p(
                "home.see persons.see persons.search persons.add persons.change persons.join families.see families.add families.change"
                " families.approve_ask families.kin families.refuse families.suspend families.end families.hand_over families.answer families.import bulk.use placements.see visits.see matches.recruit drafts.keep"
            ),
        ),
        Role(
            "placement_officer",
            _("Placement officer"),
            (Level.OFFICE, Level.PROVINCE),
            _p(
                _READ
                + " matches.open matches.shortlist matches.propose matches.decide matches.runs matches.run placements.propose placements.change families.answer"
                " figures.see fairness.passed drafts.keep"
            ),
        ),
        Role(
            "approver",
            _("Approving authority"),
            (Level.PROVINCE,),
            _p(
                "home.see cases.see families.see families.approve families.refuse families.resume matches.see matches.weights placements.see placements.approve"
            ),
            is_powerful=True,
        ),
        Role(
            "director",
            _("Provincial director"),
            (Level.PROVINCE,),
            _p(
                _READ
                + " persons.erase team.see journal.file figures.see placements.ratify cases.assign matches.runs matches.run matches.recruit"
            ),
        ),
        Role(
            "inspector",
            _("Inspector of the ministry"),
            (Level.COUNTRY,),
            _p(_READ + " figures.see fairness.see matches.runs matches.replay matches.recruit matches.weights_prepare"),
            is_powerful=True,
        ),
        Role(
            "auditor",
            _("Auditor"),
            (Level.NONE,),
            _p(
                "home.see journal.see journal.file journal.verify figures.see offices.people offices.confirm_post offices.confirm_closing offices.settings"
                " matches.runs matches.replay matches.weights fairness.see fairness.audit accords.confirm_pin"
            ),
            is_powerful=True,
            sees_children=False,
        ),
        Role(
            "board",
            _("Member of the matching board"),
            (Level.NONE,),
            _p("home.see matches.weights matches.weights_vote matches.runs fairness.see"),
            is_powerful=True,
            sees_children=False,
        ),
        Role(
            "administrator",
            _("Administrator of accounts"),
            (Level.NONE,),
            _p(
                "home.see offices.people offices.accounts offices.confirm_post offices.arrange offices.confirm_closing offices.settings offices.confirm accords.pin accords.confirm_pin"
            ),
            is_powerful=True,
            sees_children=False,
        ),
        Role(
            "importer",
            _("Importer of records"),
            (Level.OFFICE, Level.PROVINCE),
            _p(
                "home.see persons.see persons.search persons.add families.see families.import cases.import placements.import bulk.use cases.see placements.see"
            ),
            is_powerful=True,
        ),
        Role(
            "desk",
            _("Desk officer for cooperation"),
            (Level.NONE,),
            _p("home.see accords.see accords.change accords.report"),
            is_powerful=True,
            sees_children=False,
        ),
        Role(
            "desk_lead",
            _("Head of the cooperation desk"),
            (Level.NONE,),
            _p("home.see accords.see accords.change accords.report accords.approve accords.release accords.sign_off"),
            is_powerful=True,
            sees_children=False,
        ),
    )
}


def all_roles() -> dict[str, Role]:
    return ROLES


def permissions_of(role: str) -> frozenset[str]:
    """The permissions of a role; none for a code that isn't in the table any more."""
    found = ROLES.get(role)
    return found.permissions if found else frozenset()
