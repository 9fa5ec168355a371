"""The journal's codes in words. A code is "room.verb"; what the rooms do stands in deeds.py."""

from django.utils.translation import gettext_lazy as _

from umay.ground.journal.deeds import DEEDS
from umay.ground.journal.deeds_cooperation import COOPERATION
from umay.kit.kernel.acting import RECOVERY
from umay.kit.kernel.ports import Port

role_label = Port("role_label")
"""role_label(code) -> words for a role; the code itself for one that is no role."""

CODES = {
    "read": _("looked at"),
    "session.sign_in": _("signed in"),
    "session.sign_out": _("signed out"),
    "session.sign_in_failed": _("a sign-in failed"),
    "session.lock_out": _("the sign-in was closed after too many tries"),
    "session.second_step_failed": _("the code of the second step was wrong"),
    "session.choose_post": _("chose the post to act in"),
    "account.change_password": _("changed the password"),
    "account.add_second_step": _("added a second step to sign in"),
    "account.remove_second_step": _("took a second step away"),
    "account.renew_recovery_codes": _("made new recovery codes"),
    "glass.break": _("opened a hidden file in an emergency"),
    "glass.miss": _("asked to open a file that is not there"),
    "file.open": _("opened a file to somebody"),
    "file.shut": _("closed a file to somebody"),
    "file.hand_over": _("handed a file over"),
    "journal.search": _("searched the journal"),
    "offices.found": _("made an office when the installation was founded"),
    "offices.open_office": _("opened an office"),
    "offices.rename_office": _("renamed an office"),
    "offices.open_team": _("opened a team"),
    "offices.rename_team": _("renamed a team"),
    "offices.ask_closing": _("asked that an office or a team closes"),
    "offices.drop_closing": _("left an office or a team open"),
    "offices.close_office": _("closed an office"),
    "offices.close_team": _("closed a team"),
    "cases.answer_likeness": _("said whether two records are one person"),
    "matching.join": _("searched for children together again"),
    "families.hand_over": _("handed a family over to another office"),
    "offices.open": _("opened an account"),
    "offices.close": _("closed an account"),
    "offices.reopen": _("opened an account again"),
    "offices.reset": _("gave a new way to sign in"),
    "offices.recover": _("let an administrator in again, on the server"),
    "offices.give_post": _("gave a post"),
    "offices.confirm_post": _("confirmed a post"),
    "offices.end_post": _("ended a post"),
    "offices.confirm": _("confirmed a setting"),
    "offices.mark_read": _("read a notice"),
    "refused.not_allowed": _("was refused: the post does not allow it"),
    "refused.hidden": _("was refused: nothing there that is open to this post"),
}
KINDS = {
    "intake.report": _("report"),
    "report": _("report"),
    "cases.case": _("case"),
    "case": _("case"),
    "families.family": _("family"),
    "family": _("family"),
    "persons.person": _("person"),
    "placements.placement": _("placement"),
    "visits.visit": _("visit"),
    "visits.concern": _("concern"),
    "matching.match": _("match"),
    "matching.candidate": _("candidate family"),
    "matching.advice": _("advice of the national comparison"),
    "matching.run": _("national comparison"),
    "matching.simulation": _("simulation"),
    "matching.weights": _("weights of the order"),
    "fairness.flip": _("flip test"),
    "cases.child": _("child of a case"),
    "cases.basis": _("legal basis"),
    "cases.kin": _("relative who was asked"),
    "persons.upload": _("spreadsheet"),
    "offices.office": _("office"),
    "offices.team": _("team"),
    "offices.user": _("account"),
    "offices.post": _("post"),
    "offices.setting": _("setting"),
    "offices.notice": _("notice"),
}
GROUPS = [
    ("", _("Everything")),
    ("read", _("Looking at a page")),
    ("refused.", _("Refusals")),
    ("glass.", _("Files opened in an emergency")),
    ("session.", _("Signing in and out")),
    ("offices.", _("Accounts, posts and settings")),
    ("file.", _("Files opened, closed, handed over")),
]


# Of codes that have no words of their own: a refusal says its reason to whoever was refused, a reading what was read in its kind.
_FAMILIES = {"refused": _("was refused"), "read": _("looked at"), "row": _("a row was written by the database")}
_ROOMS = {
    "intake": _("report"),
    "cases": _("case"),
    "persons": _("person"),
    "families": _("family"),
    "matching": _("match"),
    "placements": _("placement"),
    "visits": _("visit"),
    "bulk": _("spreadsheet"),
    "offices": _("account"),
    "partners": _("institution"),
    "accords": _("accord"),
    "plans": _("activity plan"),
    "declarations": _("declaration"),
    "trust": _("list of trust"),
    "recruiting": _("missing families"),
    "weighing": _("weights"),
    "simulating": _("simulation"),
    "fairness": _("fairness"),
    "journal": _("journal"),
    "figures": _("numbers of offices"),
    "search": _("search"),
    "accounts": _("one's own account"),
    "glass": _("file"),
    "home": _("one's own work"),
}
_MACHINE = {"umay_app", "umay_owner", "postgres"}
_WHY = {
    "glass": _("emergency"),
    "named": _("named for a confidential file"),
    "shared": _("shared for a match"),
}


def code_words(code: str):
    for known in (CODES, DEEDS, COOPERATION):
        if code in known:
            return known[code]
    family = code.partition(".")[0]
    return _FAMILIES.get(family, code)


def kind_words(kind: str):
    """What it was about; of a kind that has no word of its own, the word of its room."""
    return KINDS.get(kind) or _ROOMS.get(kind.partition(".")[0], kind)


def role_words(role: str):
    if role == "founding":
        return _("whoever founded the installation")
    if role == RECOVERY:
        return _("the owner of the database")
    return _("nobody was signed in") if role in _MACHINE else role_label(role)


def why_words(why: str):
    return _WHY.get(why) or role_label(why)
