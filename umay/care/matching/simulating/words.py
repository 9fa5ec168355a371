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
    "stay_median": _("Days in care, half stay longer"),
    "ages": _("Children coming into care aged 0–3, 4–5, 6–9, 10–14, 15–17, shares"),
    "sizes": _("Groups of 1, 2, 3, 4, 5 brothers and sisters, shares"),
    "special_need": _("Share of children with a special need"),
    "need_kinds": _("Of them care for health, and for communication, shares"),
    "behaviour_need": _("Share of children who show difficult behaviour"),
    "urgent": _("Share of groups that need a family the same day"),
    "temporary": _("Of the urgent ones, share for temporary care"),
    "specialised": _("Of those with a special need, share for specialised care"),
    "care_types": _("Families approved for a term, for temporary and for specialised care, shares"),
    "places": _("Families with 1, 2, 3, 4 places, shares"),
    "age_terms": _("Families approved from one age to another, shares"),
    "rooms": _("Families with rooms for both, for girls, for boys, shares"),
    "skills": _("Families prepared for health, communication, behaviour, shares"),
    "yes_less_teen": _("Fewer say yes for a child of 12 or more, by"),
    "yes_less_behaviour": _("Fewer say yes for difficult behaviour, unprepared, by"),
    "yes_less_three": _("Fewer say yes for three or more children, by"),
    "breakdown_age": _("Breakdowns grow with each year of age, by (logarithm)"),
    "breakdown_behaviour": _("Breakdowns grow with difficult behaviour, by (logarithm)"),
    "breakdown_skilled": _("Breakdowns change with a prepared family, by (logarithm)"),
    "breakdown_km": _("Breakdowns grow with each kilometre, by (logarithm)"),
    "breakdown_child": _("Breakdowns grow with each child already in the home, by (logarithm)"),
    "breakdown_kin": _("Breakdowns change with kin, by (logarithm)"),
    "strength": _("Share of the home’s effects on breakdowns that is taken as true"),
    "rest_days": _("Days a family rests after a child leaves"),
    "offers_a_day": _("Families asked for a group in one day"),
    "radius": _("From which day of waiting families are asked how far, in km"),
    "spread_km": _("Kilometres that people live from the middle of their town"),
    "price_days": _("Days looked ahead when the children still to come are thought of"),
    "price_samples": _("Possible futures drawn each time"),
    "price_every": _("Days between two such looks ahead"),
    "price_memory": _("Share of the last look ahead that is kept"),
    "price_share": _("Share of what was seen ahead that is counted"),
}
"""Every rate, those first on which most depends."""

SOURCES = {
    "not published": _("not published"),
    "not published in either country": _("not published in either country"),
    "not published for a whole country": _("not published for a whole country"),
    "the split of Türkiye's families by model is not published": _(
        "the split of Türkiye's families by model is not published"
    ),
    "fits 1.19 children a family (Türkiye, 2025)": _("fits 1.19 children a family (Türkiye, 2025)"),
    "not published; few families take teenagers everywhere that was read": _(
        "not published; few families take teenagers everywhere that was read"
    ),
    "about the design's": _("about the design's"),
    "no evidence found": _("no evidence found"),
    "0.5 = half as strong": _("0.5 = half as strong"),
    "120 is the published rule": _("120 is the published rule"),
    "chosen on seeds 101 to 104, which no table reports": _("chosen on seeds 101 to 104, which no table reports"),
    "chosen on the same seeds": _("chosen on the same seeds"),
    "about what the stock of 2024 and 2025 leaves": _("about what the stock of 2024 and 2025 leaves"),
    "the shape of Los Angeles": _("the shape of Los Angeles"),
    "not published; about Türkiye's 630 families in 10.7 months of 2025": _(
        "not published; about Türkiye's 630 families in 10.7 months of 2025"
    ),
    "given for this run": _("given for this run"),
    "few for that many children: the tight world": _("few for that many children: the tight world"),
    "starts empty and warms up": _("starts empty and warms up"),
}
"""What the simulation says of its own assumptions, in the reader's language. A title of a work stays as it is printed."""

WHENCE = {
    "published": _("published"),
    "derived": _("worked out from published figures"),
    "assumption": _("assumed"),
    "asked": _("given for this run"),
}
