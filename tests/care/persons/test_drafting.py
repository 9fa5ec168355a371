"""What somebody typed comes back after a lost connection or the end of a sign-in, for whoever typed it, and goes when the form was saved."""

import pytest
from django.urls import reverse

from tests.factories.care import make_case, make_family
from tests.factories.cast import user_of
from umay.care.cases import actions as cases
from umay.care.cases import queries
from umay.care.cases.models import Note
from umay.care.persons.models import Draft
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

pytestmark = pytest.mark.usefixtures("_english")
WORDS = "Yarım kalan cümle, akşam eve gidince"


@pytest.fixture
def _english(client):
    client.cookies["django_language"] = "en"


def keep(client, form: str, about, **typed):
    address = reverse("persons:draft", args=[form]) + (f"?about={about}" if about else "")
    assert client.post(address, {"idempotency_key": str(new_id()), "version": "1"} | typed).status_code == 204


def test_a_note_is_offered_again_shown_on_wish_and_gone_when_it_is_saved(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    url = reverse("cases:note", args=[case.pk])
    assert f'data-draft="/care/persons/draft/cases.note/?about={case.pk}"' in client.get(url).content.decode()
    keep(client, "cases.note", case.pk, kind="call", text=WORDS)
    offered = client.get(url).content.decode()
    assert "You had begun to write" in offered and "?draft=1" in offered and WORDS not in offered
    shown = client.get(url + "?draft=1").content.decode()
    assert WORDS in shown and "field-error" not in shown
    assert "checked" in shown.split('value="call"')[1][:200]
    sent = {"idempotency_key": str(new_id()), "kind": "call", "text": WORDS}
    assert client.post(url, sent).status_code == 302
    with acting(cast.worker):
        assert Note.objects.filter(case=case).count() == 1 and not Draft.objects.exists()
    assert "You had begun" not in client.get(url).content.decode()


def test_a_refused_form_keeps_its_draft_and_what_was_typed(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    url = reverse("cases:note", args=[case.pk])
    keep(client, "cases.note", case.pk, text=WORDS)
    refused = client.post(url, {"idempotency_key": str(new_id()), "text": WORDS})
    assert refused.status_code == 422 and WORDS in refused.content.decode()
    with acting(cast.worker):
        assert Draft.objects.count() == 1


def test_a_draft_is_thrown_away_without_a_script(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    url = reverse("cases:note", args=[case.pk])
    keep(client, "cases.note", case.pk, text=WORDS)
    assert client.post(url, {"throw_away": "1"}).url == url
    with acting(cast.worker):
        assert not Draft.objects.exists() and not Note.objects.filter(case=case).exists()


def test_what_somebody_changed_in_between_is_said_before_it_is_overwritten(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    url = reverse("cases:change", args=[case.pk])
    keep(client, "cases.change", case.pk, version=str(case.version), summary=WORDS, place=case.place)
    assert "somebody has changed" not in client.get(url + "?draft=1").content.decode()
    with acting(cast.supervisor):
        cases.change(case=case, version=case.version, values={"goal": "kin"}, by=cast.supervisor, at=now())
    shown = client.get(url + "?draft=1").content.decode()
    assert WORDS in shown and "somebody has changed" in shown


def test_each_child_of_a_case_has_a_draft_of_its_own_and_nobody_else_sees_it(cast, client):
    case = make_case(cast.worker, ages=(6, 9))
    with acting(cast.worker):
        one, other = queries.children_of(case)
    client.force_login(user_of(cast.worker))
    keep(client, "cases.record_view", one.pk, view=WORDS)
    assert "You had begun" in client.get(reverse("cases:record_view", args=[case.pk, one.pk])).content.decode()
    assert "You had begun" not in client.get(reverse("cases:record_view", args=[case.pk, other.pk])).content.decode()
    client.force_login(user_of(cast.supervisor))
    page = client.get(reverse("cases:record_view", args=[case.pk, one.pk]) + "?draft=1").content.decode()
    assert WORDS not in page and "You had begun" not in page


def test_the_name_form_beside_another_comes_back_with_it(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    keep(client, "cases.ask_kin", case.pk, note=WORDS, **{"who-given": "Sevgi", "who-born_year": "1970"})
    shown = client.get(reverse("cases:ask_kin", args=[case.pk]) + "?draft=1").content.decode()
    assert WORDS in shown and 'value="Sevgi"' in shown and 'value="1970"' in shown


def test_checks_of_a_family_come_back(cast, client):
    family = make_family(cast.family_worker, state="assessing", approved_on=None)
    client.force_login(user_of(cast.family_worker))
    keep(client, "families.assess", family.pk, inquiry=WORDS)
    url = reverse("families:assess", args=[family.pk])
    assert WORDS not in client.get(url).content.decode()
    assert WORDS in client.get(url + "?draft=1").content.decode()


@pytest.mark.parametrize("sent_before", [False, True])
def test_several_children_of_a_case_without_a_report_come_back_as_they_were(cast, client, sent_before):
    client.force_login(user_of(cast.worker))
    typed = {"children": "2", "summary": WORDS, "child-0-given": "Bir", "child-1-given": "İki", "child-1-sex": "f"}
    keep(client, "cases.open", None, **typed)
    shown = client.get(reverse("cases:open") + "?draft=1").content.decode()
    assert WORDS in shown and 'value="İki"' in shown and "field-error" not in shown
    if sent_before:
        typed |= {"child-0-sex": "u", "place": "TR-42", "idempotency_key": str(new_id())}
        assert client.post(reverse("cases:open"), typed).status_code == 302
        assert "You had begun" not in client.get(reverse("cases:open")).content.decode()
