"""A right result broken on purpose, once in each way: the checker must see every one."""

import json

import pytest

from umay.care.matching.checking import check

from .told import raw_of, solved


def broken(change):
    """The Verdict on the engine's result after `change(result, instance)`."""
    raw, told = solved()
    result = json.loads(told)
    changed = change(result, json.loads(raw))
    return check(raw, raw_of(result) if changed is None else changed)


def without(*way):
    """A change that takes away the last of `way`."""
    *path, last = way

    def change(result, instance):
        place = result
        for step in path:
            place = place[step]
        del place[last]

    return change


def lone(result):
    """A placement of one child that is nobody's kin."""
    return next(one for one in result["placements"] if len(one["children"]) == 1 and not one["kin"])


def put(*way):
    """A change that puts the last of `way` at the path before it; a function is called with what is there."""
    *path, last, value = way

    def change(result, instance):
        place = result
        for step in path:
            place = place[step]
        place[last] = value(place[last]) if callable(value) else value

    return change


def drop_and_tell(result, instance):
    """A placement less, and everything told right but that better is possible."""
    gone = result["placements"].pop(result["placements"].index(lone(result)))
    result["unplaced"] = sorted([*result["unplaced"], gone["group"]])
    result["objective"] = round(result["objective"] - gone["value"], 6)
    result["gap"] = (result["bound"] - result["objective"]) / result["bound"]


def lower_bound_too(result, instance):
    drop_and_tell(result, instance)
    result |= {"bound": result["objective"], "gap": 0.0}


def two_in_one(result, instance):
    lines = [one for one in result["placements"] if len(one["children"]) == 1]
    lines[0]["family"] = lines[1]["family"]


def unfit_family(result, instance):
    taken = {one["family"] for one in result["placements"]}
    away = next(one["id"] for one in instance["families"] if not one["available"] and one["id"] not in taken)
    lone(result)["family"] = away


def swap_terms(result, instance):
    terms = next(one["terms"] for one in result["placements"] if one["terms"]["in_home"] != one["terms"]["distance"])
    terms["in_home"], terms["distance"] = terms["distance"], terms["in_home"]


def children_of_another(result, instance):
    lines = result["placements"]
    lines[0]["children"], lines[1]["children"] = lines[1]["children"], lines[0]["children"]


def half_a_group(result, instance):
    next(one for one in result["placements"] if len(one["children"]) > 1)["children"].pop()


def move_in_funnel(result, instance):
    funnel = next(one for one in result["funnel"].values() if one["age"] and one["room"])
    funnel["age"] -= 1
    funnel["room"] += 1


def lower_a_price(result, instance):
    dear = max(result["prices"], key=result["prices"].get)
    result["prices"][dear] = round(result["prices"][dear] - 0.000001, 6)


def shift_a_price(result, instance):
    """Every pair still holds and the sum is the same, but a family's price is higher than it need be."""
    spare = [one for one in result["placements"] if result["prices"][one["family"]] == 0]
    for one in spare:
        result["prices"][one["family"]] = 0.000001
        price = result["group_prices"][one["group"]]
        result["group_prices"][one["group"]] = round(price - 0.000001, 6)
        if not any("worth more" in fault for fault in check(solved()[0], raw_of(result)).faults):
            return
        result["prices"][one["family"]], result["group_prices"][one["group"]] = 0.0, price
    raise AssertionError("no price could be shifted")


def longer_lists(result, instance):
    result["placements"].append(dict(result["placements"][-1]))


def too_wide_a_gap(result, instance):
    drop_and_tell(result, instance)
    result["status"] = "within_gap"


def as_text(search, replacement):
    def change(result, instance):
        return raw_of(result).replace(search, replacement, 1)

    return change


WAYS = {
    "another file": (put("input_sha256", "0" * 64), "another file"),
    "a kin child more": (put("kin_children", lambda number: number + 1), "$.kin_children"),
    "a kin bound too low": (put("kin_bound", lambda number: number - 1), "$.kin_bound"),
    "a kin bound not reached": (put("kin_bound", lambda number: number + 1), "$.status: the first level"),
    "a millionth more in the sum": (put("objective", lambda sum_: round(sum_ + 0.000001, 6)), "$.objective"),
    "a point less in the sum": (put("objective", lambda sum_: sum_ - 1), "$.objective"),
    "a bound below the sum": (put("bound", lambda bound: bound - 1), "$.bound: is below"),
    "a bound higher than the prices say": (put("bound", lambda bound: bound + 1), "$.bound: is not what"),
    "a gap that is not": (put("gap", 0.001), "$.gap"),
    "a millionth more in a value": (
        put("placements", 3, "value", lambda value: round(value + 0.000001, 6)),
        "$.placements[3].value",
    ),
    "a term changed": (put("placements", 4, "terms", "wait", lambda term: term + 1), "$.placements[4].terms.wait"),
    "two terms exchanged": (swap_terms, ".terms.in_home"),
    "a metre more": (put("placements", 5, "km", lambda km: round(km + 0.001, 3)), "$.placements[5].km"),
    "half a metre more": (put("placements", 5, "km", lambda km: round(km + 0.0005, 4)), "$.placements[5].km"),
    "kin that are not": (put("placements", 0, "kin", lambda kin: not kin), "$.placements[0].kin"),
    "a family that does not exist": (put("placements", 0, "family", "f0"), "does not exist"),
    "a group that does not exist": (put("placements", 0, "group", "g0"), "does not exist"),
    "a family that is not available": (unfit_family, "breaks the rule unavailable"),
    "two groups in one family": (two_in_one, "more than one group"),
    "children of another group": (children_of_another, "no such group"),
    "a child left behind": (half_a_group, "every child once"),
    "a placement twice": (longer_lists, "every child once"),
    "a placement lost": (without("placements", 7), "$.unplaced"),
    "a placement less, told": (drop_and_tell, "optimal needs a proof and no gap"),
    "a placement less, and the bound lowered": (lower_bound_too, "$.bound: is not what"),
    "a gap wider than allowed": (too_wide_a_gap, "wider than the rules allow"),
    "placed and unplaced": (put("unplaced", lambda ids: sorted([*ids, "g1"])), "$.unplaced"),
    "a group forgotten": (put("unplaced", lambda ids: ids[1:]), "$.unplaced"),
    "an unplaced group that does not exist": (put("unplaced", lambda ids: sorted([*ids, "g0"])), "does not exist"),
    "placements out of order": (put("placements", lambda lines: lines[::-1]), "$.placements: is not sorted"),
    "unplaced out of order": (put("unplaced", lambda ids: ids[::-1]), "$.unplaced: is not sorted"),
    "a family counted under another reason": (move_in_funnel, ".age: is not the right count"),
    "a feasible family too many": (put("funnel", "g1", "feasible", lambda count: count + 1), "$.funnel.g1.feasible"),
    "a funnel missing": (without("funnel", "g9"), "one for every group"),
    "a negative price": (put("prices", "f1", -0.000001), "from 0"),
    "a price a millionth too low": (lower_a_price, "worth more than its prices"),
    "a price that is not the least": (shift_a_price, "are not the least"),
    "a price missing": (without("prices", "f5"), "everybody"),
    "a price for nobody": (put("prices", lambda prices: prices | {"f0": 0.0}), "does not exist"),
    "optimal without a proof": (put("proof", "none"), "optimal needs a proof"),
    "a status of its own": (put("status", "splendid"), "must be one of"),
    "work below nought": (put("work", -1), "$.work"),
    "seconds below nought": (put("seconds", -0.5), "$.seconds"),
    "a number as text": (put("objective", "12"), "$.objective"),
    "true for a number": (put("bound", True), "$.bound"),
    "a field too many": (put("colour", 1), "not a known field"),
    "a field missing": (without("engine"), "$.engine: is missing"),
    "a nought with a minus": (as_text(b'"split": 0.0', b'"split": -0.0'), "minus"),
    "not a number": (as_text(b'"seconds": ', b'"seconds": NaN, "seconds2": '), "NaN"),
    "a name twice": (as_text(b'"status"', b'"work": 0, "status"'), "more than once"),
    "not JSON": (as_text(b"{", b"["), "is not JSON"),
    "a number without end": (as_text(b'"seconds": ', b'"gap": 1e999999999, "seconds": '), "more than once"),
    "an endless number": (
        lambda result, instance: raw_of(result).replace(b'"bound": ', b'"bound": 1e999999999, "x": ', 1),
        "$.bound",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_being_wrong_is_seen(way):
    change, words = WAYS[way]
    verdict = broken(change)
    assert not verdict.is_right
    assert any(words in fault for fault in verdict.faults), verdict.faults


def test_the_result_itself_is_right_however_it_is_written():
    verdict = broken(lambda result, instance: None)
    assert verdict.faults == []
    assert verdict.is_bound_proven
    assert verdict.notes == []


def test_the_bytes_of_the_engine_are_right():
    assert check(*solved()).is_right


def test_there_are_more_than_thirty_ways():
    assert len(WAYS) > 30
