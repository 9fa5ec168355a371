"""The demonstration's chain: an invented source, protocol, plan and meetings, each marked as such, with something done, open, overdue and apart."""

from datetime import timedelta

import pytest
from django.db import transaction

from umay.cooperation.accords.meeting_words import OPEN_DECISIONS
from umay.cooperation.accords.models import (
    Accord,
    ActionPoint,
    AgendaItem,
    Article,
    Carried,
    Decision,
    LanguageText,
    Meeting,
    Minutes,
    PlanLine,
    Protocol,
    Verification,
)
from umay.cooperation.accords.queries import texts
from umay.cooperation.partners.models import Source
from umay.cooperation.partners.seeding import load
from umay.front.demo import desks, meetings, plans, protocols
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now


@pytest.fixture
def chain(db):
    at = now()
    desks.open(at)
    plan = plans.invent(at, protocols.invent(at))
    meetings.invent(at, plan)
    plans.show(plan, at)
    return plan


def test_the_chain_is_whole_and_says_that_it_is_invented(chain):
    today = now().date()
    with founding():
        made = Accord.objects.filter(is_fictitious=True)
        assert sorted(made.values_list("kind", flat=True)) == [
            "meeting",
            "meeting",
            "meeting",
            "plan",
            "protocol",
            "series",
        ]
        assert all("UYDURMA" in accord.titles["tr"] and "INVENTED" in accord.titles["en"] for accord in made)
        lines = list(PlanLine.objects.filter(plan=chain).select_related("sentence__source"))
        assert {line.sentence.source.code for line in lines} == {protocols.NEWS}
        assert [line.state for line in lines] == ["verified", "held", "scheduled", "planned", "planned", "planned"]
        assert list(Meeting.objects.filter(series__is_fictitious=True).order_by("number").values_list("state", flat=True)) == ["final", "final", "agenda_open"]  # fmt: skip
        states = list(Decision.objects.order_by("meeting__number", "number").values_list("state", flat=True))
        assert states == ["done", "done", "progress", "adopted", "done", "progress"]
        open_points = ActionPoint.objects.filter(state="open")
        assert open_points.filter(due_on__lt=today).count() == 1
        assert open_points.filter(due_on__gte=today).count() == 2
        assert ActionPoint.objects.filter(state="verified").count() == 2
        assert ActionPoint.objects.filter(state="reported").count() == 1
        assert list(Verification.objects.filter(is_adequate=False).values_list("report__action__number", flat=True)) == [1]  # fmt: skip
        assert Minutes.objects.count() == 4
        assert all(set(row.texts) == {"tr", "az", "en"} for row in Decision.objects.all())
        assert Source.objects.get(code=protocols.NEWS).text.startswith("Bu haber uydurmadır")


def test_the_next_meeting_opens_with_every_open_decision(chain):
    with founding():
        meeting = Meeting.objects.get(state="agenda_open")
        first = AgendaItem.objects.filter(meeting=meeting).order_by("number").first()
        carried = set(Carried.objects.filter(item=first).values_list("decision", flat=True))
        assert carried == set(Decision.objects.filter(state__in=OPEN_DECISIONS).values_list("pk", flat=True))
        assert meeting.begins_on == now().date() + timedelta(days=45)


def test_one_version_of_the_text_is_authentic_and_the_next_one_differs(chain):
    with founding():
        protocol = Protocol.objects.get(accord__is_fictitious=True)
        document = texts.of_accord(protocol.accord)
        second, first = texts.editions(document)
        found = {text.language: text for text in LanguageText.objects.filter(edition=first)}
        assert {text.state for text in found.values()} == {"authentic"}
        assert [Article.objects.filter(text=found[code]).count() for code in ("tr", "az")] == [9, 9]
        drafts = texts.texts_of(second, document.languages)
        faults = {one.code: len(one.faults) for one in texts.languages(drafts, texts.articles_of(drafts))}
        assert faults["az"] > 0
        assert (protocol.state, protocol.sentence.number) == ("signed", 2)


def test_everybody_reads_what_was_released_and_no_action(chain):
    with acting(None), transaction.atomic():
        assert PlanLine.objects.filter(plan=chain).count() == 6
        assert Decision.objects.count() == 6
        assert Minutes.objects.count() == 2
        assert not ActionPoint.objects.exists()
        assert Meeting.objects.filter(series__is_fictitious=True).count() == 2
        assert list(LanguageText.objects.filter(accord__is_fictitious=True).values_list("state", flat=True)) == ["authentic"] * 2  # fmt: skip
        assert Protocol.objects.filter(accord__is_fictitious=True).exists()


def test_the_published_facts_hold_nothing_invented(db):
    load(at=now())
    with founding():
        assert not Accord.objects.filter(is_fictitious=True).exists()
        assert not Source.objects.filter(code=protocols.NEWS).exists()


def test_writing_the_chain_is_quick(db):
    """The demonstration's first start grows by this: measured in time of the processor, because other work may hold the machine."""
    import time

    at = now()
    desks.open(at)
    began = time.process_time()
    plan = plans.invent(at, protocols.invent(at))
    meetings.invent(at, plan)
    assert time.process_time() - began < 6
