"""The audit of a release: is every group of few people really out of reach? Works out by itself what must be out of reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from umay.ground.figures.attacking.outsider import Contradiction, Ends, Group, Outsider, Page, Thinking


@dataclass(frozen=True)
class Rule:
    """What must hold: the numbers of the policy that was promised. `tiny`: of a smaller whole only the total goes out."""

    threshold: int
    width: int
    rounding: int
    are_noughts_few: bool
    tiny: int
    contributors: int


@dataclass(frozen=True)
class Paper:
    """One table: the true counts, and what the release says of each combination (None where hidden)."""

    names: tuple[str, ...]
    trees: tuple[dict[str, tuple[str, ...]], ...]
    counts: Mapping[tuple[str, ...], int]
    contributors: Mapping[tuple[str, ...], int]
    told: Mapping[tuple[str, ...], int | None]


@dataclass
class Verdict:
    """Faults are (code, group); safe is without any. `ends`: what an outsider can say at most of each hidden group.

    proven: ends of needs for which a whole table was found. sums: lines whose few hidden people together were asked for.
    narrowed: groups of which more is known from elsewhere than the policy would tell, or because noughts are shown; the
    release adds nothing to it.
    """

    faults: list[tuple[str, Group]] = field(default_factory=list)
    ends: dict[Group, Ends] = field(default_factory=dict)
    narrowed: list[Group] = field(default_factory=list)
    groups: int = 0
    proven: int = 0
    sums: int = 0
    questions: int = 0

    @property
    def is_safe(self) -> bool:
        return not self.faults


def audit(
    papers: Sequence[Paper], rule: Rule, *, known: Mapping[Group, int] | None = None, earlier: Sequence[Page] = ()
) -> Verdict:
    """Attack the release with everything published: exact numbers where it shows rounded ones, `known`, and earlier releases."""
    return _Audit(papers, rule, known or {}, earlier).run()


class _Audit:
    def __init__(self, papers, rule, known, earlier):
        self.papers, self.rule, self.known, self.earlier = papers, rule, known, earlier
        self.verdict = Verdict()
        self.truth: dict[Group, int] = {}
        self.feeders: dict[Group, int] = {}
        self.hidden: set[Group] = set()
        self.lines: dict[tuple[Group, tuple[Group, ...]], None] = {}
        for paper in papers:
            self._take(paper)

    def run(self) -> Verdict:
        needs = self._needs()
        for group in needs.keys() - self.hidden:
            self.verdict.faults.append(("shown", group))
        self._check_tiny()
        try:
            self._attack(needs)
        except Contradiction:
            self.verdict.faults.append(("contradiction", frozenset()))
        return self.verdict

    # --- what was promised, and what is told ---

    def _take(self, paper: Paper) -> None:
        for codes in product(*(list(_codes(tree)) for tree in paper.trees)):
            group = _group(paper.names, codes)
            count = self.truth.setdefault(group, paper.counts[codes])
            if codes in paper.contributors:
                self.feeders[group] = min(paper.contributors[codes], self.feeders.get(group, paper.contributors[codes]))
            self._check_told(group, count, paper.told.get(codes, -1), codes in paper.told)
            for number, tree in enumerate(paper.trees):
                if parts := tree.get(codes[number]):
                    below = tuple(_group(paper.names, (*codes[:number], part, *codes[number + 1 :])) for part in parts)
                    self.lines[(group, below)] = None

    def _check_told(self, group: Group, count: int, told: int | None, is_there: bool) -> None:
        if not is_there:
            self.verdict.faults.append(("missing", group))
        elif told is None:
            self.hidden.add(group)
        elif not (
            told % self.rule.rounding == 0 and abs(told - count) < self.rule.rounding
            if self.rule.rounding
            else told == count
        ):
            self.verdict.faults.append(("wrong_number", group))

    def _is_only_total(self) -> bool:
        return self.truth.get(frozenset(), 0) < self.rule.tiny

    def _check_tiny(self) -> None:
        if self._is_only_total():
            shown = self.truth.keys() - self.hidden - {frozenset()}
            self.verdict.faults += [("part_of_tiny", group) for group in shown]

    def _needs(self) -> dict[Group, tuple[int, int]]:
        rule, found = self.rule, {}
        for group, count in self.truth.items():
            if count < rule.threshold and (count > 0 or rule.are_noughts_few):
                found[group] = (0 if rule.are_noughts_few else 1, max(rule.threshold, count + rule.width))
            elif self.feeders.get(group, rule.contributors) < rule.contributors:
                found[group] = (max(0, count - rule.width), count + rule.width)
            elif self._tells_change(group, count):
                found[group] = (max(0, count - rule.threshold), count + rule.threshold)
        for whole, parts in self.lines:
            if self.truth[whole] and len(parts) > 1 and self.truth[whole] in [self.truth[part] for part in parts]:
                found |= {part: (0, max(rule.threshold, rule.width)) for part in parts if not self.truth[part]}
        return found

    def _tells_change(self, group: Group, count: int) -> bool:
        """Do this number and an earlier one of the same group say for certain that a few people came or went?"""
        base = self.rule.rounding or 1
        shown = {count // base * base, -(-count // base) * base}  # either neighbour may stand in the release
        for page in self.earlier:
            for codes, (least, most) in page.shown.items():
                if _group(page.names, codes) == group and not least <= count <= most:
                    for number in shown:
                        reach = base - 1 if count % base else 0
                        lowest, highest = number - reach - most, number + reach - least
                        if (lowest > 0 or highest < 0) and max(abs(lowest), abs(highest)) < self.rule.threshold:
                            return True
        return False

    # --- the attack ---

    def _before(self) -> Outsider:
        """An outsider who has not seen this release, but knows how it is built."""
        mind = Outsider()
        for paper in self.papers:
            mind.read(Page(paper.names, paper.trees, {}))
        if not self.rule.are_noughts_few:
            for group, count in self.truth.items():
                mind.hear(group, (min(count, 1), None))  # where noughts are shown, a hidden number is none
        for group, number in self.known.items():
            mind.hear(group, (number, number))
        for page in self.earlier:
            said = {_group(page.names, codes): ends for codes, ends in page.shown.items()}
            right = {group: ends for group, ends in said.items() if self._is_right(group, ends)}
            if len(right) == len(said):
                mind.read(page)
            for group, ends in right.items():
                mind.hear(group, ends)
        return mind

    def _is_right(self, group: Group, ends: Ends) -> bool:
        least, most = ends
        count = self.truth.get(group)
        return count is None or (count >= least and (most is None or count <= most))

    def _attack(self, needs: Mapping[Group, tuple[int, int]]) -> None:
        mind = self._before()
        knows = self.known or self.earlier or not self.rule.are_noughts_few
        before = Thinking(mind) if knows else None
        wanted = {}
        for group, (low, high) in needs.items():
            if group in self.hidden:
                wanted[group] = self._allowed(group, low, high, before, mind.places)
        if before is not None:
            wanted |= self._hidden_before(before, mind)
        for group in self.truth.keys() - self.hidden:
            mind.hear(group, (self.truth[group], self.truth[group]))
        thinking = Thinking(mind)
        for group in sorted(self.hidden, key=sorted):
            low = thinking.end(mind.places[group], -1)
            self.verdict.ends[group] = (0 if low is None else low, thinking.end(mind.places[group], 1))
        for group, ends in wanted.items():
            self._prove(thinking, mind.places[group], group, ends)
        self._ask_sums(thinking, mind.places, needs)
        self.verdict.groups = len(wanted)
        self.verdict.questions = thinking.questions

    def _hidden_before(self, before: Thinking, mind: Outsider) -> dict[Group, tuple[int, int]]:
        """What an earlier release hid, and may be few people, must be as open after this one as any few people would need."""
        wanted, enough = {}, self.rule.threshold + self.rule.width
        for group, place in mind.places.items():
            if group in self.truth or mind.least[place] == mind.most[place]:
                continue
            low, high = before.end(place, -1) or 0, before.end(place, 1)
            if low < self.rule.threshold:
                wanted[group] = (low, enough if high is None else min(high, enough))
        return wanted

    def _allowed(self, group, low, high, before, places):
        """The need, but not more than was possible before this release."""
        if before is not None:
            lowest, highest = before.end(places[group], -1), before.end(places[group], 1)
            if (lowest or 0) > low or (highest is not None and highest < high):
                self.verdict.narrowed.append(group)
            low, high = max(low, lowest or 0), high if highest is None else min(high, highest)
        if self._is_only_total() and frozenset() not in self.hidden:
            high = min(high, self.truth[frozenset()])
        return low, high

    def _prove(self, thinking: Thinking, place: int, group: Group, ends: tuple[int, int]) -> None:
        for number, sign in zip(ends, (-1, 1), strict=True):
            if thinking.is_possible(place, number, sign):
                self.verdict.proven += 1
            else:
                self.verdict.faults.append(("narrow", group))
                return

    def _ask_sums(self, thinking: Thinking, places, needs) -> None:
        """Few people hidden side by side must not be known together either."""
        rule = self.rule
        for _whole, parts in self.lines:
            few = [
                part for part in parts if part in self.hidden and part in needs and self.truth[part] < rule.threshold
            ]
            together = sum(self.truth[part] for part in few)
            if len(few) < 2 or not 0 < together < rule.threshold or set(few) & set(self.verdict.narrowed):
                continue
            self.verdict.sums += 1
            goal = min(rule.threshold, self.truth[frozenset()]) if self._is_only_total() else rule.threshold
            if not any(sum(int(table[places[part]]) for part in few) >= goal for table in thinking.proofs):
                self.verdict.faults.append(("sum", few[0]))


def _codes(tree: Mapping[str, tuple[str, ...]], code: str = "TOTAL"):
    yield code
    for part in tree.get(code, ()):
        yield from _codes(tree, part)


def _group(names: tuple[str, ...], codes: tuple[str, ...]) -> Group:
    return frozenset((name, code) for name, code in zip(names, codes, strict=True) if code != "TOTAL")
