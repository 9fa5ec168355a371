"""Breaking the glass opens one file for an hour and is told at once; the form tells nothing to somebody who guesses."""

import uuid

import pytest

from tests.factories.care import make_case
from tests.factories.cast import user_of
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting

WHY = "Çocuk şu an hastanede, dosyası gerekiyor."


def test_a_reason_opens_the_hidden_file_and_leads_to_it(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.other_office["supervisor"]))
    assert client.get(f"/care/cases/{case.pk}/").status_code == 404
    answer = client.post(f"/glass/case/{case.pk}/", {"reason": WHY})
    assert answer["Location"] == f"/care/cases/{case.pk}/"
    assert client.get(f"/care/cases/{case.pk}/").status_code == 200


def test_the_owner_finds_a_notice_that_leads_to_who_opened_it_and_why(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.other_office["supervisor"]))
    client.post(f"/glass/case/{case.pk}/", {"reason": WHY})
    client.force_login(user_of(cast.supervisor))
    told = client.get("/").context["notices"]
    assert [one.url for one in told] == [f"/lookers/case/{case.pk}/"]
    assert WHY in client.get(told[0].url).content.decode()
    answer = client.post(f"/notices/{told[0].notice.pk}/read/", {"go": "1"})
    assert answer["Location"] == told[0].url
    assert client.get("/").context["notices"] == []


def test_guessing_an_id_looks_like_any_other_address_and_is_a_line_of_the_journal(cast, client):
    guesser = cast.other_office["supervisor"]
    client.force_login(user_of(guesser))
    case, nothing = make_case(cast.worker), uuid.uuid4()
    forms = [client.get(f"/glass/case/{pk}/") for pk in (case.pk, nothing)]
    assert [answer.status_code for answer in forms] == [200, 200]
    answer = client.post(f"/glass/case/{nothing}/", {"reason": WHY})
    assert answer["Location"] == f"/care/cases/{nothing}/"
    assert client.get(answer["Location"]).status_code == 404
    with acting(cast.auditor):
        assert Entry.objects.filter(who=guesser.user_id, code="glass.miss").count() == 1


def test_a_file_of_another_country_stays_shut(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.azerbaijan["supervisor"]))
    client.post(f"/glass/case/{case.pk}/", {"reason": WHY})
    assert client.get(f"/care/cases/{case.pk}/").status_code == 404


def test_a_short_reason_opens_nothing(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.other_office["supervisor"]))
    assert client.post(f"/glass/case/{case.pk}/", {"reason": "acil"}).status_code == 422
    assert client.get(f"/care/cases/{case.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["auditor", "administrator", "inspector", "approver"])
def test_whoever_may_not_break_the_glass_gets_no_form(cast, client, role):
    client.force_login(user_of(getattr(cast, role)))
    assert client.get(f"/glass/case/{uuid.uuid4()}/").status_code == 403


def test_who_has_looked_is_open_to_those_who_work_on_the_file_and_to_the_auditor(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    client.get(f"/care/cases/{case.pk}/")
    for identity, status in (
        (cast.supervisor, 200),
        (cast.auditor, 200),
        (cast.director, 200),
        (cast.other_office["supervisor"], 403),
        (cast.azerbaijan["auditor"], 403),
        (cast.worker, 403),
    ):
        client.force_login(user_of(identity))
        answer = client.get(f"/lookers/case/{case.pk}/")
        assert answer.status_code == status, identity.role
        if status == 200:
            assert (identity.role, cast.worker.name) in {(identity.role, look.name) for look in answer.context["page"]}
