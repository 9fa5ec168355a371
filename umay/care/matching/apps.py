"""The matching room: what it shows on earlier rooms' pages, and what it asks of them."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "umay.care.matching"
    label = "matching"

    def ready(self):
        from umay.care.matching import panels, work
        from umay.care.matching.barring import bars
        from umay.care.matching.queries import same_households
        from umay.kit.kernel import slots

        slots.panel("cases.case")(panels.search_of_case)
        slots.panel("cases.kin")(panels.kin_of_case)
        slots.panel("families.family")(panels.proposals_for_family)
        slots.guard("cases.case.close")(panels.no_open_search)
        slots.within("cases.case.stop_seeking")(panels.end_open_searches)
        slots.work(work.tasks)
        bars(same_households)
