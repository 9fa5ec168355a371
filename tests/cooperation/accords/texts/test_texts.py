"""A text is written, read, approved and frozen; what is authentic stays, and no language is authentic alone."""

import pytest
from django.db import DatabaseError, transaction

from tests.cooperation.accords.texts.made import (
    WORDS,
    approved,
    authentic,
    begun,
    edition_of,
    moved,
    released,
    say,
    text_of,
    verified,
)
from umay.cooperation.accords import aligning
from umay.cooperation.accords.actions import texts
from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.models import Article, Document, Edition, LanguageText
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import texts as queries
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def refusal(function, *args, **kwargs) -> Refusal:
    with pytest.raises(Refusal) as caught, transaction.atomic():
        function(*args, **kwargs)
    return caught.value


def forbidden(function, *args, **kwargs) -> bool:
    try:
        with transaction.atomic():
            function(*args, **kwargs)
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlstate", "") == "42501"
    return False


def test_a_text_goes_from_draft_to_authentic_and_its_hash_is_frozen(coop_cast):
    document = authentic(coop_cast)
    with acting(coop_cast.tr_desk):
        for code in ("tr", "az"):
            text = text_of(document, code)
            articles = queries.articles_of([text])[code]
            assert text.state == "authentic" and text.authentic_at
            assert text.sha256 == aligning.digest(articles) and len(articles) == 2
            assert text.title


def test_a_language_with_a_missing_article_does_not_become_authentic(coop_cast):
    document = begun(coop_cast)
    say(document, coop_cast.tr_desk, "1", WORDS)
    say(document, coop_cast.tr_desk, "2", {"tr": WORDS["tr"]})
    for code, writer, reader in (
        ("tr", coop_cast.tr_desk, coop_cast.sc_desk),
        ("az", coop_cast.sc_desk, coop_cast.tr_desk),
    ):
        moved(document, code, "hand", writer)
        moved(document, code, "verify", reader)
    approved(document, coop_cast.tr_lead, coop_cast.sc_lead)
    with acting(coop_cast.sc_lead):
        said = refusal(texts.authenticate, text=text_of(document, "az"), by=coop_cast.sc_lead, at=now())
        assert said.code == "articles_differ" and "2" in str(said)
        frozen = {"state": "authentic", "sha256": "0" * 64, "title": "x", "authentic_at": now()}
        assert forbidden(LanguageText.objects.filter(pk=text_of(document, "az").pk).update, **frozen)


def test_no_language_becomes_authentic_before_every_side_has_approved_these_words(coop_cast):
    document = verified(coop_cast)
    approved(document, coop_cast.tr_lead)
    with acting(coop_cast.tr_lead):
        assert (
            refusal(texts.authenticate, text=text_of(document, "tr"), by=coop_cast.tr_lead, at=now()).code
            == "not_agreed"
        )
        frozen = {"state": "authentic", "sha256": "0" * 64, "title": "x", "authentic_at": now()}
        assert forbidden(LanguageText.objects.filter(pk=text_of(document, "tr").pk).update, **frozen)


def test_a_yes_does_not_hold_for_words_that_were_changed_afterwards(coop_cast):
    document = verified(coop_cast)
    approved(document, coop_cast.tr_lead, coop_cast.sc_lead)
    moved(document, "tr", "reopen", coop_cast.tr_desk)
    say(document, coop_cast.tr_desk, "1", {"tr": ("Amaç", "Başka sözler.")})
    moved(document, "tr", "hand", coop_cast.tr_desk)
    moved(document, "tr", "verify", coop_cast.sc_desk)
    with acting(coop_cast.tr_lead):
        assert (
            refusal(texts.authenticate, text=text_of(document, "tr"), by=coop_cast.tr_lead, at=now()).code
            == "not_agreed"
        )


def test_an_authentic_text_is_not_amended_and_a_new_version_is(coop_cast):
    document = authentic(coop_cast)
    by = coop_cast.tr_desk
    with acting(by):
        edition = edition_of(document)
        row = Article.objects.get(text=text_of(document, "tr"), number="1")
        shown = {"tr": shown_digest(row)}
        said = refusal(texts.write, edition=edition, number="1", said={"tr": ("", "x")}, shown=shown, by=by, at=now())
        assert said.code == "frozen"
        assert forbidden(Article.objects.filter(pk=row.pk).update, body="x")
        assert forbidden(LanguageText.objects.filter(pk=row.text_id).update, title="x")
        assert refusal(texts.take_out, edition=edition, number="1", by=by, at=now()).code == "frozen"
        assert refusal(texts.reopen, text=text_of(document, "tr"), by=by, at=now()).code == "frozen"
        made = texts.amend(document=document, why="İki söz", by=by, at=now())
        assert (
            made.number == 2 and queries.articles_of(queries.texts_of(made, ["tr", "az"]))["az"][0].heading == "Məqsəd"
        )
        assert refusal(texts.amend, document=document, why="", by=by, at=now()).code == "still_open"
    say(document, by, "1", {"tr": ("Amaç", "Yeni sözler.")})
    with acting(by):
        first, second = sorted(queries.editions(document), key=lambda one: one.number)
        before = queries.articles_of(queries.texts_of(first, ["tr"]))["tr"]
        after = queries.articles_of(queries.texts_of(second, ["tr"]))["tr"]
        assert [change.kind for change in aligning.differences(before, after)] == ["changed", "same"]


def test_two_desks_write_two_languages_of_one_article_and_nothing_is_lost(coop_cast):
    document = begun(coop_cast)
    say(document, coop_cast.tr_desk, "1", WORDS)
    with acting(coop_cast.tr_desk):
        edition = edition_of(document)
        shown = {
            row.text.language: shown_digest(row) for row in Article.objects.filter(number="1").select_related("text")
        }
    turkish = {"tr": ("Amaç", "Bir."), "az": WORDS["az"]}
    azerbaijani = {"tr": WORDS["tr"], "az": ("Məqsəd", "İki.")}
    with acting(coop_cast.tr_desk), transaction.atomic():
        texts.write(edition=edition, number="1", said=turkish, shown=shown, by=coop_cast.tr_desk, at=now())
    with acting(coop_cast.sc_desk), transaction.atomic():
        texts.write(edition=edition, number="1", said=azerbaijani, shown=shown, by=coop_cast.sc_desk, at=now())
        assert {row.body for row in Article.objects.filter(number="1")} == {"Bir.", "İki."}
        with pytest.raises(Conflict), transaction.atomic():
            texts.write(
                edition=edition, number="1", said={"tr": ("", "Üç.")}, shown=shown, by=coop_cast.sc_desk, at=now()
            )
        assert {row.body for row in Article.objects.filter(number="1")} == {"Bir.", "İki."}


def test_whoever_wrote_a_language_does_not_read_it_against_the_others(coop_cast):
    document = begun(coop_cast)
    with acting(coop_cast.tr_desk):
        assert refusal(texts.hand, text=text_of(document, "tr"), by=coop_cast.tr_desk, at=now()).code == "not_full"
    say(document, coop_cast.tr_desk, "1", WORDS)
    moved(document, "tr", "hand", coop_cast.tr_desk)
    with acting(coop_cast.tr_desk):
        with pytest.raises(NotAllowed):
            texts.verify(text=text_of(document, "tr"), by=coop_cast.tr_desk, at=now())
        row = Article.objects.get(text=text_of(document, "tr"))
        shown = {"tr": shown_digest(row)}
        said = refusal(
            texts.write,
            edition=edition_of(document),
            number="1",
            said={"tr": ("", "x")},
            shown=shown,
            by=coop_cast.tr_desk,
            at=now(),
        )
        assert said.code == "handed_on"


def test_an_article_taken_out_goes_from_every_language_and_stays_in_the_record(coop_cast):
    document = begun(coop_cast)
    say(document, coop_cast.tr_desk, "1", WORDS)
    say(document, coop_cast.tr_desk, "2", WORDS)
    with acting(coop_cast.sc_desk), transaction.atomic():
        texts.take_out(edition=edition_of(document), number="1", by=coop_cast.sc_desk, at=now())
        found = queries.articles_of(queries.texts_of(edition_of(document), ["tr", "az"]))
        assert [one.number for one in found["tr"]] == [one.number for one in found["az"]] == ["2"]
        assert Article.objects.filter(number="1", is_out=True).count() == 2
    say(document, coop_cast.tr_desk, "1", {"tr": ("Amaç", "Yine.")})
    with acting(coop_cast.tr_desk):
        assert [one.number for one in queries.articles_of([text_of(document, "tr")])["tr"]] == ["1", "2"]


def test_bad_numbers_second_texts_and_strangers_are_refused(coop_cast):
    document = begun(coop_cast)
    by = coop_cast.tr_desk
    with acting(by):
        given = {
            "edition": edition_of(document),
            "said": {"tr": ("", "x")},
            "shown": {"tr": shown_digest(None)},
            "by": by,
        }
        assert refusal(texts.write, number="bir", at=now(), **given).code == "number"
        assert refusal(texts.begin, accord=document.accord, languages=["tr"], by=by, at=now()).code == "has_text"
    with acting(coop_cast.ml_desk):
        given = given | {"by": coop_cast.ml_desk}
        assert refusal(texts.write, number="1", at=now(), **given).code == "not_a_side"
        assert forbidden(
            Article(accord=document.accord, text=text_of(document, "tr"), number="9", body="x").save, force_insert=True
        )
    with acting(coop_cast.tr_lead):
        early = LanguageText(accord=document.accord, edition=edition_of(document), language="en", state="verified")
        assert forbidden(early.save, force_insert=True)


def test_nobody_outside_reads_a_draft_and_everybody_reads_what_every_side_released(coop_cast):
    document = authentic(coop_cast)
    with acting(None):
        assert not Document.objects.exists() and not Article.objects.exists()
    released(coop_cast, document)
    with acting(coop_cast.tr_desk), transaction.atomic():
        texts.amend(document=document, why="x", by=coop_cast.tr_desk, at=now())
    with acting(None):
        assert Edition.objects.get().number == 1
        assert {text.language for text in LanguageText.objects.all()} == {"tr", "az"}
        assert Article.objects.count() == 4
        assert queries.public_content(document.accord)["edition"] == 1
    with acting(coop_cast.tr_desk):
        assert base.publicity(document.accord).is_current


def test_articles_stand_in_the_order_of_their_numbers():
    assert sorted(["12", "2", "12bis", "0", "1"], key=queries.in_order) == ["0", "1", "2", "12", "12bis"]
