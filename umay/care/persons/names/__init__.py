"""Names across Turkish, Azerbaijani, Cyrillic and plain-keyboard spellings: keys to find them, sums to compare them.

Pure: no Django, no database, no clock. `tokens` gives what is stored for a person, `plan` what a search asks for,
`score` how alike two names are and why, `compare` how alike two people are and what agrees and what differs.
"""

from umay.care.persons.names.compare import Agreement, Comparison, PersonLike, compare
from umay.care.persons.names.keys import number_token, tokens
from umay.care.persons.names.plan import Plan, Step, plan
from umay.care.persons.names.scoring import LIKELY, Reason, Score, score
from umay.care.persons.names.search import search

__all__ = [
    "LIKELY",
    "Agreement",
    "Comparison",
    "PersonLike",
    "Plan",
    "Reason",
    "Score",
    "Step",
    "compare",
    "number_token",
    "plan",
    "score",
    "search",
    "tokens",
]
