from django.apps import AppConfig
from django.core.checks import Error, register


class FrontConfig(AppConfig):
    name = "umay.front"
    label = "front"

    def ready(self):
        from umay.front import roles
        from umay.front.accounts import events
        from umay.front.accounts.queries import role_label
        from umay.front.glass import panels
        from umay.ground.journal import words
        from umay.ground.offices import access

        access.permissions_of.fill(roles.permissions_of)
        access.roles.fill(roles.all_roles)
        words.role_label.fill(role_label)
        events.connect()
        panels.connect()
        register(_ports_are_filled)


def _ports_are_filled(app_configs, **kwargs):
    from umay.kit.kernel import ports

    return [Error(f"The kernel's port {name} is empty.", id="umay.E001") for name in ports.empty()]
