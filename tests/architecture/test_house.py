"""The house's own rules, asked of the code."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from umay.kit.kernel import ports, privacy
from umay.kit.kernel.lifecycle import Lifecycle

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "umay"
OURS = [config for config in apps.get_app_configs() if config.name.startswith("umay.")]
JOURNEY = [
    "journal",
    "offices",
    "partners",
    "accords",
    "persons",
    "intake",
    "cases",
    "families",
    "matching",
    "placements",
    "visits",
    "fairness",
    "front",
]
SOURCES = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]


def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", [m for config in OURS for m in config.get_models()], ids=lambda m: m._meta.label)
def test_every_field_has_a_privacy_class(model):
    assert privacy.unclassed(model) == []


@pytest.mark.parametrize("model", [m for config in OURS for m in config.get_models()], ids=lambda m: m._meta.label)
def test_foreign_keys_point_to_the_same_or_an_earlier_room(model):
    for field in model._meta.concrete_fields:
        if field.is_relation:
            other = field.related_model._meta.app_label
            assert JOURNEY.index(other) <= JOURNEY.index(model._meta.app_label), f"{field} points forward to {other}"


@pytest.mark.parametrize(
    "model", [m for config in OURS if ".care." in config.name for m in config.get_models()], ids=lambda m: m._meta.label
)
def test_sensitive_text_of_care_is_sealed(model):
    """A sensitive field is either sealed, or a code or a day that says nothing without the row."""
    classes = privacy.classes(model)
    for field in model._meta.concrete_fields:
        if classes[field.name] == privacy.SENSITIVE and field.get_internal_type() == "TextField":
            raise AssertionError(f"{model._meta.label}.{field.name} holds free text in clear")


def test_the_kernels_ports_are_filled():
    assert ports.empty() == []


def _patterns(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def test_every_view_has_a_declared_door():
    from umay.front.doors import NOT_OURS

    closed = []
    for route, entry in _patterns():
        callback = entry.callback
        if getattr(callback, "door", None) is None and entry.name not in NOT_OURS:
            closed.append((route, entry.name, f"{callback.__module__}.{getattr(callback, '__name__', callback)}"))
    assert closed == []


def test_every_permission_of_a_door_is_given_to_some_role():
    from umay.front.roles import ROLES

    given = set().union(*(role.permissions for role in ROLES.values()))
    asked = {entry.callback.door.permission for _route, entry in _patterns() if getattr(entry.callback, "door", None)}
    assert asked - given <= {""}


@pytest.mark.parametrize(
    "path",
    [p for p in SOURCES if p.name in ("views.py", "forms.py") or "views" in p.parts or "templatetags" in p.parts],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_pages_and_forms_reach_rows_through_queries_only(path):
    for node in ast.walk(_tree(path)):
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "objects"
            and isinstance(node.value, ast.Name)
            and node.value.id[:1].isupper()
        ):
            raise AssertionError(f"{path.name}:{node.lineno} uses {node.value.id}.objects")


def _actions():
    for path in SOURCES:
        if path.name == "actions.py" or path.parent.name == "actions":
            for node in _tree(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield path, node


@pytest.mark.parametrize(
    ("path", "node"), list(_actions()), ids=lambda v: v.name if isinstance(v, ast.FunctionDef) else v.parent.name
)
def test_actions_take_names_not_positions(path, node):
    if "care" in path.parts:
        assert not node.args.args, f"{path.parent.name}.{node.name} takes positions"
        assert {"by", "at"} <= {argument.arg for argument in node.args.kwonlyargs}, (
            f"{path.parent.name}.{node.name} is not told who and when"
        )


def test_only_views_tasks_and_commands_read_the_clock():
    allowed = {
        "clock.py",
        "views.py",
        "tasks.py",
        "apps.py",
        "middleware.py",
        "jobs.py",
        "seal.py",
        "models.py",
        "adapter.py",
        "context.py",
        "drafting.py",  # stands around views, as a middleware does
    }
    for path in SOURCES:
        relative = path.relative_to(HOUSE).parts
        if path.name in allowed or {
            "views",
            "cli",
            "management",
            "backup",
            "postgres",
            "demo",
            "bulk",
            "accounts",
            "db",
        } & set(relative):
            continue
        if relative[0] == "care" or path.name in ("rules.py", "actions.py"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\bnow\(\)|datetime\.now|date\.today|time\.time\(", text), f"{path} reads the clock"


def _lifecycles():
    for config in OURS:
        for path in (Path(config.path) / "lifecycle.py", *(Path(config.path) / "lifecycle").glob("*.py")):
            if path.exists():
                name = ".".join(path.relative_to(config.path).with_suffix("").parts)
                module = importlib.import_module(f"{config.name}.{name}")
                yield from (value for value in vars(module).values() if isinstance(value, Lifecycle))


@pytest.mark.parametrize("lifecycle", list(_lifecycles()), ids=lambda found: found.thing)
def test_every_state_is_reachable_and_every_move_is_somebodys(lifecycle):
    from umay.front.roles import ROLES

    assert lifecycle.reachable() == set(lifecycle.states.values)
    for move in lifecycle.moves:
        assert any(move.permission in role.permissions for role in ROLES.values()), f"nobody may {move.name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_four_hundred_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_ground_and_kit_templates_do_not_link_to_care():
    for folder in (HOUSE / "ground", HOUSE / "kit"):
        for template in folder.rglob("*.html"):
            assert "/care/" not in template.read_text(encoding="utf-8"), template


def test_the_tests_mirror_the_house():
    for config in OURS:
        relative = Path(config.path).relative_to(HOUSE)
        assert (ROOT / "tests" / relative).is_dir(), f"tests/{relative} is missing"
