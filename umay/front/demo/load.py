"""Loading the demonstration, office by office, as the people of that office would have written it."""

from collections.abc import Callable
from random import Random

from django.db import transaction

from umay.care.matching.access import national
from umay.care.matching.actions import running
from umay.front.demo import declaration, desks, meetings, months, plans, protocols, staff
from umay.front.demo.counts import children_by_place
from umay.front.demo.crowd import Crowd
from umay.front.demo.households import Household
from umay.front.demo.shelf import Shelf
from umay.front.demo.showcase import show
from umay.ground.offices.access import identity_for
from umay.ground.offices.models import Office
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now

SEED = 20220215  # the day of the decree that made foster care in Azerbaijan


def is_loaded() -> bool:
    """Whether a demonstration was loaded to its end. A load that was cut off leaves nothing: it is one transaction."""
    return Office.objects.filter(code__startswith="TR").exists()


def load(scale: str = "small", progress: Callable[[str], None] = print) -> None:
    """Invent both countries. `scale` is "small" or "national". All of it or nothing."""
    at = now()
    with transaction.atomic():
        desks.open(at)
        plan = plans.invent(at, protocols.invent(at))
        meetings.invent(at, plan)
        plans.show(plan, at)
        declaration.invent(at)
        for country in ("TR", "AZ"):
            _country(country, scale, at, progress)
            months.invent(country, children_by_place(country, scale), at)
            _morning(country, at)


def _morning(country: str, at) -> None:
    """This morning's comparison for the country, made by the worker as soon as the demonstration is served."""
    by = national(country, at)
    with acting(by):
        running.queue_morning(by=by, at=at)


def _country(country: str, scale: str, at, progress) -> None:
    random = Random(f"{SEED}{country}")
    crowd = Crowd(country, random, at.date())
    counts = children_by_place(country, scale)
    with founding():
        offices = staff.make_offices(country, counts)
        posts = staff.make_staff(country, offices, crowd, random, at)
    home = offices[staff.HOME[country]][-1]
    told = 0
    total = sum(counts.values())
    for code, children in sorted(counts.items()):
        shares = _shares(children, len(offices[code]))
        for office, share in zip(offices[code], shares, strict=True):
            identity = identity_for(posts[office.pk]["supervisor"][0])
            workers = [post.user for post in posts[office.pk]["worker"]]
            with acting(identity):
                shelf = Shelf(office, workers, identity.user_id, at)
                Household(shelf, crowd, random).fill(share)
                if office.pk == home.pk:
                    show(shelf, crowd, random, {role: held[0].user for role, held in posts[office.pk].items()})
                shelf.save()
            told += share
            progress(f"inventing people: {country} {told} of {total} children")


def _shares(children: int, offices: int) -> list[int]:
    """The provincial office keeps the smallest share, the centres the rest evenly."""
    base, left = divmod(children, offices)
    return [base + (1 if index >= offices - left else 0) for index in range(offices)]
