from tests.care.persons.names.report import PAGE, false_hits, met, page, pairs, recall
from umay.care.persons.names import score


def test_there_are_at_least_three_hundred_held_out_pairs_of_both_answers():
    held = [pair for pair in pairs() if pair.is_held_out]
    assert len(held) >= 300
    assert {pair.answer for pair in held} == {"same", "different"}
    assert sum(pair.answer == "different" for pair in held) >= 90


def test_no_pair_stands_twice():
    every = [frozenset((pair.a, pair.b)) for pair in pairs()]
    assert len(every) == len(set(every))


def test_the_published_page_is_the_present_result():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_held_out_result_does_not_get_worse():
    held = [pair for pair in pairs() if pair.is_held_out]
    reached, same = met(held)
    likely, _ = recall(held)
    wrong, different = false_hits(held)
    assert reached / same >= 0.98
    assert likely / same >= 0.97
    assert wrong / different <= 0.03


def test_the_score_does_not_depend_on_which_name_comes_first():
    for pair in pairs():
        assert score(pair.a, pair.b).value == score(pair.b, pair.a).value
