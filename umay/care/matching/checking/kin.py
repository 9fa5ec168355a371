"""The most children that can be placed with kin: exact where a family takes one group, searched where it may take several."""

from collections import deque

from .placed import are_apart

MOST_STEPS = 200_000


def most_kin_children(setting, groups, kin_homes, households):
    """(the most children in whole groups with kin, is it exact). `kin_homes`: group id -> places of feasible kin."""
    asking = [group for group in groups if kin_homes.get(group.id)]
    if not setting.is_sharing:
        return _one_each(asking, kin_homes), True
    total, is_exact = 0, True
    for part in _apart(asking, kin_homes):
        found = _several(part, kin_homes, households)
        is_exact = is_exact and found is not None
        total += found if found is not None else 0
    return total, is_exact


def _one_each(asking, kin_homes):
    """Larger groups first, each seated by moving others: right, since every set that can be seated is independent."""
    holder, home_of, total = {}, {}, 0
    for group in sorted(asking, key=lambda one: (-one.size, one.id)):
        came, waiting, free = {}, deque([group]), None
        while waiting and free is None:
            asker = waiting.popleft()
            for home in kin_homes[asker.id]:
                if home not in came:
                    came[home] = asker
                    if home not in holder:
                        free = home
                        break
                    waiting.append(holder[home])
        if free is None:
            continue
        total += group.size
        while free is not None:
            asker = came[free]
            holder[free], home_of[asker.id], free = asker, free, home_of.get(asker.id)
    return total


def _apart(asking, kin_homes):
    """The groups in lots that share no home with each other."""
    lots = {}
    for group in asking:
        joined = {id(lot): lot for home in kin_homes[group.id] if (lot := lots.get(home))}
        whole = [group, *(one for lot in joined.values() for one in lot)]
        for one in whole:
            for home in kin_homes[one.id]:
                lots[home] = whole
    return list({id(lot): lot for lot in lots.values()}.values())


def _several(lot, kin_homes, households):
    """The most children of one lot when homes take several groups; None where that takes too many steps to say."""
    lot = sorted(lot, key=lambda group: -group.size)
    rest = [sum(group.size for group in lot[number:]) for number in range(len(lot) + 1)]
    living, steps, best = {}, 0, 0

    def place(number, total):
        nonlocal steps, best
        steps += 1
        best = max(best, total)
        if number == len(lot) or total + rest[number] <= best or steps > MOST_STEPS:
            return
        group = lot[number]
        for home in kin_homes[group.id]:
            there = living.setdefault(home, [])
            size = group.size + sum(one.size for one in there)
            if there and (size > households[home].mixed or any(are_apart(group, one) for one in there)):
                continue
            there.append(group)
            place(number + 1, total + group.size)
            there.pop()
        place(number + 1, total)

    place(0, 0)
    return best if steps <= MOST_STEPS else None
