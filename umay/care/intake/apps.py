from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "umay.care.intake"
    label = "intake"
