import re

import pytest
from django.template.loader import render_to_string

from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.ui import errors

PAGES = ["/gallery/", "/gallery/form/", "/gallery/print/"]


@pytest.mark.parametrize("lang", ["tr", "az", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_its_language_and_leaves_nothing_undrawn(client, path, lang):
    answer = client.get(path, headers={"accept-language": lang})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="ltr">' in html
    assert not re.search(r"<c-|{{|{%|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*src=)", html)


def test_a_wrong_entry_answers_422_and_says_so_in_the_title(client):
    answer = client.post("/gallery/form/", {"name": ""}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert re.search(r"<title>Error: Every kind of field – Umay Test</title>", answer.content.decode())


def test_a_right_entry_is_understood_and_writes_nothing(client):
    sent = {
        "idempotency_key": "6f1f7a3e-3f4f-4a51-9f0e-0a6c9b1c2d3e",
        "name": "Okul",
        "near": "near",
        "is_safe": "yes",
        "place": "far",
        "agree": "on",
        "born_on_day": "1",
        "born_on_month": "mart",
        "born_on_year": "2020",
        "count": "2",
    }
    answer = client.post("/gallery/form/", sent, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "Everything is understood" in answer.content.decode()


def test_attributes_read_by_scripts_hold_plain_numbers(client, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    html = client.get("/gallery/form/?ends=3600", headers={"accept-language": "tr"}).content.decode()
    assert 'data-ends-in="3600"' in html
    assert 'data-limit="500"' in html


def test_the_language_can_be_changed_without_a_script(client):
    html = client.get("/gallery/?sort=due", headers={"accept-language": "tr"}).content.decode()
    assert '<input type="hidden" name="next" value="/gallery/?sort=due">' in html
    assert (
        '<button class="plain-button" type="submit" name="language" value="az" lang="az">Azərbaycanca</button>' in html
    )
    assert '<span lang="tr" aria-current="true">Türkçe</span>' in html


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_stands_on_the_page(client, theme):
    assert f'data-theme="{theme}"' in client.get(f"/gallery/?theme={theme}").content.decode()


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (errors.bad_request, 400),
        (errors.not_allowed, 403),
        (errors.csrf_failed, 403),
        (errors.not_found, 404),
        (errors.conflict, 409),
        (errors.too_many, 429),
        (errors.server_problem, 500),
        (errors.closed, 503),
    ],
)
def test_each_error_page_says_what_is_kept_and_what_to_do(rf, page, status):
    answer = page(rf.get("/x/"))
    html = answer.content.decode()
    assert answer.status_code == status
    assert "What is kept" in html and "What you can do" in html
    assert html.count("<h1>") == 1
    assert not re.search(r"<dd></dd>|<title> ", html)


def test_a_refusal_stands_in_its_own_words_with_its_own_status(rf):
    answer = errors.refused(rf.get("/x/"), Refusal("No <place> is left."), back_url="/back/")
    assert answer.status_code == 409
    assert "No &lt;place&gt; is left." in answer.content.decode()
    assert errors.refused(rf.get("/x/"), NotAllowed()).status_code == 403


def test_the_page_for_our_own_mistake_can_be_drawn_without_a_request():
    assert "Something went wrong on our side" in render_to_string("500.html")


def test_the_page_for_our_own_mistake_survives_a_broken_frame(rf, settings, caplog):
    from umay.kit.ui import conf as look

    settings.TEMPLATES = look.templates("tests.kit.ui.frame.broken")
    answer = errors.server_problem(rf.get("/x/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "drawn without its frame" in caplog.text
