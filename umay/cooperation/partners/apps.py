"""The partners room: states, their institutions and people."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "umay.cooperation.partners"
    label = "partners"
