"""What a search asks of the table of keys, from the strictest step to the loosest.

The table, one row per key and person (`persons_token`), with the policy columns of the person's row:

    create table persons_token (
        token     text collate "C" not null,
        country   text collate "C" not null,
        office_id uuid not null,
        person_id uuid not null,
        primary key (token, country, office_id, person_id)
    );
    create index on persons_token (person_id);   -- to replace a person's keys when a name changes

All four columns stand in the primary key, in this order: equality or a range on `token`, then the policy's own two
columns, then the answer. The whole search is an index-only scan whatever the policy hides.

For each step of `plan(text)`, in order, until `enough` people are found:

    -- step.tokens
    select person_id, count(*) as shared from persons_token
     where token = any(%(tokens)s::text[])
     group by person_id order by shared desc, person_id limit %(most)s;

    -- step.beginning: the words that begin so
    select distinct person_id from (
        select person_id from persons_token
         where token >= %(low)s and token < %(high)s limit %(scanned)s) as found
     limit %(most)s;

`step.is_wide` steps ask for one word alone, which a hundred thousand people may share; they go without `count` and
are cut before they are grouped (`SQL_WIDE`). The people found (at most `MOST`) are read with their names through
the ordinary policy and put in order by `score(text, name, is_part=True)`.

No step intersects two long lists: a given name with a surname is one key.
"""

from dataclasses import dataclass
from itertools import combinations

from umay.care.persons.names.keys import (
    PART,
    joined_pair_tokens,
    number_token,
    pair_token,
    part_token,
    slipped,
    slipped_pair_tokens,
)
from umay.care.persons.names.parts import Word, words

MOST = 200  # people read and scored for one step
ENOUGH = 10  # a step that brings this many likely people ends the search
_MOST_WORDS = 4

SQL = """select person_id from persons_token where token = any(%(tokens)s::text[])
 group by person_id order by count(*) desc, person_id limit %(most)s"""
SQL_WIDE = """select distinct person_id from (
 select person_id from persons_token where token = any(%(tokens)s::text[]) limit %(most)s) as found"""
SQL_BEGINNING = """select distinct person_id from (
 select person_id from persons_token where token >= %(low)s and token < %(high)s limit %(most)s) as found"""


@dataclass(frozen=True, slots=True)
class Step:
    """One question: any of `tokens`, or keys from `low` up to `high`. `name` is for explaining and measuring."""

    name: str
    tokens: frozenset[str] = frozenset()
    beginning: str = ""
    is_wide: bool = False

    @property
    def sql(self) -> str:
        if self.beginning:
            return SQL_BEGINNING
        return SQL_WIDE if self.is_wide else SQL

    @property
    def values(self) -> dict[str, object]:
        """The values for `sql`; each step may bring `MOST` people."""
        if self.beginning:
            return {"low": self.beginning, "high": self.beginning + "\x7f", "most": MOST}
        return {"tokens": sorted(self.tokens), "most": MOST}


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one search; empty for text without letters and digits."""

    steps: tuple[Step, ...]


def plan(text: str) -> Plan:
    """The steps for what was typed: a number, one word, part of a word, or several words in any order and script."""
    found = words(text)[:_MOST_WORDS]
    steps = []
    if any(letter.isdigit() for letter in text) or (len(found) == 1 and len(found[0].folded) == 7):
        steps.append(Step("number", frozenset({number_token(text)} - {""})))
    spelled = [word for word in found if not word.is_initial]
    if len(spelled) > 1:
        steps += _several(spelled)
    elif spelled:
        steps += _one(spelled[0])
    return Plan(tuple(step for step in steps if step.tokens or step.beginning))


def _one(word: Word) -> list[Step]:
    steps = [Step("word", frozenset({"w" + word.folded}), is_wide=True)]
    if len(word.folded) >= PART:
        steps.append(Step("beginning", beginning="w" + word.folded))
    steps.append(Step("sound", frozenset({"k" + word.skeleton}), is_wide=True))
    if len(word.skeleton) > 2:
        steps.append(Step("slip", frozenset("k" + made for made in slipped(word.skeleton)), is_wide=True))
    return steps


def _several(spelled: list[Word]) -> list[Step]:
    own = [word for word in spelled if not word.is_patronymic]
    pairs = list(combinations(own if len(own) > 1 else spelled, 2))
    exact = {pair_token(a, b) for a, b in pairs} | set(joined_pair_tokens(own))
    if len(own) == 2:
        # Both words may be one in the record (Kara Kaya, Karakaya): ask for the joined word too.
        joined = frozenset({"w" + own[0].folded + own[1].folded})
    else:
        joined = frozenset()
    slips = set().union(*(slipped_pair_tokens(a, b) for a, b in pairs[:3])) - exact
    parts = {part_token(a, b) for a, b in pairs if min(len(a.folded), len(b.folded)) >= PART}
    longest = max(own or spelled, key=lambda word: len(word.folded))
    return [
        Step("names", frozenset(exact)),
        Step("joined", joined, is_wide=True),
        Step("parts", frozenset(parts)),
        Step("slip", frozenset(slips)),
        Step("longest word", frozenset({"w" + longest.folded}), is_wide=True),
    ]
