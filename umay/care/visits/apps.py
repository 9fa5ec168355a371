from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "umay.care.visits"
    label = "visits"
