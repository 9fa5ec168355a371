"""From a sentence of a source to a line, a decision, an action and back, for desks and for everybody; nobody outside sees who has to do what."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from tests.cooperation.accords.meetings import made as meetings_made
from tests.cooperation.accords.plans.made import drafted, first_line, said_yes, signed
from tests.cooperation.accords.plans.test_views import as_, line_sent, send
from tests.cooperation.accords.test_publicity import let
from umay.cooperation.accords.actions import plans
from umay.cooperation.accords.models import Meeting, PlanLine
from umay.cooperation.partners.models import Source, SourceSentence
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now


@pytest.fixture
def source(db):
    with founding():
        row = Source.objects.create(code="haber-1", kind="press", title="Haber", lang="tr", text="Bir. İki.")
        for number, words in ((0, ""), (1, "Eğitim yapılacak."), (2, "Ziyaret yapılacak.")):
            SourceSentence.objects.create(source=row, number=number, text=words)
    return row


def sentence(source, number=1) -> SourceSentence:
    return source.sentences.get(number=number)


def carried_out(coop, source, *, public: bool):
    """A signed plan whose first line stands in a sentence, a final meeting whose decision carries it out, an action for it."""
    plan = drafted(coop, lines=2)
    line = first_line(plan)
    with acting(coop.tr_desk), transaction.atomic():
        plans.change_line(
            line=line, version=line.version, by=coop.tr_desk, at=now(),
            values={"begins_on": line.begins_on, "ends_on": line.ends_on, "titles": line.titles, "sentence": sentence(source)},
        )  # fmt: skip
    said_yes(plan, coop.tr_lead, coop.sc_lead)
    with acting(coop.tr_lead), transaction.atomic():
        plan.refresh_from_db()
        plans.sign(plan=plan, version=plan.version, signed_on=date(2026, 1, 5), place="", by=coop.tr_lead, at=now())
    series = meetings_made.in_series(coop)
    meeting = meetings_made.with_agenda(coop, series)
    meetings_made.attended(coop, meeting, coop.tr_desk, coop.sc_desk)
    decision = meetings_made.decided(coop, meeting, line=line)
    action = meetings_made.to_do(coop, decision, coop.sc)
    meetings_made.typed(coop, meeting)
    meeting = meetings_made.approved(meetings_made.given(coop, meeting), coop.tr_lead, coop.sc_lead)
    with founding():
        line = PlanLine.objects.select_related("plan__accord").get(pk=line.pk)
        meeting = Meeting.objects.select_related("accord").get(pk=meeting.pk)
    for accord in (line.plan.accord, meeting.accord) if public else ():
        let(accord, coop.tr_lead, coop.sc_lead)
    return line, meeting, decision, action


def test_each_page_leads_to_the_others(coop_cast, client, source):
    line, meeting, decision, action = carried_out(coop_cast, source, public=False)
    as_(client, coop_cast.sc_desk)
    here = {
        "source": reverse("plans:source", args=["haber-1"]),
        "line": reverse("plans:line", args=[line.pk]),
        "meeting": reverse("meetings:see", args=[meeting.pk]),
        "decision": reverse("meetings:decision", args=[decision.pk]),
        "action": reverse("meetings:action", args=[action.pk]),
    }
    leads = {
        "source": ("line", "decision", "action"),
        "line": ("source", "meeting", "decision", "action"),
        "meeting": ("line", "decision", "action"),
        "decision": ("source", "line", "meeting", "action"),
        "action": ("source", "line", "decision"),
    }
    for page, targets in leads.items():
        text = client.get(here[page]).content.decode()
        for target in targets:
            assert f'href="{here[target]}' in text, (page, target)


def test_everybody_goes_the_same_way_once_all_have_released_and_reads_no_action(coop_cast, client, source):
    line, meeting, _decision, _action = carried_out(coop_cast, source, public=True)
    plan_url = reverse("public:see", args=["en", line.plan.accord.code])
    meeting_url = reverse("public:see", args=["en", meeting.accord.code])
    text = client.get(reverse("public:source", args=["en", "haber-1"])).content.decode()

    assert f"{plan_url}#line-1" in text
    assert f"{meeting_url}#decision-1" in text
    assert f"{meeting_url}#decision-1" in client.get(plan_url).content.decode()
    text = client.get(meeting_url).content.decode()
    assert f"{plan_url}#line-1" in text
    assert "Rehberi yazmak" not in text


def test_nobody_outside_learns_of_a_meeting_or_a_plan_that_is_not_released(coop_cast, client, source):
    line, meeting, _decision, _action = carried_out(coop_cast, source, public=False)
    address = reverse("public:source", args=["en", "haber-1"])
    assert line.plan.accord.code not in client.get(address).content.decode()
    let(line.plan.accord, coop_cast.tr_lead, coop_cast.sc_lead)
    for page in (address, reverse("public:see", args=["en", line.plan.accord.code])):
        text = client.get(page).content.decode()
        assert line.plan.accord.code in text
        assert meeting.accord.code not in text
    let(meeting.accord, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.tr_lead), transaction.atomic():
        from umay.cooperation.accords.actions import base

        base.withdraw(accord=line.plan.accord, by=coop_cast.tr_lead, at=now())
    text = client.get(reverse("public:see", args=["en", meeting.accord.code])).content.decode()
    assert meeting.accord.code in text
    assert line.plan.accord.code not in text


def test_a_sentence_is_written_as_a_line_of_a_draft(coop_cast, client, source):
    plan = drafted(coop_cast, lines=0)
    signed(coop_cast)
    as_(client, coop_cast.tr_desk)
    text = client.get(reverse("plans:source", args=["haber-1"]), {"take": "2"}).content.decode()
    chosen = sentence(source, 2)
    address = f"{reverse('plans:add_line', args=[plan.pk])}?sentence={chosen.pk}"
    assert text.count("?sentence=") == 1, "a signed plan takes no line without a proposal"
    assert address in text
    form = client.get(address).content.decode()
    assert f'<option value="{chosen.pk}" selected' in form

    assert send(client, reverse("plans:add_line", args=[plan.pk]), **line_sent(sentence=chosen.pk)).status_code == 302

    with founding():
        assert PlanLine.objects.get(plan=plan).sentence_id == chosen.pk


def test_an_address_with_a_sentence_that_is_none_shows_the_plain_form(coop_cast, client, source):
    plan = drafted(coop_cast, lines=0)
    as_(client, coop_cast.tr_desk)
    for wrong in ("x", plan.pk, ""):
        assert client.get(reverse("plans:add_line", args=[plan.pk]), {"sentence": wrong}).status_code == 200


def test_posts_outside_the_house_see_no_page_of_sources(coop_cast, cast, client, source):
    as_(client, cast.worker)
    assert client.get(reverse("plans:sources")).status_code == 403
    assert client.get(reverse("plans:source", args=["haber-1"])).status_code == 403


def test_the_page_of_a_source_asks_as_many_questions_for_two_lines_as_for_one(coop_cast, client, source, django_assert_num_queries):  # fmt: skip
    carried_out(coop_cast, source, public=False)
    address = reverse("plans:source", args=["haber-1"])
    as_(client, coop_cast.tr_desk).get(address)
    with django_assert_num_queries(14):
        client.get(address)
    carried_out(coop_cast, source, public=False)
    with django_assert_num_queries(14):
        client.get(address)
