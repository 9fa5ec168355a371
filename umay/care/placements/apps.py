from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "umay.care.placements"
    label = "placements"

    def ready(self):
        from umay.care.matching.barring import bars
        from umay.care.placements import promises, work  # noqa: F401 (they fill the slots)
        from umay.care.placements.queries.unsafe import unsafe_families
        from umay.care.placements.views import panels  # noqa: F401 (fills its slots)

        bars(unsafe_families)
