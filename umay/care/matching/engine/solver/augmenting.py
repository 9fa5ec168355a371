"""One group after another into the best matching, by shortest alternating paths in whole numbers.

Between two steps this always holds, for every feasible pair (g, f) of groups already settled:

    value(g, f) <= pull[g] + price[f]        pull, price >= 0
    equal for a pair that is matched; pull 0 for a group left out; price 0 for a family left free

So the sum of pulls and prices is an upper bound at every moment, and reached when all groups are settled.

A group's stored pairs may be only its best. `beyond[g]` is the most that a pair not stored can be worth (-1: all are
stored). Where a search would have to look beyond, it stops and names the group: `NEEDS`. No wrong answer can come of it.
"""

from collections import namedtuple

from .kernels import compiled

UNSETTLED, OUT = -2, -1
"""In `family_of`: not yet looked at; left without a family."""

FREE = -1

Lists = namedtuple("Lists", "start number family value beyond")
"""Stored pairs of group g: number[g] of them from start[g]. int64[G], int64[G], int32[n], int64[n], int64[G]."""

State = namedtuple("State", "pull price family_of group_of value_of")
"""int64[G], int64[F], int32[G], int32[F], int64[G] (value of the pair a group stands in)."""

Search = namedtuple("Search", "far came touched queue key place counts")
"""Room for one search. Nodes 0..F-1 are families, F + g means: look beyond the stored pairs of g.
far int64[F], came int32[F] (which group led there), touched int32[F]; queue int32[F + G] is a heap by key int64[F + G],
place int32[F + G] (-1: not in it); counts int64[3]: in the heap, touched, stored pairs looked at."""


@compiled
def sift_up(search, place):
    queue, key = search.queue, search.key
    node = queue[place]
    while place > 0:
        above = (place - 1) // 2
        if key[queue[above]] <= key[node]:
            break
        queue[place] = queue[above]
        search.place[queue[place]] = place
        place = above
    queue[place] = node
    search.place[node] = place


@compiled
def sift_down(search, place):
    queue, key, size = search.queue, search.key, search.counts[0]
    node = queue[place]
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and key[queue[child + 1]] < key[queue[child]]:
            child += 1
        if key[queue[child]] >= key[node]:
            break
        queue[place] = queue[child]
        search.place[queue[place]] = place
        place = child
    queue[place] = node
    search.place[node] = place


@compiled
def put(search, node, key):
    """Into the heap, or nearer to its top."""
    search.key[node] = key
    if search.place[node] < 0:
        search.queue[search.counts[0]] = node
        search.place[node] = search.counts[0]
        search.counts[0] += 1
    sift_up(search, search.place[node])


@compiled
def take(search):
    """The node of least key, taken out."""
    node = search.queue[0]
    search.place[node] = -1
    search.counts[0] -= 1
    if search.counts[0]:
        search.queue[0] = search.queue[search.counts[0]]
        sift_down(search, 0)
    return node


@compiled
def clear(search):
    """Forget the search: touched families are unknown again, the heap is empty."""
    for number in range(search.counts[0]):
        search.place[search.queue[number]] = -1
    for number in range(search.counts[1]):
        search.far[search.touched[number]] = -1
    search.counts[0] = 0
    search.counts[1] = 0


@compiled
def best_net(lists, state, g):
    """What the best stored pair leaves after the family's price; 0 where none leaves anything."""
    best = 0
    for pair in range(lists.start[g], lists.start[g] + lists.number[g]):
        net = lists.value[pair] - state.price[lists.family[pair]]
        if net > best:
            best = net
    return best


@compiled
def reach_out(lists, state, search, g, far, end, best):
    """From group g, `far` along the path, to the families of its stored pairs. (family, doubled length) of the best end.

    Lengths of ends are doubled, odd for "leave a group out", so that among equals a child has a home.
    """
    families = len(state.price)
    search.counts[2] += lists.number[g]
    for pair in range(lists.start[g], lists.start[g] + lists.number[g]):
        family = lists.family[pair]
        length = far + state.pull[g] - lists.value[pair] + state.price[family]
        if 2 * length >= best or 0 <= search.far[family] <= length:
            continue
        if search.far[family] < 0:
            search.touched[search.counts[1]] = family
            search.counts[1] += 1
        search.far[family], search.came[family] = length, g
        if state.group_of[family] == FREE:
            end, best = family, 2 * length
        else:
            put(search, family, length)
    if lists.beyond[g] >= 0 and 2 * (far + state.pull[g] - lists.beyond[g]) < best:
        put(search, families + g, far + state.pull[g] - lists.beyond[g])
    return end, best


@compiled
def turn_path(lists, state, search, root, end, out):
    """Give every group on the path its new family; `out` is the group left out, FREE if the path ends at a free family."""
    if out != FREE:
        end = state.family_of[out]
        state.family_of[out], state.value_of[out] = OUT, 0
        if out == root:
            return
    while True:
        g = search.came[end]
        left = state.family_of[g]
        state.family_of[g] = end
        state.group_of[end] = g
        for pair in range(lists.start[g], lists.start[g] + lists.number[g]):
            if lists.family[pair] == end:
                state.value_of[g] = lists.value[pair]
        if g == root:
            return
        end = left


@compiled
def move_prices(state, search, root, length):
    """Prices rise on everything nearer than the end, and what its groups keep falls by as much."""
    state.pull[root] -= length
    for number in range(search.counts[1]):
        family = search.touched[number]
        g = state.group_of[family]
        if search.far[family] < length and g != FREE:
            state.price[family] += length - search.far[family]
            state.pull[g] -= length - search.far[family]


@compiled
def settle(lists, state, search, root):
    """Place group `root`, moving others where that is best for all. -1 when done, else the group whose list must grow."""
    families = len(state.price)
    state.pull[root] = best_net(lists, state, root)
    if lists.beyond[root] > state.pull[root]:
        state.pull[root] = 0
        return root
    out, needed = root, -1
    end, best = reach_out(lists, state, search, root, 0, FREE, 2 * state.pull[root] + 1)
    if end != FREE:
        out = FREE
    while search.counts[0]:
        node = take(search)
        if 2 * search.key[node] >= best:
            break
        if node >= families:
            needed = node - families
            break
        far, g = search.key[node], state.group_of[node]
        if 2 * (far + state.pull[g]) + 1 < best:
            out, end, best = g, FREE, 2 * (far + state.pull[g]) + 1
        before = best
        found, best = reach_out(lists, state, search, g, far, end, best)
        if best < before:
            out, end = FREE, found
    if needed < 0:
        move_prices(state, search, root, best // 2)
        turn_path(lists, state, search, root, end, out)
    else:
        state.pull[root] = 0
    clear(search)
    return needed


@compiled
def settle_many(lists, state, search, order, first, last):
    """Settle order[first:last]; (how far it came, group whose list must grow or -1)."""
    for place in range(first, last):
        needed = settle(lists, state, search, order[place])
        if needed >= 0:
            return place, needed
    return last, -1


@compiled
def least_prices(lists, state, queue, is_queued):
    """Lower all prices to the least that still hold for this best matching; pulls follow.

    Returns -1, the group whose list must grow (call again), or -2 if the matching was not best.
    `state.price` and `state.pull` must be those of "every price 0" or of an earlier call.
    """
    size = len(state.pull)
    head, waiting = 0, 0
    for g in range(size):
        if is_queued[g]:
            queue[waiting] = g
            waiting += 1
    while waiting:
        g = queue[head]
        if lists.beyond[g] > state.pull[g]:
            return g
        head = (head + 1) % size
        waiting -= 1
        is_queued[g] = False
        for pair in range(lists.start[g], lists.start[g] + lists.number[g]):
            family = lists.family[pair]
            least = lists.value[pair] - state.pull[g]
            if least <= state.price[family]:
                continue
            other = state.group_of[family]
            if other in (FREE, g) or state.value_of[other] < least:
                return -2
            state.price[family] = least
            state.pull[other] = state.value_of[other] - least
            if not is_queued[other]:
                is_queued[other] = True
                queue[(head + waiting) % size] = other
                waiting += 1
    return -1
