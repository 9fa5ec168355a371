from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "umay.kit.ui"
    label = "ui"
    verbose_name = "Look of the house"
