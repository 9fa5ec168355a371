from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "umay.care.matching"
    label = "matching"
