from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "umay.care.cases"
    label = "cases"

    def ready(self):
        from umay.care.cases import guards, work  # noqa: F401  (they fill their slots)
        from umay.care.cases.access import SEE
        from umay.care.cases.queries.files import numbers
        from umay.care.cases.views import panels  # noqa: F401  (fills its slot)
        from umay.care.persons.files import file_kind

        file_kind("case", url_name="cases:see", permission=SEE, numbers=numbers)
