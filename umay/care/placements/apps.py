from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "umay.care.placements"
    label = "placements"
