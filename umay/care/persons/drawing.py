"""The small family tree of a person's page. A list of the same ties stands beside it."""

from datetime import date

from django.utils.translation import gettext as _

from umay.care.persons.models import Person
from umay.care.persons.queries import Relative, age_on
from umay.care.persons.rules import ABOVE
from umay.kit.ui.drawings import Drawing, Node, Tie, ties
from umay.kit.ui.format import age

_BELOW = ("child", "grandchild", "niece_nephew", "ward")


def family_of(person: Person, relatives: list[Relative], on: date) -> Drawing:
    """Grown-ups above, the person and those of the same row below; somebody with children of their own stands above them."""
    has_children = any(relative.kind in _BELOW for relative in relatives)
    above, below, links = [], [], []
    main = _node(person, on, is_main=True)
    (above if has_children else below).append(main)
    seen = {main.code}
    for relative in relatives:
        node = _node(relative.other, on, words=str(relative.word))
        is_up = relative.kind in ABOVE and not has_children
        is_down = relative.kind in _BELOW
        if node.code not in seen:
            seen.add(node.code)
            (above if is_up or (has_children and not is_down) else below).append(node)
        if is_up:
            links.append(Tie(node.code, main.code, str(relative.word), is_full=relative.kind in ("mother", "father")))
        elif is_down:
            links.append(Tie(main.code, node.code, str(relative.word), is_full=relative.kind == "child"))
    return ties(
        title=_("Family tree"),
        desc=_("The people of this family and how they belong together."),
        above=above,
        below=below,
        links=links,
    )


def _node(person: Person, on: date, *, words: str = "", is_main: bool = False) -> Node:
    years = age_on(person, on)
    return Node(
        str(person.pk), person.name or "–", words or (age(person.born_on, on) if years is not None else ""), is_main
    )
