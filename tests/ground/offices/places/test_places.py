"""Provinces and districts: names, centres, outlines and distances."""

import re
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.ground.offices import places
from umay.ground.offices.places import geometry
from umay.kit.kernel import text

ALL = [place for country in places.COUNTRIES for place in places.provinces(country)]
points = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


def test_turkiye_has_81_provinces_and_azerbaijan_77_districts_and_cities():
    assert [place.code for place in places.provinces("TR")] == [f"TR-{number:02d}" for number in range(1, 82)]
    kinds = [place.kind for place in places.provinces("AZ")]
    assert (len(kinds), kinds.count("city"), kinds.count("district")) == (77, 11, 66)


@pytest.mark.parametrize(
    ("code", "tr", "az", "en"),
    [
        ("AZ-BA", "Bakü", "Bakı", "Baku"),
        ("AZ-GA", "Gence", "Gəncə", "Ganja"),
        ("AZ-LAC", "Laçın", "Laçın", "Lachin"),
        ("AZ-SA", "Şeki (şehir)", "Şəki (şəhər)", "Shaki (city)"),
        ("AZ-SAK", "Şeki (rayon)", "Şəki (rayon)", "Shaki (district)"),
        ("TR-34", "İstanbul", "İstanbul", "Istanbul"),
        ("TR-36", "Kars", "Qars", "Kars"),
        ("TR-76", "Iğdır", "İğdır", "Iğdır"),
        ("TR-30", "Hakkâri", "Hakkari", "Hakkari"),
    ],
)
def test_a_place_is_called_as_each_language_calls_it(code, tr, az, en):
    place = places.place(code)
    assert (place.name("tr"), place.name("az"), place.name("en")) == (tr, az, en)
    assert place.name("az-Latn") == az
    assert place.name("ru") == (tr if code.startswith("TR") else az)


@pytest.mark.parametrize("language", ["tr", "az", "en"])
def test_no_two_places_of_a_country_share_a_name(language):
    for country in places.COUNTRIES:
        names = [place.name(language) for place in places.provinces(country)]
        assert len(set(names)) == len(names)
        assert all(names) and not any("ǝ" in name for name in names)


def test_provinces_come_in_the_alphabet_of_the_reader():
    turkish = [place.name("tr") for place in places.sorted_provinces("TR", "tr", text.sort_key)]
    assert turkish[:2] == ["Adana", "Adıyaman"] and turkish[-1] == "Zonguldak"
    assert turkish.index("Iğdır") < turkish.index("Isparta") < turkish.index("İstanbul") < turkish.index("İzmir")
    assert turkish.index("Çorum") < turkish.index("Denizli")


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.code)
def test_a_centre_lies_inside_its_own_place_and_no_other(place):
    assert places.place_at(place.centre, place.country) == place
    assert places.nearest(place.centre, place.country) == (place, 0.0)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.code)
def test_an_outline_is_made_of_closed_rings_in_its_region(place):
    for polygon in places.outline(place.code):
        for ring in polygon:
            assert len(ring) >= 4 and ring[0] == ring[-1]
            assert all(25 < lon < 52 and 35 < lat < 43 for lon, lat in ring)


def test_known_towns_fall_into_their_provinces():
    for (lat, lon), country, code in (
        ((39.93, 32.86), "TR", "TR-06"),
        ((41.01, 28.96), "TR", "TR-34"),
        ((38.42, 27.14), "TR", "TR-35"),
        ((37.91, 40.23), "TR", "TR-21"),
        ((40.68, 46.36), "AZ", "AZ-GA"),
        ((41.63, 46.64), "AZ", "AZ-ZAQ"),
        ((40.11, 46.04), "AZ", "AZ-KAL"),
        ((38.75, 48.85), "AZ", "AZ-LA"),
    ):
        assert places.place_at((lat, lon), country).code == code
    assert places.place_at((43.0, 34.0), "TR") is None  # in the Black Sea


def test_distance_is_the_great_circle():
    assert places.distance_km((0, 0), (0, 0)) == 0
    assert isclose(places.distance_km((0, 0), (0, 180)), 3.141592653589793 * 6371.0088, rel_tol=1e-12)
    assert isclose(places.distance_km((0, 0), (1, 0)), 6371.0088 * 3.141592653589793 / 180, rel_tol=1e-9)
    assert 345 < places.distance_km((41.01, 28.96), (39.93, 32.86)) < 355  # İstanbul to Ankara as the crow flies


@given(points, points, points)
def test_distance_is_a_distance(a, b, c):
    assert isclose(places.distance_km(a, b), places.distance_km(b, a), abs_tol=1e-6)
    assert places.distance_km(a, c) <= places.distance_km(a, b) + places.distance_km(b, c) + 1e-6
    assert 0 <= places.distance_km(a, b) <= 20_016


def test_the_engine_of_matching_measures_the_same_kilometres():
    from umay.care.matching.engine.exact import metres_between

    a, b = places.centre("TR-34"), places.centre("TR-65")
    assert metres_between(*a, *b) == round(places.distance_km(a, b), 3) * 1000


def test_sample_districts_are_invented_inside_their_province_and_say_so():
    for province in places.provinces("TR"):
        samples = places.districts(province.code)
        assert len({sample.centre for sample in samples}) == len(samples) == 3
        for number, sample in enumerate(samples, start=1):
            assert sample.is_sample and sample.parent == province.code
            assert sample.name("tr") == f"{province.name('tr')}, örnek ilçe {number}"
            assert places.place_at(sample.centre, "TR") == province
            assert places.place(sample.code) == sample
            assert places.outline(sample.code) == places.outline(province.code)


def test_a_district_of_azerbaijan_is_its_own_district():
    assert places.districts("AZ-QAX") == (places.place("AZ-QAX"),)


@pytest.mark.parametrize("code", ["TR-82", "TR-34-S4", "TR-34-S0", "AZ-QAX-S1", "KZ-ALA", "", "tr-34"])
def test_a_code_of_no_place_is_an_error(code):
    for ask in (places.place, places.centre, places.outline, places.districts, places.country_of):
        with pytest.raises(places.UnknownPlace):
            ask(code)


def test_a_country_without_outlines_is_an_error():
    with pytest.raises(places.UnknownPlace):
        places.provinces("KZ")


@pytest.mark.parametrize("country", places.COUNTRIES)
@pytest.mark.parametrize("language", ["tr", "az", "en"])
def test_the_map_of_a_country_is_drawn_from_the_collection_in_the_readers_language(country, language):
    from umay.kit.ui.drawings import maps

    land = maps.project(places.collection(country, language))
    assert set(land.paths) == {place.code for place in places.provinces(country)}
    for place in places.provinces(country):
        assert land.names[place.code] == place.name(language)
        assert land.paths[place.code].startswith("M")


def test_published_figures_are_of_known_places_and_name_their_source():
    for code, stock in places.PUBLISHED.items():
        assert places.place(code).code == code
        assert stock.children >= (stock.families or 0) > 0 or stock.families is None
        assert re.match(r"S\d+[a-z]? ", stock.source)
    azerbaijan = [stock.children for code, stock in places.PUBLISHED.items() if code.startswith("AZ")]
    assert sum(azerbaijan) == places.NATIONAL["AZ"].children == 60
    turkiye = [stock.children for code, stock in places.PUBLISHED.items() if code.startswith("TR")]
    assert sum(turkiye) < places.NATIONAL["TR"].children


def test_a_point_is_found_even_where_the_middle_of_a_crooked_shape_lies_outside():
    hook = (((0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1), (0, 0)),)
    assert not geometry.polygon_contains(hook, geometry.centroid(hook[0]))
    assert geometry.polygon_contains(hook, geometry.point_inside(hook))
    thin = (((0, 0), (10, 10), (10, 10.01), (0, 0.01), (0, 0)),)
    assert geometry.polygon_contains(thin, geometry.point_inside(thin))


def test_a_hole_is_not_inside():
    ring = ((0, 0), (4, 0), (4, 4), (0, 4), (0, 0))
    hole = ((1, 1), (3, 1), (3, 3), (1, 3), (1, 1))
    assert not geometry.polygon_contains((ring, hole), (2, 2))
    assert geometry.polygon_contains((ring, hole), (0.5, 0.5))
    assert geometry.polygon_contains((ring, hole), geometry.point_inside((ring, hole)))
