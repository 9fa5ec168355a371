import pytest

from umay.care.matching.simulation import KINDS_OF_FAMILY, Rates, asked_world, bench, nation, province
from umay.care.matching.simulation.people import Addition, draw_families, draw_groups
from umay.ground.offices.places import UnknownPlace

WORLDS = [
    bench("tight"),
    bench("slack"),
    province("TR-34"),
    province("TR-06"),
    province("AZ-BA"),
    nation("TR"),
    nation("AZ"),
]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.code)
def test_every_figure_says_where_it_comes_from(world):
    for name, figure in world.rates.rows():
        assert figure.unit and figure.source, name
        if figure.kind in ("published", "derived"):
            assert figure.on, name
    assert sum(town.share for town in world.towns) == pytest.approx(1)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.code)
def test_lists_of_shares_that_must_add_up_do(world):
    rates = world.rates
    for shares in (rates.ages.value, rates.sizes.value, rates.need_kinds.value, rates.places.value, rates.rooms.value):
        assert sum(shares) == pytest.approx(1)
    assert sum(share for *_, share in rates.age_terms.value) == pytest.approx(1)


def test_a_province_has_its_published_stock_without_kin():
    rates = province("TR-34").rates
    kept = 1 - rates.kin.value
    assert rates.families.value == round(1133 * kept)
    assert rates.stock_children.value == round(1251 * kept)
    assert rates.new_families.value == pytest.approx(148 / rates.families.value)
    assert "S89d" in rates.families.source


def test_a_province_without_figures_says_that_it_is_assumed():
    rates = province("TR-06").rates
    assert (rates.families.kind, rates.groups_per_day.kind) == ("assumption", "assumption")
    assert "nothing published" in rates.families.source


def test_an_unknown_province_is_refused():
    with pytest.raises(UnknownPlace):
        province("TR-99")


def test_what_is_asked_is_marked_as_asked():
    world = asked_world(bench("tight"), families=90, strength=0.5)
    assert (world.rates.families.value, world.rates.families.kind) == (90, "asked")
    assert (world.rates.strength.value, world.rates.strength.kind) == (0.5, "asked")
    twice = asked_world(bench("tight"), scale=2)
    assert twice.rates.groups_per_day.value == 2 * Rates().groups_per_day.value
    assert twice.rates.families.value == 2600


def test_people_are_drawn_as_the_rates_say():
    world = bench("tight")
    groups = draw_groups(world, 2000, 1)
    children = groups.size.sum()
    assert len(groups) / 2000 == pytest.approx(3.56, rel=0.03)
    assert groups.kin.mean() == pytest.approx(0.27, abs=0.02)
    assert groups.urgent.mean() == pytest.approx(0.25, abs=0.02)
    assert groups.behaviour.sum() / children == pytest.approx(0.20, abs=0.01)
    assert (groups.size == 1).mean() == pytest.approx(0.80, abs=0.02)
    assert groups.youngest.min() == 0 and groups.oldest.max() == 17
    assert (groups.youngest <= groups.oldest).all()
    assert ((groups.leaves - groups.comes) <= (18 - groups.youngest) * 365).all()


def test_those_who_live_in_families_already_are_met_in_the_middle_of_a_stay():
    world = province("TR-34")
    groups = draw_groups(world, 10, 1)
    assert groups.resident.sum() == 2 * world.rates.stock_children.value
    assert groups.comes[groups.resident].max() == 0
    assert groups.key.tolist() == list(range(len(groups)))


@pytest.mark.parametrize("kind", KINDS_OF_FAMILY)
def test_added_families_are_of_the_kind_asked(kind):
    world = bench("tight")
    more = draw_families(world, 700, 1, Addition(50, kind))
    plain = draw_families(world, 700, 1, Addition(50))
    rows = slice(len(more) - 50, len(more))
    changed = {name for name in more.__slots__ if (getattr(more, name)[rows] != getattr(plain, name)[rows]).any()}
    expected = {
        "any": set(),
        "teenagers": {"age_from", "age_to"},
        "specialised": {"care_types", "skills"},
        "three_places": {"places"},
        "temporary": {"care_types"},
    }
    assert changed == expected[kind]


def test_another_kind_of_family_is_refused():
    with pytest.raises(ValueError, match="the kind of family"):
        draw_families(bench("tight"), 700, 1, Addition(1, "rich"))
