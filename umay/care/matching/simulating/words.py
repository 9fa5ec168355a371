"""What the simulation's codes are called on a page."""

from django.utils.translation import gettext_lazy as _

POLICIES = {
    "first_available": _("The first family on the list that is free"),
    "longest_free": _("The family that has been free the longest"),
    "nearest": _("The nearest family"),
    "greedy": _("The best family for each child, one after another"),
    "weekly_batch": _("All who wait together, once a week"),
    "daily_batch": _("All who wait together, every day"),
    "daily_batch_prices": _("All together every day, thinking of the children still to come"),
    "immediate_prices": _("One after another, thinking of the children still to come"),
    "hindsight": _("More than anybody could reach, even knowing everything in advance"),
}

KINDS = {
    "any": _("of every kind, as families are today"),
    "teenagers": _("for teenagers (10 to 17)"),
    "specialised": _("prepared for health needs, specialised care"),
    "three_places": _("with room for three children"),
    "temporary": _("for temporary care as well"),
}

PARTS = {
    "all": _("All children"),
    "hard": _("Hard to place: 12 or older, with needs, or three and more"),
    "easy": _("All others"),
    "age:0-6": _("Eldest up to 6"),
    "age:7-11": _("Eldest 7 to 11"),
    "age:12-17": _("Eldest 12 to 17"),
    "need:none": _("No special need"),
    "need:special": _("A special need"),
    "need:behaviour": _("Difficult behaviour, no other need"),
    "siblings:1": _("One child alone"),
    "siblings:2": _("Two brothers and sisters"),
    "siblings:3": _("Three and more brothers and sisters"),
    "urgency:urgent": _("Urgent when they came"),
    "urgency:planned": _("Not urgent when they came"),
}

FIGURES = {
    "stock_children": _("Children living in families on the first day"),
    "families": _("Families on the first day"),
    "groups_per_day": _("Groups of brothers and sisters a day"),
    "new_families": _("Newly approved families in a year, for each family"),
    "leaving_families": _("Families that stop in a year, for each family"),
    "stay_mean": _("Days in care, mean"),
    "kin": _("Share placed with kin at once"),
    "yes": _("Share of families that say yes when asked"),
    "breakdown": _("Homes that break down on a day, in the plainest case"),
}

WHENCE = {
    "published": _("published"),
    "derived": _("worked out from published figures"),
    "assumption": _("assumed"),
    "asked": _("given for this run"),
}
