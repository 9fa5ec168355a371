from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "umay.care.persons"
    label = "persons"
