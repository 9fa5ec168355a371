"""The partners room: states, their institutions and people."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "umay.cooperation.partners"
    label = "partners"

    def ready(self):
        from umay.cooperation.partners import seeding  # noqa: F401  (registers the published facts)
