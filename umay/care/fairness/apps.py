from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "umay.care.fairness"
    label = "fairness"
