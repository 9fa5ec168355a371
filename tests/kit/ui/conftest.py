import pytest
from django.template import engines
from django.utils import translation

from umay.kit.ui import conf as look


@pytest.fixture(autouse=True)
def frame(settings):
    """The look alone: its templates, the gallery's addresses, and only the middleware it needs."""
    settings.ROOT_URLCONF = "tests.kit.ui.urls"
    settings.TEMPLATES = look.templates("tests.kit.ui.frame.page")
    settings.FORM_RENDERER = look.FORM_RENDERER
    settings.COTTON_ISOLATE_BY_DEFAULT = look.COTTON_ISOLATE_BY_DEFAULT
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MIDDLEWARE = [
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "csp.middleware.CSPMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]


@pytest.fixture(autouse=True)
def english():
    """Tests read English unless they say otherwise."""
    with translation.override("en"):
        yield


@pytest.fixture
def draw(rf):
    """Render template text as a page would, with a request."""

    def drawn(source: str, path: str = "/", **context) -> str:
        from django_cotton.compiler_regex import CottonCompiler

        template = engines["django"].from_string(CottonCompiler().process(source))
        return template.render(context, rf.get(path))

    return drawn
