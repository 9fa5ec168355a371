"""Brothers and sisters in more than one family: only for this group's own recorded reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .inputs import Group
from .ranking import Ranking, candidates

SAFETY = "safety"
NO_HOME_FOR_ALL = "no_home_for_all"
SPLIT_REASONS = (SAFETY, NO_HOME_FOR_ALL)


@dataclass(frozen=True, slots=True)
class SplitReason:
    """Why this group may be split. `record` is the id of the signed record that tells it; the story stays there."""

    kind: str
    record: str

    def __post_init__(self):
        if self.kind not in SPLIT_REASONS:
            raise ValueError("brothers and sisters are parted for safety or because no home takes them all")
        if not self.record.strip():
            raise ValueError("the reason for parting brothers and sisters is recorded before it is used")


@dataclass(frozen=True, slots=True)
class Split:
    """A group in parts. Each part keeps the group's id, kin and lists; all parts are placed or none."""

    group: Group
    reason: SplitReason
    parts: tuple[Group, ...]


def with_split(group: Group, parts: Iterable[Iterable[str]], *, reason: SplitReason):
    """The Split of a group into parts, each given as the ids of its children.

    ValueError unless there are at least two parts, none empty, and every child is in exactly one.
    """
    if not isinstance(reason, SplitReason):
        raise ValueError("brothers and sisters are parted only with a recorded reason")
    named = [tuple(part) for part in parts]
    if len(named) < 2 or not all(named):
        raise ValueError("a split has at least two parts, none of them empty")
    if sorted(child for part in named for child in part) != sorted(child.id for child in group.children):
        raise ValueError("every child of the group is in exactly one part")
    children = {child.id: child for child in group.children}
    return Split(
        group=group,
        reason=reason,
        parts=tuple(
            replace(group, children=tuple(children[child] for child in sorted(part)))
            for part in sorted(map(sorted, named))
        ),
    )


def candidates_for_parts(split: Split, families, *, rules, weights, at, **facts):
    """A Ranking for each part, in the order of `split.parts`, each judged by its own size.

    The weight `split` keeps the run for a country from parting anybody; here a person has already decided that this
    group must be parted, so it is left out: being the same for every family it could only turn a good home into none.
    """
    families, weights = tuple(families), replace(weights, split=0)
    return tuple(
        candidates(part, families, rules=rules, weights=weights, at=at, is_part=True, **facts) for part in split.parts
    )


def is_no_home_for_all(ranking: Ranking):
    """Does the Ranking of the whole group bear out the reason NO_HOME_FOR_ALL?"""
    return not ranking.candidates


def is_whole_choice(rankings, chosen: Mapping[int, str]):
    """Has every part a candidate of its own, no family twice? `chosen` maps the number of a part to a family's id."""
    everywhere = set(chosen) == set(range(len(rankings)))
    apart = len(set(chosen.values())) == len(chosen)
    return everywhere and apart and all(rankings[part].candidate(family) for part, family in chosen.items())


def can_place_all(rankings):
    """Can every part have a different family among its candidates?"""
    taken = {}

    def seat(part, tried):
        for candidate in rankings[part].candidates:
            family = candidate.family_id
            if family not in tried:
                tried.add(family)
                if family not in taken or seat(taken[family], tried):
                    taken[family] = part
                    return True
        return False

    return all(seat(part, set()) for part in range(len(rankings)))
