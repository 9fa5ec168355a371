"""Who could go where: every pair of a group and a family that some rule does not bar, as flat arrays."""

from dataclasses import dataclass

import numpy as np

from ..exact import divided


@dataclass(frozen=True, slots=True)
class Parts:
    """What it takes to judge a part of a group: any set of its children, by its own size.

    By pair: `per_child` (millionths for each child, before distance and behaviour), `metres`, `unskilled` (millionths
    taken for a child with difficult behaviour; 0 where the family is prepared), `fits_start` (P+1) into `fits`: does
    the child pass age, room and skill? By family `places`, `max_siblings`; by child `behaviour`. `per_km` and `split`
    are the weights in millionths.
    """

    per_child: np.ndarray
    metres: np.ndarray
    unskilled: np.ndarray
    fits_start: np.ndarray
    fits: np.ndarray
    places: np.ndarray
    max_siblings: np.ndarray
    behaviour: np.ndarray
    per_km: int
    split: int


@dataclass(frozen=True, slots=True)
class Market:
    """Groups 0..G-1, families 0..F-1, pairs ordered by family, then group.

    A *unit* is what a home can take singly: a child where groups may be parted, else the whole group; `unit_start`
    (G+1) gives the units of a group. By pair: `group`, `kin`, `value` (millionths, of the whole group; -1 where the
    whole group may not go, only with `parts`). `mixed` is the most children of different groups in one home.
    `enemy_start`, `enemy`: the groups that may not share a home with a group, each pair named on both sides.
    """

    size: np.ndarray
    unit_start: np.ndarray
    mixed: np.ndarray
    sharing: bool
    family_start: np.ndarray
    group: np.ndarray
    kin: np.ndarray
    value: np.ndarray
    enemy_start: np.ndarray
    enemy: np.ndarray
    parts: Parts | None = None

    @property
    def groups(self):
        return len(self.size)

    @property
    def families(self):
        return len(self.mixed)

    @property
    def units(self):
        return int(self.unit_start[-1])

    def family_of_pair(self):
        return np.repeat(np.arange(self.families, dtype=np.int32), np.diff(self.family_start))

    def group_of(self, unit):
        return int(np.searchsorted(self.unit_start, unit, side="right")) - 1

    def highest(self):
        """The most that one home could add, in millionths: no set of a family is of more value. At least 1."""
        most = self.value.astype(float)
        if self.parts is not None:
            sizes = self.size[self.group]
            most = np.maximum(most, sizes * self.parts.per_child.astype(float))
        if not len(most):
            return 1
        if not self.sharing:
            return max(1, int(most.max()))
        fullest = min(int(self.mixed.max()), int(np.diff(self.family_start).max()))
        return max(1, int(most.max()) * max(1, fullest))


def both_sides(groups, named):
    """(start, others) of who may not live with whom; `named` gives (group, other) as often as anybody says so."""
    pairs = {(one, other) for one, other in named if one != other}
    pairs |= {(other, one) for one, other in pairs}
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    start = np.searchsorted(ordered[:, 0], np.arange(groups + 1))
    return start.astype(np.int64), ordered[:, 1].astype(np.int64)


def part_value(size, per_child, per_km, metres, unskilled, behaviour, split):
    """The value in millionths of `size` children together, `behaviour` of them difficult; plain ints, half to even."""
    return size * (per_child - split) - divided(size * per_km * metres, 1000) - behaviour * unskilled
