from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "umay.care.visits"
    label = "visits"

    def ready(self):
        from umay.care.visits import promises, work  # noqa: F401 (they fill the slots)
        from umay.care.visits.views import panels  # noqa: F401 (fills its slots)
