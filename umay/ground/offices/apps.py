from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "umay.ground.offices"
    label = "offices"

    def ready(self):
        from umay.ground.offices import keys, queries
        from umay.kit.kernel import ports

        ports.data_key.fill(keys.data_key)
        ports.identity_of.fill(queries.identity_of)
