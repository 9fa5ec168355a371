"""The bound, recomputed from the printed prices over all feasible pairs (and all legal sets of a shared family).

With a price for each group and family, none negative, and one number L for kin: where for every feasible pair

    value + L x k [kin]  <=  price of the group + price of the family

no placing with K children of whole groups with kin can be worth more than the sum of all prices - L x K. L is not printed: it is the largest
number for which this holds, the least of (price of group + price of family - value) / k over feasible pairs of kin.
"""

from collections import defaultdict
from fractions import Fraction

from .people import micros
from .placed import are_apart

MOST_STEPS = 400_000


class Proof:
    """What the printed prices prove. `bound` in millionths, None where they prove nothing; `faults` say why."""

    def __init__(self):
        self.bound, self.faults, self.is_checked = None, [], True


class Prices:
    """The printed prices in whole millionths."""

    def __init__(self, result, groups, row):
        self.faults = []
        for name, known in (("prices", row.place), ("group_prices", groups)):
            for one in result[name]:
                if one not in known:
                    self.faults.append(f"$.{name}: names what does not exist")
            if any(one not in result[name] for one in known):
                self.faults.append(f"$.{name}: does not name everybody")
        self.of_group = {one: micros(result["group_prices"].get(one, 0)) for one in groups}
        self.of_place = [micros(result["prices"].get(one.id, 0)) for one in row.households]
        self.total = sum(self.of_group.values()) + sum(self.of_place)


class OneEach:
    """Gathers what is needed while the groups are looked at one after the other: a family takes one group."""

    def __init__(self, prices):
        self.prices, self.broken, self.kin, self.tight = prices, [], [], []

    def see(self, group, looked):
        price, of_place = self.prices.of_group[group.id], self.prices.of_place
        for place, value in zip(looked.places, looked.values, strict=True):
            over = price + of_place[place] - value
            if over <= 0:
                if over < 0:
                    self.broken.append(group.id)
                else:
                    self.tight.append((group.id, place))
        for place, value in looked.kin:
            self.kin.append((group.id, place, group.size, price + of_place[place] - value))

    def proof(self, kin_children):
        proof = Proof()
        if self.broken:
            proof.faults.append(f"$.prices: a feasible pair is worth more than its prices, {len(self.broken)} times")
            return proof
        least = self.least()
        proof.bound = self.prices.total - least * kin_children
        return proof

    def least(self):
        """L, in millionths a child."""
        return min((Fraction(over, size) for _, _, size, over in self.kin), default=Fraction(0))

    def not_least(self, family_of, row):
        """Families whose price could be lower: no chain of equal pairs leads to a family or group with price nought."""
        least = self.least()
        tight = defaultdict(list)
        kin_tight = [(group, place) for group, place, size, over in self.kin if over == least * size]
        for group, place in (*self.tight, *kin_tight):
            tight[group].append(place)
        of_place = self.prices.of_place
        taken = {row.place[family]: group for group, family in family_of.items()}
        grounded = {place for place, price in enumerate(of_place) if not price}
        stack = [taken[place] for place in grounded if place in taken]
        stack += [group for group in self.prices.of_group if group not in family_of]
        while stack:
            for place in tight[stack.pop()]:
                if place not in grounded:
                    grounded.add(place)
                    if place in taken:
                        stack.append(taken[place])
        return len(of_place) - len(grounded)


class Several:
    """The same where a family may take several groups: its price must cover every legal set of them."""

    def __init__(self, prices, row):
        self.prices, self.row, self.found = prices, row, defaultdict(list)

    def see(self, group, looked):
        price = self.prices.of_group[group.id]
        for place, value, kin in looked.all():
            if kin or value > price:
                self.found[place].append((group, value - price, group.size if kin else 0))

    def proof(self, kin_children):
        proof, least = Proof(), None
        for place, offers in self.found.items():
            lowest = self._least(place, offers)
            if lowest is None:
                proof.is_checked = False
                return proof
            if lowest is not False:
                least = lowest if least is None else min(least, lowest)
        least = least or Fraction(0)
        for place, offers in self.found.items():
            best = self._best(place, offers, least)
            if best is None:
                proof.is_checked = False
                return proof
            if best > self.prices.of_place[place]:
                proof.faults.append("$.prices: a legal set of groups is worth more than its prices")
                return proof
        proof.bound = self.prices.total - least * kin_children
        return proof

    def _least(self, place, offers):
        """The largest L this family bears; False where it has no kin, None where it takes too many steps to say."""
        if not any(kin for _, _, kin in offers):
            return False
        price, least = self.prices.of_place[place], Fraction(0)
        first = min(Fraction(price - over, kin) for _, over, kin in offers if kin)
        least = first
        while True:
            # Newton's way for the least of (price - over) / kin: ask for the set that breaks the present L the most.
            found = self._set(place, offers, least)
            if found is None:
                return None
            over, kin = found
            if over + least * kin <= price or not kin:
                return least
            least = Fraction(price - over, kin)

    def _best(self, place, offers, least):
        found = self._set(place, offers, least)
        return None if found is None else found[0] + least * found[1]

    def _set(self, place, offers, least):
        """(over, kin children) of the legal set with the most over + L x kin, (0, 0) for nobody."""
        mixed, steps = self.row.households[place].mixed, 0
        weighed = sorted(
            ((over + least * kin, over, kin, group) for group, over, kin in offers if over + least * kin > 0),
            key=lambda one: (-one[0] / one[3].size, one[3].id),
        )
        best, answer = Fraction(0), (0, 0)
        for total, over, kin, _ in weighed:
            if total > best:
                best, answer = total, (over, kin)

        def add(number, room, total, over, kin, chosen):
            nonlocal best, answer, steps
            steps += 1
            if total > best:
                best, answer = total, (over, kin)
            if steps > MOST_STEPS:
                return
            for at in range(number, len(weighed)):
                gain, more, more_kin, group = weighed[at]
                if total + gain * room / group.size <= best:
                    return  # the rest gives no more for each place
                if group.size <= room and not any(are_apart(group, one) for one in chosen):
                    add(at + 1, room - group.size, total + gain, over + more, kin + more_kin, [*chosen, group])

        add(0, mixed, Fraction(0), 0, 0, [])
        return answer if steps <= MOST_STEPS else None
