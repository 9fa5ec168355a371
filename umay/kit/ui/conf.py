"""What the settings must contain for the look to work; `umay/front/settings.py` imports these names.

from umay.kit.ui import conf as look
INSTALLED_APPS = [*look.APPS, ...]
TEMPLATES = look.templates("umay.front.context.page")
FORM_RENDERER = look.FORM_RENDERER
COTTON_ISOLATE_BY_DEFAULT = look.COTTON_ISOLATE_BY_DEFAULT
"""

from __future__ import annotations

# Order matters: our templates stand before Django's own, so that `django/forms/...` can be overridden here.
# The "simple" configuration of cotton leaves TEMPLATES alone: the loaders are nested by hand below.
APPS = [
    "umay.kit.ui",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django.forms",
]

FORM_RENDERER = "umay.kit.ui.forms.renderer.UmayRenderer"

# A component sees only what it is given (and what context processors give), never the page's own variables:
# a page variable called `title` must not become the title of a card.
COTTON_ISOLATE_BY_DEFAULT = True

LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        [
            "django_cotton.cotton_loader.Loader",
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ],
    )
]

BUILTINS = ["django_cotton.templatetags.cotton", "umay.kit.ui.templatetags.ui", "django.templatetags.i18n"]

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "umay.kit.ui.context.look",
]


def templates(*processors: str) -> list[dict]:
    """Return the TEMPLATES setting; `processors` are dotted paths that run after our own and may override them."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [],
            "OPTIONS": {
                "loaders": LOADERS,
                "builtins": BUILTINS,
                "context_processors": [*CONTEXT_PROCESSORS, *processors],
            },
        }
    ]


TEMPLATES = templates()
