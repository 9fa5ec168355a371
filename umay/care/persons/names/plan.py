"""What a search asks of the table of keys, from the strictest step to the loosest.

The table has one row per key and person, with the policy columns of the person's row:

    create table persons_token (
        token text collate "C" not null, person_id uuid not null,
        country ..., office_id ..., team_id ..., worker_id ..., confidential ..., file_id ...,
        primary key (token, office_id, person_id)
            include (country, team_id, worker_id, confidential, file_id)   -- the whole search stays in the index
    );
    create index on persons_token (person_id);   -- to replace a person's keys when a name changes

No `id`, no times, no journal: keys are made from names that are journaled. The policy is the person's own. Steps run in
order until enough likely people are found (`search.py`); each `Step.statement()` brings at most `MOST` ids, whose names
are then read through the ordinary policy and scored.

Why this is fast under row-level security at a million people:

- equality and a range on `token` are leakproof, so the index is used before the policy is asked;
- no step intersects two long lists: a given name with a surname is one key, a short list even for the commonest names;
- a step that asks for one word alone (`is_wide`: a hundred thousand people may share it) is cut at `MOST` rows without
  grouping or sorting. The policy is a condition with "or", which an index can't answer, so an asker who sees few
  offices would read the whole long list to find a few rows: such an asker gives the offices as a plain condition,
  which the index does answer. Files opened to the asker in other offices are found by the other steps.

Plan cache: the lists differ from search to search, so let the server plan each statement with its values
(psycopg: `prepare=False`).
"""

import re
from collections.abc import Sequence
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
    word_token,
    year_token,
)
from umay.care.persons.names.parts import Word, words

MOST = 200  # people read and scored for one step
ENOUGH = 10  # a step that brings this many likely people ends the search
SHOWN = 50  # people given back, in order
_MOST_WORDS = 4
_SHORT = 4
_YEAR = re.compile(r"(?<![\w.-])(?:19|20)\d\d(?![\w.-])")

_SHARED = """select person_id from persons_token where token = any(%(tokens)s::text[])
 group by person_id order by count(*) desc, person_id limit %(most)s"""
_WIDE = """select distinct person_id from (
 select person_id from persons_token where token = any(%(tokens)s::text[]){offices} limit %(most)s) as found"""
_BEGINNING = """select distinct person_id from (
 select person_id from persons_token where token >= %(low)s and token < %(high)s{offices} limit %(most)s) as found"""
_OFFICES = " and office_id = any(%(offices)s::uuid[])"


@dataclass(frozen=True, slots=True)
class Step:
    """One question: any of `tokens`, or keys that begin with `beginning`. `name` is for explaining and measuring.

    `is_wide`: one word alone, perhaps a long list. `is_spare`: asked only while nobody likely was found.
    `is_rough`: most of the people it brings have other names.
    """

    name: str
    tokens: frozenset[str] = frozenset()
    beginning: str = ""
    is_wide: bool = False
    is_spare: bool = False
    is_rough: bool = False

    def statement(self, offices: Sequence[object] | None = None) -> tuple[str, dict[str, object]]:
        """SQL and its values; at most `MOST` people. `offices` are the asker's own, `None` for the whole country."""
        values: dict[str, object] = {"most": MOST}
        if self.beginning:
            sql = _BEGINNING
            values |= {"low": self.beginning, "high": self.beginning + "\x7f"}
        else:
            sql = _WIDE if self.is_wide else _SHARED
            values["tokens"] = sorted(self.tokens)
        if offices is None or sql is _SHARED:
            return sql.replace("{offices}", ""), values
        return sql.replace("{offices}", _OFFICES), values | {"offices": list(offices)}


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one search; empty for text without letters and digits."""

    steps: tuple[Step, ...]


def plan(text: str, *, born: int | None = None) -> Plan:
    """The steps for what was typed: a number, one word, part of a word, or several words in any order and script.

    `born` is a year of birth; a year typed after a name ("ayşe demir 2017") counts as one.
    """
    found = words(text)[:_MOST_WORDS]
    steps = []
    year = _YEAR.search(text) if found else None
    born = born or (int(year[0]) if year else None)
    if (not year and any(letter.isdigit() for letter in text)) or (len(found) == 1 and len(found[0].folded) == 7):
        steps.append(Step("number", frozenset({number_token(text)} - {""})))
    spelled = [word for word in found if not word.is_initial]
    if len(spelled) > 1:
        steps += _several(spelled, born)
    elif spelled:
        steps += _one(spelled[0])
    return Plan(tuple(step for step in steps if step.tokens or step.beginning))


def _one(word: Word) -> list[Step]:
    steps = [Step("word", frozenset({word_token(word.folded)}), is_wide=True)]
    if len(word.folded) >= PART:
        steps.append(Step("beginning", beginning=word_token(word.folded)))
    steps.append(Step("sound", frozenset({"k" + word.skeleton}), is_wide=True))
    if len(word.skeleton) > 2:
        steps.append(
            Step("slip", frozenset("k" + made for made in slipped(word.skeleton)), is_wide=True, is_rough=True)
        )
    return steps


def _several(spelled: list[Word], born: int | None) -> list[Step]:
    own = [word for word in spelled if not word.is_patronymic]
    pairs = list(combinations(own if len(own) > 1 else spelled, 2))
    exact = {pair_token(a, b) for a, b in pairs} | set(joined_pair_tokens(own))
    if len(own) == 2:
        # Both words may be one in the record (Kara Kaya, Karakaya): ask for the joined word too.
        joined = frozenset({word_token(own[0].folded + own[1].folded)})
    else:
        joined = frozenset()
    slips = set().union(*(slipped_pair_tokens(a, b) for a, b in pairs[:3])) - exact
    parts = {part_token(a, b) for a, b in pairs if min(len(a.folded), len(b.folded)) >= PART}
    dated = {year_token(pair, year) for pair in exact for year in (born - 1, born, born + 1)} if born else set()
    longest = max(own or spelled, key=lambda word: len(word.folded))
    by_parts = Step("parts", frozenset(parts), is_spare=True)
    by_slip = Step("slip", frozenset(slips), is_rough=True)
    # Short words are more likely the beginnings of names than names with a letter wrong.
    is_short = any(len(word.folded) <= _SHORT for word in spelled)
    return [
        Step("names and year", frozenset(dated)),
        Step("names", frozenset(exact)),
        Step("joined", joined, is_wide=True, is_spare=True),
        *((by_parts, by_slip) if is_short else (by_slip, by_parts)),
        Step("longest word", frozenset({word_token(longest.folded)}), is_wide=True, is_spare=True),
    ]
