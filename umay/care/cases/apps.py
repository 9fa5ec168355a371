from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "umay.care.cases"
    label = "cases"
