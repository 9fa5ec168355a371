import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import override_settings

from umay.kit.ui import conf
from umay.kit.ui.drawings import Bar, bars
from umay.kit.ui.tables import Column, Table

EVIL = '"><script>alert(1)</script>'


def test_a_button_sends_by_default_and_keeps_further_attributes(draw):
    html = draw('<c-ui.button kind="quiet" name="go" value="1" icon="plus">Add</c-ui.button>')
    assert '<button type="submit" class="button button-quiet"' in html
    assert 'name="go"' in html and 'value="1"' in html and "<svg" in html


@pytest.mark.parametrize(
    "evil", ['"><script>alert(1)</script>', "'><script>", '"x" onfocus="alert(1)"', """'"><script>""", "{{ evil }}"]
)
def test_text_given_to_a_component_is_escaped_wherever_it_stands(draw, evil):
    html = draw(
        '<c-ui.card title="{{ evil }}" data-x="{{ evil }}">{{ evil }}</c-ui.card><c-ui.person :name="evil" facts="{{ evil }}" />'
        '<c-ui.task label="{{ evil }}" :state="evil" /><c-ui.count :label="evil" number="1" /><c-ui.tag :data-y="evil">x</c-ui.tag>'
        '<c-ui.copy :value="evil" />',
        evil=evil,
    )
    tags = Tags()
    tags.feed(html)
    assert "script" not in tags.names
    assert not [name for name in tags.attributes if name.startswith("on")]
    assert tags.values.count(evil) == 3  # data-x, data-y, data-copy: whole, as given


class Tags(HTMLParser):
    """What a browser would make of the markup."""

    def __init__(self):
        super().__init__()
        self.names, self.attributes, self.values = [], [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes.extend(name for name, _value in attrs)
        self.values.extend(value for _name, value in attrs)


def test_no_component_draws_its_further_attributes_unescaped():
    folder = Path(conf.__file__).parent / "templates" / "cotton" / "ui"
    assert len(list(folder.glob("*.html"))) > 35
    assert not [path.name for path in folder.glob("*.html") if "{{ attrs }}" in path.read_text(encoding="utf-8")]


def test_an_attribute_that_is_not_wanted_is_left_out(draw):
    html = draw('<c-ui.button :disabled="no" :data-x="nothing" autofocus>Go</c-ui.button>', no=False, nothing=None)
    assert "disabled" not in html and "data-x" not in html and "autofocus" in html


def test_a_component_does_not_see_the_pages_own_variables(draw):
    assert "secret" not in draw("<c-ui.card>x</c-ui.card>", title="secret")


def test_a_disabled_button_says_why(draw):
    html = draw('<c-ui.button disabled why="A second person must agree.">Begin</c-ui.button>')
    assert "disabled" in html and "A second person must agree." in html


def test_a_small_deed_is_a_form_with_its_token(draw):
    html = draw('<c-ui.post-button action="/seen/" key="k1">Seen</c-ui.post-button>')
    assert 'method="post" action="/seen/"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'name="idempotency_key" value="k1"' in html


def test_a_count_of_nothing_shows_nought(draw):
    assert '<span class="count-number">0</span>' in draw('<c-ui.count :number="0" label="waiting" />')


def test_an_empty_fact_says_that_it_is_not_recorded(draw):
    assert "Not recorded" in draw('<c-ui.row label="Language">  </c-ui.row>')
    assert "Not recorded" not in draw('<c-ui.row label="Children">0</c-ui.row>')


def test_a_change_link_says_what_it_changes(draw):
    html = draw('<c-ui.row label="Address" change="/x/">here</c-ui.row>')
    assert re.search(r'<a href="/x/">Change<span class="unseen"> Address</span></a>', html)


def test_a_table_keeps_its_roles_and_labels(draw):
    html = draw(
        '<c-ui.table caption="Due"><c-slot name="head"><th>Case</th><th class="numeric">km</th></c-slot>'
        "{% for n in numbers %}<tr><th>{{ n }}</th><td>{{ n }}</td></tr>{% endfor %}</c-ui.table>",
        numbers=[1, 2],
    )
    assert "<caption>Due</caption>" in html
    assert html.count('role="row"') == 3
    assert html.count('data-label="km"') == 2


def test_a_table_of_values_escapes_them(draw):
    html = draw(
        '<c-ui.data-table :table="table" />', table=Table("T", [Column("A"), Column("B", numeric=True)], [(EVIL, 1)])
    )
    assert "<script" not in html and 'data-kind="numeric"' in html


@pytest.mark.parametrize(
    ("current", "aria", "next_sort"),
    [("due", 'aria-sort="ascending"', "-due"), ("-due", 'aria-sort="descending"', "due"), ("name", None, "due")],
)
def test_a_heading_sorts_up_then_down(draw, current, aria, next_sort):
    html = draw('<c-ui.sort field="due" current="{{ sort }}">Due</c-ui.sort>', path="/?q=a&page=3", sort=current)
    assert f'href="?q=a&amp;sort={next_sort}"' in html
    assert (aria in html) if aria else ("aria-sort" not in html)


def test_pages_keep_the_rest_of_the_address(draw):
    page = Paginator(range(100), 10).get_page(2)
    html = draw('<c-ui.pagination :page="page" />', path="/?q=a&page=2", page=page)
    assert 'rel="next" href="?q=a&amp;page=3"' in html
    assert 'aria-current="page"' in html
    assert "11–20 of 100" in html


def test_one_page_needs_no_page_numbers(draw):
    assert draw('<c-ui.pagination :page="page" />', page=Paginator(range(3), 10).get_page(1)).strip() == ""


def test_the_tab_one_is_on_says_so(draw):
    html = draw(
        '<c-ui.tabs label="Parts"><c-ui.tab href="/a/" current="{{ here }}">A</c-ui.tab><c-ui.tab href="/b/" count="0">B</c-ui.tab></c-ui.tabs>',
        here=True,
    )
    assert html.count('aria-current="page"') == 1
    assert '<span class="tag">0</span>' in html


def test_a_drawing_comes_with_its_table(draw):
    drawing = bars(title="Open", desc="d", what="District", measure="Open", items=[Bar("Meram", 3)])
    html = draw('<c-ui.drawing :drawing="drawing" />', drawing=drawing)
    assert "<figcaption>Open</figcaption>" in html
    assert 'role="img"' in html and "<desc>d</desc>" in html
    assert "Show as a table" in html and "Meram" in html


def test_icons_are_decoration_unless_they_have_words(draw):
    assert 'aria-hidden="true"' in draw('{% icon "lock" %}')
    assert 'role="img" aria-label="Confidential"' in draw('{% icon "lock" label="Confidential" %}')


def test_an_unknown_icon_is_an_error_while_building():
    with pytest.raises(KeyError, match="gallery"):
        engines["django"].from_string('{% icon "nothing-like-it" %}').render({})


def test_steps_and_progress_speak_numbers(draw):
    with override_settings(USE_THOUSAND_SEPARATOR=True):
        html = draw(
            '<c-ui.steps now="2" total="5" /><c-ui.progress label="Rows" :value="value" :max="50000" />', value=32000
        )
    assert "Step 2 of 5" in html
    assert '<progress aria-label="Rows" value="32000" max="50000">' in html


def test_a_confirm_page_has_a_way_back(draw):
    html = draw(
        '<c-ui.confirm title="Really?" action="/end/" submit="End" cancel="/back/" danger="1">Words</c-ui.confirm>'
    )
    assert (
        "<h1>Really?</h1>" in html
        and 'href="/back/"' in html
        and "button-danger" in html
        and "csrfmiddlewaretoken" in html
    )
