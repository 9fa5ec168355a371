"""The bad inputs of the house, one after the other, as a hostile or hurried desk officer brings them: on the pages themselves, in three languages.

Each is refused in plain words, stands in the journal, and loses nothing: what was typed comes back, and what was agreed stays as it was.
"""

import html
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.cooperation.accords.declarations.setting import ARTICLES, Scene, trust
from tests.cooperation.accords.meetings import made as meetings
from tests.cooperation.accords.plans import made as plans
from tests.cooperation.accords.texts import made as texts
from tests.cooperation.refusals import LANGUAGES, day, desk, journaled, large, refused, url
from umay.cooperation.accords.actions import declarations, progress
from umay.cooperation.accords.actions.declarations.signing import pending_of
from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.models import (
    Article,
    Commitment,
    Decision,
    File,
    FormDraft,
    PlanLine,
    Progress,
    Proof,
    ReportPeriod,
    Signature,
    Signing,
)
from umay.cooperation.accords.queries import declarations as reads
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

pytestmark = pytest.mark.django_db

TYPED = "Uydurma söz, kaybolmasın"
DAY, BEFORE = date(2027, 5, 5), date(2027, 5, 4)

CONFLICT = (
    "Someone else changed this while you were working. Nothing of theirs was lost. Look at it again, then decide."
)
END_BEFORE_START = "The last day lies before the first one. Nothing was saved."
FROZEN_DECLARATION = (
    "The text is frozen: institutions sign exactly these words. Write another declaration instead. Nothing was changed."
)
FROZEN_TEXT = "These words are authentic: they never change. Make a new version and write the amendment there. Nothing was changed."
FROZEN_PLAN = "Propose an amendment"
TOO_LARGE = "The file is too large (%(size)s). At most %(most)s"


@pytest.fixture
def scene(coop_cast) -> Scene:
    return Scene.make(coop_cast)


@pytest.fixture
def opened(scene):
    """A sealed declaration in which the committee has a field, and its card with full powers in order."""
    instrument = scene.opened(scene.coop.sc)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(scene.coop.sc, scene.coop.sc_desk, minister)
    return scene, instrument, minister


def certificate(signer):
    return lambda: {"certificate": SimpleUploadedFile("card.cer", signer.der)}


# --- an amendment to a frozen text ---


def test_an_amendment_to_a_frozen_declaration(opened):
    scene, _instrument, _minister = opened
    sent = {"version": 9, "count": 2, "article_1_tr": TYPED, "article_1_az": "Söz", "article_1_en": "Word"}
    address = url("declarations:commit", scene.declaration.pk)
    refused(scene.coop.tr_desk, address, lambda: sent, FROZEN_DECLARATION, "frozen", typed=[TYPED])
    with acting(scene.coop.tr_desk):
        assert [row.words for row in Commitment.objects.order_by("number")] == ARTICLES


def test_an_amendment_to_an_authentic_text_from_a_page_opened_before(coop_cast):
    document = texts.authentic(coop_cast)
    sent = {"shown_tr": shown_digest(Article(heading="Amaç", body=texts.WORDS["tr"][1])), "body_tr": TYPED}
    address = url("texts:write", document.pk, "1")
    refused(coop_cast.tr_desk, address, lambda: sent, FROZEN_TEXT, "frozen", typed=[TYPED])
    with acting(coop_cast.tr_desk):
        assert not Article.objects.filter(body=TYPED).exists()


def test_an_amendment_to_a_signed_plan_without_the_other_side(coop_cast):
    line = plans.first_line(plans.signed(coop_cast))
    sent = line_sent(title_tr=TYPED, version=line.version)
    address = url("plans:change_line", line.pk)
    for lang in LANGUAGES:
        answer = desk(coop_cast.tr_desk, lang).post(address, sent | {"idempotency_key": str(new_id())})
        assert answer.status_code == 422 and TYPED in html.unescape(answer.content.decode())
    assert plans.again(line).titles["tr"] == "Çalıştay 1"
    assert journaled(coop_cast.tr_desk, "") == 3


# --- signatures ---


def test_a_signature_by_somebody_without_powers(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    stranger = scene.issue("AZ", "Somebody Else")
    address = url("declarations:begin", instrument.pk)
    none = "Say first who signs, with which full powers and which card. Nothing was saved."
    refused(coop.sc_lead, address, certificate(stranger), none, "no_powers")
    scene.empower(coop.sc, coop.sc_desk, scene.issue("AZ", "Invented Chair"))
    other = "The certificate is not that of the person with full powers."
    refused(coop.sc_lead, address, certificate(stranger), other, "not_empowered")
    assert desk(coop.sc_desk, "tr").post(address, certificate(stranger)()).status_code == 403
    with acting(coop.sc_lead):
        assert not Signature.objects.exists() and not Signing.objects.filter(party=coop.sc).exists()


def test_a_signature_file_of_another_text(opened):
    scene, instrument, _minister = opened
    other = b"%PDF-1.7 another text altogether"

    def send():
        return {"file": SimpleUploadedFile("signed.pdf", other)}

    says = "This file does not go on from the latest signed file: an earlier signature is missing in it, or a program wrote the file anew. Sign the latest file."
    refused(scene.coop.sc_lead, url("declarations:bring", instrument.pk), send, says, "older_copy")
    with acting(scene.coop.tr_desk):
        assert Proof.objects.count() == 1 and len(reads.chain(instrument)) == 1


def test_a_revoked_certificate(opened):
    scene, instrument, minister = opened
    by = scene.coop.sc_lead
    with acting(by), transaction.atomic():
        signing = declarations.begin(instrument=instrument, certificate=minister.der, by=by, at=now())
        answer = minister.sign(pending_of(signing).attributes)
    scene.authorities["AZ"].withdraw(minister, now() - timedelta(days=3))
    trust("AZ", scene.authorities["AZ"], now())

    def send():
        return {"signature": SimpleUploadedFile("a.sig", answer)}

    refused(by, url("declarations:finish", signing.pk), send, "The certificate was withdrawn.", "revoked")
    with acting(by):
        assert not Signature.objects.exists()
        assert Signing.objects.get(pk=signing.pk).ended_at is None, "what was begun is not lost"


def test_an_expired_certificate(scene):
    coop = scene.coop
    scene.opened(coop.sc)
    at = now()
    old = scene.authorities["AZ"].issue("Invented Chair", start=at - timedelta(days=90), end=at - timedelta(days=1))
    scene.empower(coop.sc, coop.sc_desk, scene.issue("AZ", "Invented Chair"))
    with acting(coop.sc_desk):
        before = reads.rows(scene.declaration)
        own = next(row for row in before if row.party == coop.sc).answer

    def send():
        chosen = {"will_sign": "yes", "official": own.official_id, "paper": own.paper_id, "note": TYPED}
        return chosen | {"certificate": SimpleUploadedFile("card.cer", old.der)}

    address = url("declarations:answer", scene.declaration.pk)
    refused(coop.sc_desk, address, send, "This certificate is not valid today.", "expired", typed=[TYPED])
    with acting(coop.sc_desk):
        assert next(row for row in reads.rows(scene.declaration) if row.party == coop.sc).answer == own


def test_a_second_signature_by_the_same_party(opened):
    scene, instrument, minister = opened
    by = scene.coop.sc_lead
    scene.sign(instrument, by, minister)
    taken = "This field is signed already."
    refused(by, url("declarations:begin", instrument.pk), certificate(minister), taken, "field_taken")
    twice = "This institution has signed already. A second signature is not taken. Nothing was changed."

    def send():
        page = SimpleUploadedFile("page.pdf", b"%PDF-1.7\n")
        return {"file": page, "place_tr": TYPED} | day("signed_on", now().date())

    refused(by, url("declarations:scan", scene.declaration.pk), send, twice, "second_by_party", typed=[TYPED])
    with acting(by):
        assert Signature.objects.count() == 1 and not File.objects.filter(name="page.pdf").exists()


# --- reports and desks ---


def test_a_late_report_to_a_locked_period(coop_cast):
    plan = plans.signed(coop_cast)
    line = plans.first_line(plan)
    with founding():
        period = ReportPeriod.objects.filter(plan=plan).first()
    with acting(coop_cast.tr_lead), transaction.atomic():
        progress.lock(period=period, by=coop_cast.tr_lead, at=now())
    sent = {"says": "going", "text": TYPED, "period": period.pk, "verb": "give"}
    says = (
        "These months are locked: no report is taken for them any more. What you wrote is still here. Hand it in without a quarter, "
        "as a report between, or ask the other side to open the months again."
    )
    refused(coop_cast.sc_desk, url("plans:report", line.pk), lambda: sent, says, "locked", typed=[TYPED])
    with founding():
        assert not Progress.objects.exists()


def line_sent(**more) -> dict:
    dates = day("begins_on", date(2026, 1, 1)) | day("ends_on", date(2028, 12, 31))
    return (
        {"title_tr": "Eğitim", "kind": "training", "quantity": 2, "cost": "host", "days": 2, "pace": "row"}
        | dates
        | more
    )


def test_two_desk_officers_in_the_same_line_in_the_same_minute(coop_cast):
    line = plans.first_line(plans.drafted(coop_cast))
    address = url("plans:change_line", line.pk)
    first = line_sent(title_tr="Önce gelen", version=line.version, idempotency_key=str(new_id()))
    assert desk(coop_cast.sc_desk, "az").post(address, first).status_code == 302
    second = line_sent(title_tr=TYPED, version=line.version)
    refused(coop_cast.tr_desk, address, lambda: second, CONFLICT, "conflict", typed=[TYPED])
    assert plans.again(line).titles["tr"] == "Önce gelen"
    again = html.unescape(desk(coop_cast.tr_desk, "en").get(f"{address}?draft=1").content.decode())
    assert TYPED in again and "somebody has changed what is saved" in again, "it waits as a draft, over what stands now"


def test_two_desk_officers_in_the_same_decision_and_the_same_articles(coop_cast, scene):
    meeting = meetings.with_agenda(coop_cast, meetings.in_series(coop_cast))
    meetings.attended(coop_cast, meeting, coop_cast.tr_desk)
    decision = meetings.decided(coop_cast, meeting)
    address = url("meetings:change_decision", decision.pk)
    sent = {
        "adopted": "consensus",
        "text_tr": "Önce gelen",
        "version": decision.version,
        "idempotency_key": str(new_id()),
    }
    assert desk(coop_cast.sc_desk, "az").post(address, sent).status_code == 302
    late = {"adopted": "consensus", "text_tr": TYPED, "version": decision.version}
    refused(coop_cast.tr_desk, address, lambda: late, CONFLICT, "conflict", typed=[TYPED])
    with acting(coop_cast.tr_desk):
        assert Decision.objects.get(pk=decision.pk).texts == {"tr": "Önce gelen"}
        assert FormDraft.objects.get(form="meetings.change_decision").body["text_tr"] == [TYPED]

    old = {"version": 1, "count": 1, "article_1_tr": TYPED, "article_1_az": "Söz", "article_1_en": "Word"}
    address = url("declarations:commit", scene.declaration.pk)
    refused(coop_cast.tr_lead, address, lambda: old, CONFLICT, "conflict", typed=[TYPED])


# --- a scan of thirty megabytes ---


def test_a_scan_of_thirty_megabytes(opened):
    scene, _instrument, _minister = opened
    coop, accord = scene.coop, scene.declaration.accord
    with acting(coop.tr_desk):
        before = File.objects.count()
    refused(
        coop.tr_desk, url("accords:add_file", accord.pk), lambda: {"file": large(), "use": "scan"}, TOO_LARGE, "size"
    )
    place = {"place_tr": TYPED} | day("signed_on", now().date())
    address = url("declarations:scan", scene.declaration.pk)
    refused(coop.sc_lead, address, lambda: {"file": large()} | place, TOO_LARGE, "size", typed=[TYPED])
    with acting(coop.tr_desk):
        assert File.objects.count() == before and not Signature.objects.exists()


# --- a text that claims to be authentic with a missing article ---


def test_a_text_that_claims_to_be_authentic_with_a_missing_article(coop_cast):
    document = texts.begun(coop_cast)
    texts.say(document, coop_cast.tr_desk, "1", texts.WORDS)
    texts.say(document, coop_cast.tr_desk, "2", {"tr": texts.WORDS["tr"]})
    texts.moved(document, "az", "hand", coop_cast.sc_desk)
    texts.moved(document, "az", "verify", coop_cast.tr_desk)
    with acting(coop_cast.tr_desk):
        text = texts.text_of(document, "az")
    says = "This language can't be authentic yet. %(why)s Nothing was changed."
    refused(coop_cast.sc_lead, url("texts:authenticate", text.pk), dict, says, "articles_differ", typed=["2"])
    with acting(coop_cast.tr_desk):
        assert texts.text_of(document, "az").state == "verified"


def test_a_declaration_frozen_with_a_missing_article(scene):
    coop = scene.coop
    articles = [{"tr": "Bir", "az": "Bir", "en": ""}]
    with acting(coop.tr_desk), transaction.atomic():
        scene.declaration.refresh_from_db()
        version = scene.declaration.version
        declarations.commit(
            declaration=scene.declaration, articles=articles, version=version, by=coop.tr_desk, at=now()
        )
    says = "An article is missing in one of the languages. Nothing was frozen. Write it, then freeze the text."
    refused(coop.tr_lead, url("declarations:freeze", scene.declaration.pk), dict, says, "incomplete")
    with acting(coop.tr_desk):
        assert reads.of_accord(scene.declaration.accord).state == "draft"


# --- an end before a start ---


def _backwards(first: str, last: str) -> dict:
    return day(first, DAY) | day(last, BEFORE)


def _of_plan(coop):
    plan = plans.drafted(coop)
    return url("plans:change", plan.pk), {"title_tr": TYPED, "version": plan.version} | _backwards(
        "begins_on", "ends_on"
    )


def _of_line(coop):
    plan = plans.drafted(coop)
    return url("plans:add_line", plan.pk), line_sent(title_tr=TYPED) | _backwards("begins_on", "ends_on")


def _of_dates(coop):
    line = plans.first_line(plans.signed(coop))
    return url("plans:set_dates", line.pk), {"why": TYPED} | _backwards("first_on", "last_on")


def _of_activity(coop):
    line = plans.first_line(plans.signed(coop))
    return url("plans:add_activity", line.pk), {"title_tr": TYPED} | _backwards("begins_on", "ends_on")


def _of_report(coop):
    line = plans.first_line(plans.signed(coop))
    held = day("held_on", date(2026, 5, 5)) | day("held_until", date(2026, 5, 4))
    return url("plans:report", line.pk), {"says": "done", "text": TYPED, "verb": "give"} | held


def _of_meeting(coop):
    series = meetings.in_series(coop)
    return url("meetings:plan", series.pk), {"level": "ministers", "title_tr": TYPED} | _backwards(
        "begins_on", "ends_on"
    )


@pytest.mark.parametrize("of", [_of_plan, _of_line, _of_dates, _of_activity, _of_report, _of_meeting])
def test_an_end_before_a_start(coop_cast, of):
    address, sent = of(coop_cast)
    with founding():
        before = PlanLine.objects.count()
    refused(coop_cast.tr_desk, address, lambda: sent, END_BEFORE_START, "end_before_start", typed=[TYPED])
    with founding():
        assert PlanLine.objects.count() == before and not Progress.objects.exists()
