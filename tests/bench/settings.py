"""The demo's settings with a bare page beside it and the number of statements in each answer's header."""

import os

os.environ["UMAY_DEMO"] = "1"

from umay.front.settings import *  # noqa: F403
from umay.front.settings import MIDDLEWARE as OF_THE_HOUSE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.Counted", *OF_THE_HOUSE]
AXES_ENABLED = False  # the same person signs in again and again
