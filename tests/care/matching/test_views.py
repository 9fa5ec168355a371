"""Pages of the matching room: who reaches them, what they show of whom, and that their queries don't grow with the rows."""

import re

import pytest
from django.urls import reverse

from tests.care.matching.setting import agreed_by_office, asked, home, opened, proposed, said_yes, seeking
from tests.factories.care import make_human
from tests.factories.cast import user_of
from umay.care.cases.models import KinAsked
from umay.care.families.models import Family
from umay.care.matching import actions
from umay.care.matching.models import Match
from umay.ground.journal.models import Entry
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

SEE_QUERIES = 32  # signing in, the transaction and the journal included; suggestion, calls and others' needs are five, who must not be met one


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_page_says_the_order_the_reasons_and_that_people_decide(cast, visit):
    near = home(cast, label="Yakıncı")
    far = home(cast, label="Uzakçı", lat=38.5)
    home(cast, rooms_for=["m"])
    match = opened(cast)
    answer = visit(cast.worker, "see", match)
    assert answer.status_code == 200
    told = words(answer)
    assert "A recommendation, not a decision" in told
    assert told.index(near.number) < told.index(far.number)
    assert "2 families suit" in told and "3 approved families in the country" in told
    assert "Bedroom : 2 remain" in told and "1 left out" in told
    assert "A place in a family" in told and "1,000" in told
    assert "Yakıncı" not in told  # a list shows initials
    assert "<svg" in answer.content.decode() and f"1. {near.number}" in answer.content.decode()
    assert "unverified" in told


def test_families_of_other_offices_are_cards_without_name_or_own_place(cast, visit):
    office = cast.other_office["family_worker"]
    family = home(
        cast, office, label="Gizlioğlu", lat=37.999, lon=32.777, phone="+903320000000", address="Saklı Sokak 5"
    )
    match = opened(cast)
    shown = visit(cast.worker, "see", match).content.decode()
    assert family.number in shown and "Selçuklu" in shown
    for canary in ("Gizlioğlu", "Saklı Sokak", "+90332", "+90\xa0332", "37.999", "32.777", f"/families/{family.pk}"):
        assert canary not in shown
    with acting(cast.worker):
        candidate = actions.shortlist(match=match, family_id=family.pk, by=cast.worker, at=now())
    listed = visit(cast.worker, "see", match).content.decode()
    assert "Ask its office" in listed and "Gizlioğlu" not in listed
    visit(cast.worker, "ask_office", candidate, {})
    agreed_by_office(candidate, office)
    agreed = visit(cast.worker, "see", match).content.decode()
    assert "The family&#x27;s office agreed" in agreed and f"/families/{family.pk}" in agreed


@pytest.mark.parametrize(
    "stranger",
    [("other_office", "worker"), ("other_office", "supervisor"), ("other_province", "duty"), ("azerbaijan", "worker")],
)
def test_a_stranger_finds_no_match(cast, visit, stranger):
    match = opened(cast)
    by = getattr(cast, stranger[0])[stranger[1]]
    for verb in ("see", "left_out", "input", "withdraw"):
        assert visit(by, verb, match).status_code in (403, 404)


@pytest.mark.parametrize("role", ["family_worker", "auditor", "administrator", "importer"])
def test_who_has_no_part_in_matching_is_refused(cast, visit, role):
    match = opened(cast)
    assert visit(getattr(cast, role), "see", match).status_code == 403
    assert visit(getattr(cast, role), "list").status_code == 403


def test_reading_a_match_is_journaled(cast, visit):
    match = opened(cast)
    for verb in ("see", "left_out"):
        visit(cast.supervisor, verb, match)
    with acting(cast.auditor):
        lines = Entry.objects.filter(code="read", thing=match.pk, who=cast.supervisor.user_id)
        assert lines.count() == 2 and set(lines.values_list("kind", flat=True)) == {"matching.match"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_queries_for_any_number_of_families(
    cast, visit, rows, django_assert_num_queries, client
):
    match = opened(cast, ages=(4, 8))
    for _ in range(rows):
        asked(match, home(cast, max_siblings=2), cast.worker)
        home(cast)
    visit(cast.worker, "see", match)
    with django_assert_num_queries(SEE_QUERIES):
        assert page_again(client, match).status_code == 200


def page_again(client, match):
    return client.get(reverse("matching:see", args=[match.pk]))


@pytest.mark.parametrize("show", ["waiting", "searches"])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(
    cast, visit, show, client, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        for _ in range(2):
            proposed(opened(cast, ages=(3, 5)), home(cast), cast.worker)
            seeking(cast)
        visit(cast.supervisor, "list", query=f"?show={show}")
        with django_assert_max_num_queries(30) as counted:
            assert client.get(reverse("matching:list") + f"?show={show}").status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_the_list_puts_urgent_groups_first_then_the_longest_wait(cast, visit):
    late = seeking(cast)
    early = seeking(cast, needs_family_since=now().date().replace(year=2024))
    urgent = seeking(cast, is_urgent=True)
    told = words(visit(cast.worker, "list"))
    assert told.index(urgent.number) < told.index(early.number) < told.index(late.number)
    assert "Çocuk" not in told and "Ç" in told


def test_families_left_out_are_told_with_the_first_rule_and_found_by_number(cast, visit, client):
    home(cast, places=1, max_siblings=1)
    far = home(cast, lat=41.5, rooms_for=["f"])
    good = home(cast)
    match = opened(cast, ages=(4, 8))
    told = words(visit(cast.worker, "left_out", match))
    assert "1 free place; 2 are needed." in told and "No suitable bedroom." in told
    assert good.number not in told
    assert "1 free place; 2 are needed." not in words(visit(cast.worker, "left_out", match, query="?rule=room"))

    def about(number):  # sent by POST: a number stands in no address
        return words(client.get(visit(cast.worker, "left_out", match, data={"number": number})["Location"]))

    one = about(far.number.lower())
    assert "All rules in the way: Bedroom and Distance" in one
    assert "it is in place 1 of the order" in about(good.number)
    assert "No approved family has this number" in about("XX-1")


def test_a_safeguarding_rule_never_says_why(cast, visit):
    family, match = home(cast), opened(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=match.file_id)
        KinAsked.objects.create(
            **follow(match.case), case=match.case, person=aunt, tie="aunt_uncle", asked_at=now(), answer="unsafe",
            family_id=family.pk, note="Şiddet geçmişi var.",
        )  # fmt: skip
    told = words(visit(cast.worker, "left_out", match))
    assert "A safeguarding rule stands in the way." in told
    assert "Teyze" not in told and "Şiddet" not in told


def test_the_whole_way_in_the_browser_from_the_case_to_the_decision(cast, visit):
    family, case = home(cast), seeking(cast)
    assert "Look for a family" in words(visit(cast.worker, "open", case))
    assert visit(cast.worker, "open", case, {}).status_code == 302
    with acting(cast.worker):
        match = Match.objects.get()
    visit(cast.worker, "shortlist", match, {"family": family.pk})
    with acting(cast.worker):
        candidate = match.candidates.get()
    assert visit(cast.worker, "ask_family", candidate, {}).status_code == 302
    wrong = visit(cast.worker, "answer_family", candidate, {"says_yes": "no"})
    assert wrong.status_code == 422 and "<title>Error:" in wrong.content.decode()
    today = now()
    yes = {
        "says_yes": "yes", "said_by": "Anne", "how": "phone",
        "said_at_day": today.day, "said_at_month": today.month, "said_at_year": today.year, "said_at_time": "00:00",
    }  # fmt: skip
    early = visit(cast.worker, "answer_family", candidate, yes)
    assert early.status_code == 422 and "an earlier yes was not about these children" in words(early)
    with acting(cast.worker):
        Match.objects.update(opened_at=today.replace(year=2025))
    assert visit(cast.worker, "answer_family", candidate, yes).status_code == 302
    assert "This choice follows the order" in words(visit(cast.worker, "propose", candidate))
    assert visit(cast.worker, "propose", candidate, {}).status_code == 302
    assert visit(cast.worker, "decide", match).status_code == 403
    assert "Proposed by" in words(visit(cast.supervisor, "decide", match))
    assert visit(cast.supervisor, "decide", match, {"reason": "Uygun."}).status_code == 302
    assert "Decided by" in words(visit(cast.supervisor, "see", match))
    file = visit(cast.supervisor, "input", match)
    assert file["Content-Type"] == "application/json" and b"umay-match/1" in file.content


def test_the_proposer_reads_that_another_person_decides(cast, visit):
    match = proposed(opened(cast, cast.supervisor), home(cast), cast.supervisor)
    assert "You proposed this family yourself" in words(visit(cast.supervisor, "decide", match))
    answer = visit(cast.supervisor, "decide", match, {})
    assert answer.status_code == 422 and "A second person decides" in words(answer)


def test_a_departure_asks_for_its_reason_and_says_what_it_means(cast, visit):
    home(cast)
    second = home(cast, lat=38.4)
    match = opened(cast)
    candidate = said_yes(match, second, cast.worker)
    told = words(visit(cast.worker, "propose", candidate))
    assert "1 family stands before this one in the order" in told
    assert visit(cast.worker, "propose", candidate, {}).status_code == 422
    assert visit(cast.worker, "propose", candidate, {"reason": "school"}).status_code == 302
    assert "It departs from the order: Keeps the child" in words(visit(cast.supervisor, "see", match))


def test_an_earlier_claim_is_told_before_proposing(cast, visit):
    family, match = home(cast), opened(cast)
    seeking(cast, is_urgent=True)
    seeking(cast, ages=(3, 4, 5), needs_family_since=now().date().replace(year=2024))  # three would not fit there
    candidate = said_yes(match, family, cast.worker)
    assert "1 group with an earlier claim would suit this family too" in words(visit(cast.worker, "propose", candidate))


def test_sending_back_and_looking_again(cast, visit):
    match = proposed(opened(cast), home(cast), cast.worker)
    assert visit(cast.supervisor, "send_back", match, {"reason": ""}).status_code == 422
    visit(cast.supervisor, "send_back", match, {"reason": "Okul ne olacak?"})
    told = words(visit(cast.worker, "see", match))
    assert "Please look again" in told and "Okul ne olacak?" in told
    visit(cast.worker, "none_suits", match, {"reason": "Kimse kalmadı."})
    assert "No family suits for now" in words(visit(cast.worker, "see", match))
    visit(cast.worker, "look_again", match, {})
    visit(cast.worker, "withdraw", match, {"reason": "Eve döndü."})
    assert "Withdrawn" in words(visit(cast.worker, "see", match))


def test_brothers_and_sisters_are_parted_on_a_page_that_asks_for_reason_and_plan(cast, visit):
    match = opened(cast, ages=(4, 8))
    with acting(cast.worker):
        parts = {f"part_{child}": number for number, child in enumerate(match.children, start=1)}
    assert visit(cast.worker, "split", match, parts | {"kind": "harm"}).status_code == 422
    whole = parts | {"kind": "harm", "reason": "Biri diğerine vuruyor.", "contact_plan": "Her cumartesi."}
    assert visit(cast.worker, "split", match, whole).status_code == 302
    told = words(visit(cast.worker, "see", match))
    assert told.count("Search for 1 child") == 2
    with acting(cast.worker):
        part = Match.objects.filter(split_of=match).first()
    told = words(visit(cast.worker, "see", part))
    assert "One hurts another" in told and "Her cumartesi." in told


def test_a_child_without_a_day_of_birth_is_told_and_not_guessed(cast, visit):
    match = opened(cast)
    with acting(cast.worker):
        child = match.case.children.get().person
        child.born_on = None
        child.save(update_fields=["born_on"])
    assert "day of birth is missing" in words(visit(cast.worker, "see", match))


def test_kin_begin_their_assessment_from_the_page_of_the_case(cast, visit, client):
    case = seeking(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=case.file_id)
        kin = KinAsked.objects.create(
            **follow(case), case=case, person=aunt, tie="aunt_uncle", asked_at=now(), answer="willing"
        )
    client.force_login(user_of(cast.worker))
    client.cookies["django_language"] = "en"
    shown = client.get(reverse("cases:see", args=[case.pk]))
    assert "Start the assessment" in words(shown) and "Look for a family" in words(shown)
    assert visit(cast.worker, "start_assessment", kin, {}).status_code == 302
    with acting(cast.worker):
        assert Family.objects.get().state == "applied"
    assert "See how the assessment stands" in words(client.get(reverse("cases:see", args=[case.pk])))


def test_no_page_leaves_template_words_or_inline_code(cast, visit):
    match = proposed(opened(cast, ages=(4, 8)), home(cast), cast.worker)
    for verb, row in (("see", match), ("left_out", match), ("decide", match), ("list", None), ("withdraw", match)):
        shown = visit(cast.supervisor, verb, row).content.decode()
        for left in ("<c-", "{{", "{%", " style=", "onclick"):
            assert left not in shown, (verb, left)
