"""The fairness room: what it shows on the pages of matching."""

from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "umay.care.fairness"
    label = "fairness"

    def ready(self):
        from umay.care.fairness import panels
        from umay.kit.kernel import slots

        slots.panel("matching.list")(panels.passed_over)
        slots.panel("matching.run")(panels.passed_over)
        slots.panel("matching.run")(panels.fairness_of_run)
