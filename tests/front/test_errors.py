"""A form whose safety token grew old is offered again with what was typed, but only to who sent it from our own page."""

from django.test import Client

from tests.factories.cast import PASSWORD, user_of

HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


def sent_after_signing_in_again(cast, headers):
    client = Client(enforce_csrf_checks=True)
    page = "/accounts/password/change/"
    client.force_login(user_of(cast.worker))
    old = client.get(page).context["csrf_token"]
    client.cookies.pop("csrftoken")
    client.get(page)
    typed = {"csrfmiddlewaretoken": str(old), "oldpassword": PASSWORD, "password1": 'üç "kuş" & bir ağaç'}
    return client, page, client.post(page, typed, headers=headers)


def test_what_was_typed_is_offered_again_and_saved_by_one_click(cast):
    client, page, answer = sent_after_signing_in_again(cast, HERE)
    assert answer.status_code == 403
    assert ("password1", 'üç "kuş" & bir ağaç') in answer.context["fields"]
    assert "üç &quot;kuş&quot; &amp; bir ağaç" in answer.content.decode()
    again = dict(answer.context["fields"]) | {"csrfmiddlewaretoken": str(answer.context["csrf_token"])}
    assert client.post(page, again, headers=HERE).status_code == 302


def test_a_form_from_another_place_is_refused_without_an_offer(cast):
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        _client, _page, answer = sent_after_signing_in_again(cast, headers)
        assert answer.status_code == 403 and "fields" not in answer.context


def test_nobody_signed_in_gets_no_offer(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"}, headers=HERE)
    assert answer.status_code == 403 and "fields" not in answer.context
