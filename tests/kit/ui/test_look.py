"""The theme: contrast, both dark blocks alike, no forbidden styles, and words in every language."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.contrib.staticfiles import finders

from umay.kit.ui import conf

UI = Path(conf.__file__).parent
CSS = UI / "static" / "ui"
PARTS = UI.parents[1] / "locale" / "parts"


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def _blocks() -> dict[str, str]:
    text = (CSS / "umay.css").read_text(encoding="utf-8")
    light = text[text.index(":root {") : text.index("/* dark begins */")]
    device = text[text.index(':root:not([data-theme="light"]) {') : text.index("@media screen { :root[data-theme")]
    chosen = text[text.index(':root[data-theme="dark"] {') : text.index("/* dark ends */")]
    return {"light": light, "device": device, "chosen": chosen}


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""
    high, low = sorted([_luminance(one), _luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


WORDS_ON_GROUND = [
    *[
        (words, ground)
        for words in ("ink", "soft", "link", "link-hover", "error")
        for ground in ("page", "card", "raised", "field")
    ],
    ("on-band", "band"),
    ("on-band-soft", "band"),
    ("on-button", "button"),
    ("on-button", "button-hover"),
    ("on-quiet", "quiet"),
    ("on-quiet", "quiet-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("on-focus", "focus"),
    *[(f"on-{name}", name) for name in ("red", "amber", "teal", "indigo", "plum", "grey")],
]
SHAPES_ON_GROUND = [
    ("field-edge", "page"),
    ("field-edge", "card"),
    ("button", "page"),
    *[(f"mark-{number}", "page") for number in range(1, 7)],
]


@pytest.mark.parametrize("theme", ["light", "chosen"])
@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUND)
def test_words_can_be_read_on_their_ground(theme, words, ground):
    tokens = _tokens(_blocks()[theme])
    assert contrast(tokens[words], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "chosen"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON_GROUND)
def test_shapes_can_be_told_from_their_ground(theme, shape, ground):
    tokens = _tokens(_blocks()[theme])
    assert contrast(tokens[shape], tokens[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "chosen"])
def test_steps_of_a_map_grow_in_contrast(theme):
    tokens = _tokens(_blocks()[theme])
    ladder = [contrast(tokens[f"step-{number}"], tokens["page"]) for number in range(6)]
    assert ladder == sorted(ladder)


def test_the_dark_theme_is_the_same_whether_the_device_or_the_reader_chose_it():
    blocks = _blocks()
    assert _tokens(blocks["device"]) == _tokens(blocks["chosen"])


def test_the_dark_theme_gives_every_colour_of_the_light_one():
    blocks = _blocks()
    colours = {name for name, value in _tokens(blocks["light"]).items() if value.startswith("#")}
    assert colours == {name for name, value in _tokens(blocks["chosen"]).items() if value.startswith("#")}


def test_styles_use_only_names_the_theme_defines():
    defined = set(_tokens(_blocks()["light"]))
    for path in CSS.glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)\)", path.read_text(encoding="utf-8")))
        assert used <= defined, path.name


def test_no_template_carries_inline_styles_or_scripts():
    for path in UI.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text), path
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_every_static_file_a_template_names_exists():
    for path in UI.rglob("*.html"):
        for name in re.findall(r"{% static '([^']+)' %}", path.read_text(encoding="utf-8")):
            assert finders.find(name), f"{path.name}: {name}"


def _template_words() -> set[tuple[str | None, str]]:
    found = set()
    for path in UI.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for quoted in re.finditer(r"""{% trans (["'])(.*?)\1(?: context (["'])(.*?)\3)? %}""", text):
            found.add((quoted[4], quoted[2]))
        for inner in re.findall(r"{% blocktrans[^%]*%}(.*?){% endblocktrans %}", text, re.DOTALL):
            found.add((None, re.sub(r"{{ (\w+) }}", r"%(\1)s", inner)))
    return found


def _code_words() -> set[tuple[str | None, str]]:
    found = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if node.func.id in ("_", "gettext", "gettext_lazy"):
                found.add((None, texts[0]))
            elif node.func.id in ("pgettext", "pgettext_lazy"):
                found.add((texts[0], texts[1]))
            elif node.func.id in ("ngettext", "ngettext_lazy"):
                found.add((None, texts[0]))
    return found


@pytest.mark.parametrize("lang", ["tr", "az"])
def test_every_word_of_the_look_is_translated(lang):
    with (PARTS / f"ui.{lang}.po").open("rb") as file:
        catalogue = read_po(file)
    said = {}
    for message in catalogue:
        if message.id:
            one = message.id[0] if isinstance(message.id, tuple) else message.id
            said[(message.context, one)] = message.string
            wanted = set(re.findall(r"%\(\w+\)[sd]|{\w+}", one))
            for string in message.string if isinstance(message.string, tuple) else [message.string]:
                assert string and set(re.findall(r"%\(\w+\)[sd]|{\w+}", string)) == wanted, one
    wanted = _template_words() | _code_words()
    assert len(wanted) > 200
    assert wanted == set(said)
