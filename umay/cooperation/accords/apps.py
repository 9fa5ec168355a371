"""The accords room: what states agreed with each other, and what became of it."""

from django.apps import AppConfig


class AccordsConfig(AppConfig):
    name = "umay.cooperation.accords"
    label = "accords"

    def ready(self):
        from umay.cooperation.accords.panels import accords_of
        from umay.cooperation.accords.work import work
        from umay.kit.kernel import slots

        slots.work(work)
        slots.panel("partners.party")(accords_of)
        from umay.cooperation.accords import (
            calendar_entries,  # noqa: F401 (registers what plans put into calendars)
            declaration_promises,  # noqa: F401 (registers declarations)
            declaration_seeds,  # noqa: F401 (registers the two known declarations)
            export_promises,  # noqa: F401 (registers what machines read of plans)
            meeting_promises,  # noqa: F401 (registers meetings, their decisions and actions)
            plan_promises,  # noqa: F401 (registers plans, their lines and proposals)
            protocol_promises,  # noqa: F401 (registers protocols)
            text_promises,  # noqa: F401 (registers texts and the first terms)
        )
