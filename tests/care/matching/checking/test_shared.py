"""Families that take several groups, groups that go in parts: what may be and what may not."""

import pytest

from umay.care.matching.checking import check

from .told import told

CHILD = {"born_on": "2016-05-04", "sex": "f", "needs": [], "behaviour_need": False}


def file(groups, families, **rules):
    """Groups as {id: (number of children, extra fields)}, families as {id: extra fields}, all on one spot."""
    same = {"country": "TR", "lat": 41.0, "lon": 29.0}
    return {
        "format": "umay-match/1",
        "at": "2026-11-22",
        "rules": {"max_km": 120, "sharing": True, "splitting": True, "time_limit_s": 60, "gap": 0} | rules,
        "weights": dict.fromkeys(
            ("urgent", "wait_per_day", "per_km", "behaviour_unskilled", "child_in_home", "split"), 0
        )
        | {"placed": 10},
        "groups": [
            same
            | {
                "id": group_id,
                "care_type": "term",
                "urgent": False,
                "waiting_since": "2026-11-22",
                "kin": [],
                "not_with_families": [],
                "not_with_groups": [],
                "children": [{"id": f"{group_id}c{number}"} | CHILD for number in range(size)],
            }
            | extra
            for group_id, (size, extra) in groups.items()
        ],
        "families": [
            same
            | {
                "id": family_id,
                "available": True,
                "care_types": ["term"],
                "places": 3,
                "places_mixed": 3,
                "max_siblings": 3,
                "age_from": 0,
                "age_to": 17,
                "rooms_for": ["f", "m"],
                "skills": [],
                "children_in_home": 0,
            }
            | extra
            for family_id, extra in families.items()
        ],
    }


def faults(made, *placements):
    lines = [(group, family, [f"{group}c{number}" for number in numbers]) for group, family, numbers in placements]
    return check(*told(made, lines)).faults


def test_two_groups_may_share_a_family_within_its_mixed_places():
    made = file({"a": (1, {}), "b": (2, {})}, {"f": {}})
    assert faults(made, ("a", "f", [0]), ("b", "f", [0, 1])) == []


def test_more_children_than_mixed_places_are_too_many():
    made = file({"a": (1, {}), "b": (2, {})}, {"f": {"places_mixed": 2}})
    assert any("places_mixed" in fault for fault in faults(made, ("a", "f", [0]), ("b", "f", [0, 1])))


def test_mixed_places_do_not_bind_a_group_that_is_alone():
    made = file({"b": (2, {})}, {"f": {"places_mixed": 1}})
    assert faults(made, ("b", "f", [0, 1])) == []


@pytest.mark.parametrize("who", ["a", "b"])
def test_groups_kept_apart_never_share_whoever_names_whom(who):
    other = {"a": "b", "b": "a"}[who]
    groups = {"a": (1, {}), "b": (1, {})}
    groups[who] = (1, {"not_with_groups": [other]})
    made = file(groups, {"f": {}})
    assert any("may not live together" in fault for fault in faults(made, ("a", "f", [0]), ("b", "f", [0])))


def test_a_group_may_go_in_parts_to_different_families():
    made = file({"a": (3, {})}, {"f": {"places": 1}, "h": {"places": 2}})
    assert faults(made, ("a", "f", [0]), ("a", "h", [1, 2])) == []


def test_parts_never_share_a_family():
    made = file({"a": (3, {})}, {"f": {}})
    assert any("two parts" in fault for fault in faults(made, ("a", "f", [0]), ("a", "f", [1, 2])))


def test_a_part_left_behind_is_a_fault():
    made = file({"a": (3, {})}, {"f": {}, "h": {}})
    assert any("every child once" in fault for fault in faults(made, ("a", "f", [0]), ("a", "h", [1])))


def test_a_child_in_two_parts_is_a_fault():
    made = file({"a": (3, {})}, {"f": {}, "h": {}})
    assert any("every child once" in fault for fault in faults(made, ("a", "f", [0, 1]), ("a", "h", [1, 2])))


def test_parts_need_leave_to_part():
    made = file({"a": (2, {})}, {"f": {}, "h": {}}, splitting=False)
    assert any("splitting is off" in fault for fault in faults(made, ("a", "f", [0]), ("a", "h", [1])))


def test_the_lists_of_a_group_bind_each_part():
    made = file({"a": (2, {"not_with_families": ["h"]})}, {"f": {}, "h": {}})
    assert any("conflict" in fault for fault in faults(made, ("a", "f", [0]), ("a", "h", [1])))


def test_a_part_that_costs_more_than_it_brings_is_never_placed():
    made = file({"a": (2, {})}, {"f": {}, "h": {}})
    made["weights"]["split"] = 11
    assert any("breaks the rule value" in fault for fault in faults(made, ("a", "f", [0]), ("a", "h", [1])))


def test_kin_count_only_where_the_group_stays_whole():
    made = file({"a": (2, {"kin": ["f"]})}, {"f": {}, "h": {}})
    raw, result = told(made, [("a", "f", ["ac0"]), ("a", "h", ["ac1"])])
    assert check(raw, result).faults == []
    assert any(
        "kin_children" in fault
        for fault in check(raw, result.replace(b'"kin_children": 0', b'"kin_children": 1')).faults
    )


def test_a_small_file_is_tried_in_every_way():
    made = file({"a": (1, {}), "b": (1, {})}, {"f": {}})
    raw, result = told(made, [("a", "f", ["ac0"])], status="optimal", proof="search", bound=10.0, gap=0.0, kin_bound=0)
    assert any("a better one was found" in fault for fault in check(raw, result).faults)
    lines = [("a", "f", ["ac0"]), ("b", "f", ["bc0"])]
    raw, result = told(made, lines, status="optimal", proof="search", bound=20.0, gap=0.0, kin_bound=0)
    verdict = check(raw, result)
    assert verdict.is_right
    assert verdict.is_bound_proven


def test_prices_must_cover_every_legal_set_of_a_shared_family():
    made = file({"a": (1, {}), "b": (1, {})}, {"f": {}}, splitting=False)
    lines = [("a", "f", ["ac0"]), ("b", "f", ["bc0"])]
    proven = {"status": "optimal", "proof": "dual", "bound": 20.0, "gap": 0.0, "kin_bound": 0}
    right = proven | {"prices": {"f": 12.0}, "group_prices": {"a": 4.0, "b": 4.0}}
    assert check(*told(made, lines, **right)).is_bound_proven
    # Each alone is covered, both together are not.
    wrong = proven | {"prices": {"f": 6.0}, "group_prices": {"a": 7.0, "b": 7.0 - 0.000001}}
    assert any("legal set" in fault for fault in check(*told(made, lines, **wrong)).faults)


def test_prices_are_enough_where_no_part_could_gain_anything():
    made = file({"a": (2, {})}, {"f": {}})
    proven = {"status": "optimal", "proof": "dual", "bound": 20.0, "gap": 0.0, "kin_bound": 0}
    proven |= {"prices": {"f": 0.0}, "group_prices": {"a": 20.0}}
    made["weights"]["split"] = 10
    verdict = check(*told(made, [("a", "f", ["ac0", "ac1"])], **proven))
    assert (verdict.faults, verdict.notes, verdict.is_bound_proven) == ([], [], True)
