"""An attacker who tries every whole table. It knows the shown numbers and that sums hold; it shares nothing with the engine or its audit."""

from itertools import product


def leaves_of(table):
    return list(product(*([code for code in d.codes if code not in d.parts] for d in table.dimensions)))


def is_under(table, leaf, codes):
    """Are the people of this leaf among those of `codes`?"""

    def reaches(parts, code, goal):
        return code == goal or any(reaches(parts, part, goal) for part in parts.get(code, ()))

    return all(reaches(d.parts, code, part) for d, part, code in zip(table.dimensions, leaf, codes, strict=True))


def constraints(table, told):
    """[(places of the leaves under a shown number, the number)]."""
    leaves = leaves_of(table)

    return [
        ([place for place, leaf in enumerate(leaves) if is_under(table, leaf, codes)], number)
        for codes, number in told.items()
        if number is not None
    ]


def tables_that_agree(table, told, most):
    """Every list of leaves from 0 to `most` that agrees with what is told."""
    bounds = constraints(table, told)
    size = len(leaves_of(table))
    found, values = [], [0] * size
    ends = [[bound for bound in bounds if bound[0][-1] == place] for place in range(size)]
    touching = [[bound for bound in bounds if place in bound[0]] for place in range(size)]

    def fill(place):
        if place == size:
            found.append(tuple(values))
            return
        for number in range(most + 1):
            values[place] = number
            sums = [(sum(values[one] for one in places if one <= place), told) for places, told in touching[place]]
            if any(one > told for one, told in sums):
                break
            if all(sum(values[one] for one in places) == told for places, told in ends[place]):
                fill(place + 1)
        values[place] = 0

    fill(0)
    return found


def ends(table, told, codes, most):
    """(lowest, highest) count of `codes` in all tables that agree."""
    leaves = leaves_of(table)
    under = [place for place, leaf in enumerate(leaves) if is_under(table, leaf, codes)]
    sums = [sum(one[place] for place in under) for one in tables_that_agree(table, told, most)]
    return min(sums), max(sums)
