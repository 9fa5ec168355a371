"""The pages for everybody, as a visitor without an account sees them: in three languages, on a telephone and at a desk, with nothing but links."""

import os

import pytest
from django.db import transaction

from tests import conftest as house
from tests.cooperation.accords.test_publicity import let
from tests.cooperation.accords.test_rows import file_of
from tests.cooperation.factories import CoopCast, make_accord
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import serving
from umay.kit.kernel.acting import acting

WAYS = ["tr-390-light", "az-1280-dark", "en-390-dark"]
LOCALES = {"tr": "tr-TR", "az": "az-AZ", "en": "en-GB"}


@pytest.fixture(scope="module")
def published(template_database, django_db_blocker, django_db_setup, tmp_path_factory):
    """One accord that both sides have released with a file, and one that only one side has. (address, codes of both)"""
    from django.db import connections

    name = f"umay_public_{os.getpid()}"
    house.copy_database(name, template_database)
    with django_db_blocker.unblock():
        connections.close_all()
        settings = connections["default"].settings_dict
        before, settings["NAME"] = settings["NAME"], name
        try:
            coop = CoopCast.make()
            shown, hidden = make_accord(coop, is_fictitious=True), make_accord(coop)
            with acting(coop.tr_desk), transaction.atomic():
                file_of(shown, name="imza.pdf", may_be_public=True).save(force_insert=True)
            let(shown, coop.tr_lead, coop.sc_lead)
            let(hidden, coop.tr_lead)
            connections.close_all()
            with serving(name, tmp_path_factory.mktemp("public") / "server.log") as address:
                yield address, shown.code, hidden.code
        finally:
            connections.close_all()
            settings["NAME"] = before
            house.drop_database(name)


@pytest.mark.parametrize("way", WAYS)
def test_a_visitor_goes_from_the_list_to_each_page_and_back_in_their_language(published, browser, watch, way):
    address, shown, hidden = published
    language, width, scheme = way.split("-")
    context = browser.new_context(
        viewport={"width": int(width), "height": 900}, locale=LOCALES[language], base_url=address, color_scheme=scheme
    )
    one = Visitor(context.new_page(), language, watch)

    one.open("/public/")

    assert one.path == f"/public/{language}/"
    links = [link for link in one.addresses if "/accords/" in link]
    assert any(shown in link for link in links) and not any(hidden in link for link in links)
    for link in links:
        one.open(link)
        assert one.page.locator("html").get_attribute("lang") == language
    one.open(f"/public/{language}/accords/{shown}/")
    assert one.page.locator("main a", has_text="imza.pdf").count() == 1
    one.page.locator("header nav a").first.click()
    assert one.page.locator("html").get_attribute("lang") in set(LOCALES) - {language}
    assert context.cookies() == [], "who reads leaves nothing behind"
    context.close()
