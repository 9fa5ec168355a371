"""Drawings made on the server: shapes with classes (colours come from the theme), a table beside each."""

from umay.kit.ui.drawings.charts import Bar, Series, Stack, bars, lines, stacks
from umay.kit.ui.drawings.gantt import DaysOff, PlanBar, gantt
from umay.kit.ui.drawings.maps import Land, Point, areas, load_land, surroundings
from umay.kit.ui.drawings.seats import Seat, seats
from umay.kit.ui.drawings.shapes import Drawing, KeyEntry
from umay.kit.ui.drawings.strips import Lane, Mark, Span, strip
from umay.kit.ui.drawings.ties import Node, Tie, ties
from umay.kit.ui.drawings.whiskers import Whisker, whiskers

__all__ = [
    "Bar",
    "DaysOff",
    "Drawing",
    "KeyEntry",
    "Land",
    "Lane",
    "Mark",
    "Node",
    "PlanBar",
    "Point",
    "Seat",
    "Series",
    "Span",
    "Stack",
    "Tie",
    "Whisker",
    "areas",
    "bars",
    "gantt",
    "lines",
    "load_land",
    "seats",
    "stacks",
    "strip",
    "surroundings",
    "ties",
    "whiskers",
]
