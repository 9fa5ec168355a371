from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "umay.care.cases"
    label = "cases"

    def ready(self):
        from umay.care.cases import work  # noqa: F401  (fills its slot)
        from umay.care.cases.views import panels  # noqa: F401  (fills its slot)
