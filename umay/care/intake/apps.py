from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "umay.care.intake"
    label = "intake"

    def ready(self):
        from umay.care.intake.access import SEE
        from umay.care.intake.panels import open_report, reports_panel
        from umay.care.intake.queries import numbers
        from umay.care.intake.work import work
        from umay.care.persons.actions.erasing import PLACE
        from umay.care.persons.files import file_kind
        from umay.kit.kernel import slots

        slots.work(work)
        slots.panel("persons.person")(reports_panel)
        slots.guard(PLACE)(open_report)
        file_kind("report", url_name="intake:see", permission=SEE, numbers=numbers)
