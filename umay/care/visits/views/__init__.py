"""Pages of the visits room."""

from umay.care.visits.views.deeds import add, answer_concern, miss, raise_concern, record
from umay.care.visits.views.pages import concerns, listing, see

__all__ = ["add", "answer_concern", "concerns", "listing", "miss", "raise_concern", "record", "see"]
