from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "umay.care.families"
    label = "families"

    def ready(self):
        from umay.care.families import guards  # noqa: F401  (fills its slot)
        from umay.care.families.queries import numbers
        from umay.care.families.work import work
        from umay.care.persons.files import file_kind
        from umay.kit.kernel import slots

        slots.work(work)
        file_kind("family", url_name="families:see", permission="families.see", numbers=numbers)
