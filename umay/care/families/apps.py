from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "umay.care.families"
    label = "families"
