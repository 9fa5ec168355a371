from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "umay.care.persons"
    label = "persons"

    def ready(self):
        from umay.care.persons.work import work
        from umay.kit.kernel import slots

        slots.work(work)
