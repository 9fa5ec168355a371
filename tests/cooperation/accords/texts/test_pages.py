"""The pages of texts and terms as desks and visitors meet them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cooperation.accords.texts.made import (
    WORDS,
    approved,
    authentic,
    begun,
    edition_of,
    released,
    say,
    text_of,
    verified,
)
from tests.cooperation.accords.typesetting.test_columns import read
from tests.cooperation.factories import make_accord, user_of
from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.models import Article, Concept, Document, FormDraft, Match, Term
from umay.cooperation.accords.views.term_marks import marked
from umay.cooperation.partners.models import State
from umay.cooperation.partners.seeding import load
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

pytestmark = pytest.mark.django_db


def as_(client, identity, lang="en"):
    with founding():
        client.force_login(user_of(identity))
    client.cookies["django_language"] = lang
    return client


def page(client, identity, name, *args, lang="en", query="") -> str:
    answer = as_(client, identity, lang).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def send(client, identity, name, *args, **values):
    return as_(client, identity).post(reverse(name, args=args), values | {"idempotency_key": str(new_id())})


def test_a_text_is_begun_written_and_made_authentic_from_pages(client, coop_cast):
    tr, sc = coop_cast.tr_desk, coop_cast.sc_desk
    accord = make_accord(coop_cast, kind="protocol")
    assert "A plan" in page(client, tr, "texts:list")
    assert send(client, tr, "texts:begin", accord.pk, languages=["tr", "az"]).status_code == 302
    with acting(tr):
        document = Document.objects.get()
    empty = shown_digest(None)
    sent = {
        "number": "1",
        "shown_tr": empty,
        "shown_az": empty,
        "body_tr": "Koruyucu aileye destek.",
        "body_az": "Dəstək.",
    }
    assert send(client, tr, "texts:add", document.pk, **sent).status_code == 302
    with acting(tr):
        turkish, azerbaijani = text_of(document, "tr"), text_of(document, "az")
    for text, writer, reader in ((turkish, tr, sc), (azerbaijani, sc, tr)):
        assert send(client, writer, "texts:hand", text.pk).status_code == 302
        assert send(client, reader, "texts:verify", text.pk).status_code == 302
    with acting(tr):
        edition = edition_of(document)
    shown = page(client, coop_cast.tr_lead, "texts:see", document.pk)
    sha256 = shown.split('name="sha256" value="')[1][:64]
    for lead in (coop_cast.tr_lead, coop_cast.sc_lead):
        send(client, lead, "accords:approve", "texts.edition", edition.pk, sha256=sha256)
    assert send(client, coop_cast.tr_lead, "texts:authenticate", turkish.pk).status_code == 302
    assert send(client, coop_cast.sc_lead, "texts:authenticate", azerbaijani.pk).status_code == 302
    assert "Make a new version" in page(client, tr, "texts:see", document.pk)
    assert send(client, tr, "texts:write", document.pk, "1").status_code == 302  # nothing is left to write in
    assert send(client, tr, "texts:amend", document.pk, why="Bir söz").status_code == 302
    sent = {"shown_tr": shown_digest(Article(body="Koruyucu aileye destek.")), "body_tr": "Koruyucu aileye yardım."}
    sent |= {"shown_az": shown_digest(Article(body="Dəstək.")), "body_az": "Dəstək."}
    assert send(client, tr, "texts:write", document.pk, "1", **sent).status_code == 302
    compared = page(client, sc, "texts:compare", document.pk, query="?in=tr")
    assert "<del>destek</del><ins>yardım</ins>" in compared


def test_a_move_that_is_not_open_says_why_and_stands_in_the_journal(client, coop_cast):
    document = begun(coop_cast)
    with acting(coop_cast.tr_desk):
        text = text_of(document, "tr")
    answer = send(client, coop_cast.tr_desk, "texts:hand", text.pk)
    assert answer.status_code == 409 and "not written in full" in answer.content.decode()


def test_what_two_people_wrote_at_once_is_shown_to_the_second(client, coop_cast):
    document = begun(coop_cast)
    say(document, coop_cast.tr_desk, "1", WORDS)
    old = {"shown_tr": shown_digest(Article(heading="Amaç", body=WORDS["tr"][1])), "heading_tr": "Amaç"}
    old |= {
        "shown_az": shown_digest(Article(heading="Məqsəd", body=WORDS["az"][1])),
        "heading_az": "Məqsəd",
        "body_az": WORDS["az"][1],
    }
    say(document, coop_cast.sc_desk, "1", {"tr": ("Amaç", "Onların sözü.")})
    answer = send(client, coop_cast.tr_desk, "texts:write", document.pk, "1", **old, body_tr="Bizim sözümüz.")
    shown = answer.content.decode()
    assert answer.status_code in (409, 422) and "Onların sözü." in shown and "Bizim sözümüz." in shown
    again = old | {"shown_tr": shown_digest(Article(heading="Amaç", body="Onların sözü."))}
    assert again["shown_tr"] in shown
    assert (
        send(client, coop_cast.tr_desk, "texts:write", document.pk, "1", **again, body_tr="İkisi.").status_code == 302
    )
    with acting(coop_cast.tr_desk):
        assert Article.objects.get(text=text_of(document, "tr")).body == "İkisi."


def test_what_is_typed_is_kept_for_its_writer_alone_until_it_is_sent(client, coop_cast):
    document = begun(coop_cast)
    say(document, coop_cast.tr_desk, "1", WORDS)
    shown = page(client, coop_cast.tr_desk, "texts:write", document.pk, "1")
    address = shown.split('data-draft="')[1].split('"')[0].replace("&amp;", "&")
    assert as_(client, coop_cast.tr_desk).post(address, {"body_tr": "Yarım cümle"}).status_code == 204
    assert "You had begun to write" in page(client, coop_cast.tr_desk, "texts:write", document.pk, "1")
    assert "Yarım cümle" in page(client, coop_cast.tr_desk, "texts:write", document.pk, "1", query="?draft=1")
    assert "You had begun to write" not in page(client, coop_cast.sc_desk, "texts:write", document.pk, "1")
    with acting(coop_cast.sc_desk):
        assert not FormDraft.objects.exists()
    same = {
        f"shown_{code}": shown_digest(Article(heading=heading, body=body)) for code, (heading, body) in WORDS.items()
    }
    sent = same | {"heading_tr": "Amaç", "body_tr": "Bütün cümle.", "heading_az": "Məqsəd", "body_az": WORDS["az"][1]}
    assert send(client, coop_cast.tr_desk, "texts:write", document.pk, "1", **sent).status_code == 302
    with acting(coop_cast.tr_desk):
        assert FormDraft.objects.get().body == {}
    assert as_(client, coop_cast.tr_desk).get(address).status_code == 204


def test_the_pdf_holds_both_languages_and_their_hashes(client, coop_cast):
    document = authentic(coop_cast)
    answer = as_(client, coop_cast.tr_desk).get(reverse("texts:pdf", args=[document.pk]))
    assert answer["Content-Type"] == "application/pdf"
    words = read(answer.content)
    with acting(coop_cast.tr_desk):
        digests = [text_of(document, code).sha256 for code in ("tr", "az")]
    assert "Koruyucu ailelerin" in words and "Himayədar ailələrin" in words
    assert all(one in words.replace("\n", "") for one in digests)


def test_everybody_reads_a_released_text_and_its_terms(client, coop_cast):
    load(at=now())
    document = authentic(coop_cast)
    address = reverse("public:text", args=["tr", document.accord.code])
    assert client.get(address).status_code == 404
    released(coop_cast, document)
    shown = client.get(address).content.decode()
    assert 'lang="az"' in shown and 'class="term"' in shown and ">Koruyucu ailelerin</a>" in shown
    assert reverse("public:term", args=["tr", "foster-family"]) in shown
    assert client.get(reverse("public:text_pdf", args=["tr", document.accord.code])).content.startswith(b"%PDF")
    whole = client.get(reverse("public:see", args=["az", document.accord.code])).content.decode()
    assert address.replace("/tr/", "/az/") in whole
    listed = client.get(reverse("public:terms", args=["az"])).content.decode()
    assert "himayədar ailə" in listed
    warned = client.get(reverse("public:term", args=["en", "curator"])).content.decode()
    assert "Looks alike, means something else" in warned and "No source is named" in warned
    narrower = client.get(reverse("public:term", args=["en", "guardian"])).content.decode()
    assert "The first one is wider" in narrower
    assert client.get(reverse("public:term", args=["en", "nothing"])).status_code == 404


def test_the_published_terms_load_once(coop_cast):
    load(at=now())
    with founding():
        counts = [model.objects.count() for model in (Concept, Term, Match)]
        load(at=now())
        assert counts == [model.objects.count() for model in (Concept, Term, Match)] == [7, 11, 6]


def test_the_desks_of_a_state_write_the_words_of_that_state(client, coop_cast):
    with acting(coop_cast.tr_desk):
        turkey, azerbaijan = State.objects.get(code="TR"), State.objects.get(code="AZ")
    sent = {
        "state": turkey.pk,
        "language": "tr",
        "word": "evlat edinme",
        "definition_tr": "Bir çocuğun evlat edinilmesi.",
    }
    assert send(client, coop_cast.tr_desk, "terms:open", **sent).status_code == 302
    with acting(coop_cast.tr_desk):
        own = Term.objects.get()
    theirs = {"state": azerbaijan.pk, "language": "az", "word": "övladlığa götürmə"}
    assert send(client, coop_cast.tr_desk, "terms:add", own.concept_id, **theirs).status_code == 422
    assert send(client, coop_cast.sc_desk, "terms:add", own.concept_id, **theirs).status_code == 302
    with acting(coop_cast.tr_desk):
        other = Term.objects.get(word="övladlığa götürmə")
        assert Term.objects.filter(pk=other.pk).update(word="x") == 0
    near = {"second": other.pk, "kind": "close", "note_tr": "Koşulları ayrıdır."}
    assert send(client, coop_cast.tr_desk, "terms:match", own.pk, **near).status_code == 302
    assert "Koşulları ayrıdır." in page(client, coop_cast.sc_desk, "terms:see", own.concept_id, lang="tr")
    turned = send(client, coop_cast.sc_desk, "terms:match", other.pk, second=own.pk, kind="exact")
    assert "already" in turned.content.decode()
    changed = {"word": "evlat edinme", "basis": "Kanun 4721", "version": own.version}
    assert send(client, coop_cast.tr_desk, "terms:change", own.pk, **changed).status_code == 302
    assert "Kanun 4721" in page(client, coop_cast.sc_desk, "terms:see", own.concept_id)
    assert "evlat edinme" in page(client, coop_cast.tr_desk, "terms:list")
    late = send(client, coop_cast.tr_desk, "terms:change", own.pk, **(changed | {"basis": "Başka"}))
    assert late.status_code in (409, 422) and "Kanun 4721" in page(
        client, coop_cast.sc_desk, "terms:see", own.concept_id
    )


def test_a_single_word_is_not_marked_inside_another_and_words_are_escaped():
    link = "/{}/".format
    assert marked("Vasiyet <b> vasi.", [("vasi", 1)], link) == 'Vasiyet &lt;b&gt; <a class="term" href="/1/">vasi</a>.'
    assert (
        marked("Koruyucu ailelere", [("koruyucu aile", 2)], link) == '<a class="term" href="/2/">Koruyucu ailelere</a>'
    )
    assert marked("Nothing", [], link) == "Nothing"


def test_the_page_of_a_text_asks_the_same_number_of_times_for_two_articles_and_twelve(client, coop_cast):
    document = begun(coop_cast)
    for number in ("1", "2"):
        say(document, coop_cast.tr_desk, number, WORDS)
    as_(client, coop_cast.tr_desk)
    address = reverse("texts:see", args=[document.pk])
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counted.append(len(asked))
        for number in range(3, 13):
            say(document, coop_cast.tr_desk, str(number), WORDS)
    assert counted[0] == counted[1] and counted[0] <= 24


def test_a_head_who_has_approved_is_offered_to_take_it_back_and_not_to_approve_again(coop_cast, client):
    document, lead, again = verified(coop_cast), coop_cast.tr_lead, 'name="sha256"'
    assert again in page(client, lead, "texts:see", document.pk)

    approved(document, lead)

    with founding():
        back = reverse("accords:take_back", args=["texts.edition", edition_of(document).pk])
    seen = page(client, lead, "texts:see", document.pk)
    assert f'href="{back}"' in seen
    assert again not in seen
