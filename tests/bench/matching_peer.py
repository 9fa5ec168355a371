"""One solver made by others, on pairs already built: python matching_peer.py SOLVER PAIRS.npz CHOSEN.npz [SECONDS]

Runs in a process of its own, in whatever environment has the solver; needs numpy alone beside it. PAIRS holds `group`, `family` (int32), `weight` (int64
millionths, kin first already in it), `groups`, `families`. CHOSEN gets `family`: for each group its family, or -1. A solver that can be told when to stop is told; what it then has is its answer. Prints one line of JSON.
"""

import json
import resource
import sys
import time

import numpy as np

BEGUN = time.perf_counter()
SECONDS = float(sys.argv[4]) if len(sys.argv) > 4 else 600.0


def seconds_left():
    return max(1.0, SECONDS - (time.perf_counter() - BEGUN))


def scipy_sparse(group, family, weight, groups, families):
    """scipy.sparse.csgraph.min_weight_full_bipartite_matching, with a column of its own for each group left out."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    most = int(weight.max(initial=0)) + 1
    rows = np.concatenate([group, np.arange(groups, dtype=np.int32)])
    columns = np.concatenate([family, families + np.arange(groups, dtype=np.int32)])
    costs = np.concatenate([most - weight, np.full(groups, most)]).astype(np.float64)
    graph = csr_array((costs, (rows, columns)), shape=(groups, families + groups))
    del rows, columns, costs

    def solve():
        chosen = np.full(groups, -1)
        of, to = min_weight_full_bipartite_matching(graph)
        chosen[of] = np.where(to < families, to, -1)
        return chosen, "optimal"

    return solve


def scipy_dense(group, family, weight, groups, families):
    """scipy.optimize.linear_sum_assignment on a dense matrix."""
    from scipy.optimize import linear_sum_assignment

    gains = np.zeros((groups, families))
    gains[group, family] = weight
    is_pair = np.zeros((groups, families), dtype=bool)
    is_pair[group, family] = True

    def solve():
        chosen = np.full(groups, -1)
        of, to = linear_sum_assignment(gains, maximize=True)
        kept = is_pair[of, to]
        chosen[of[kept]] = to[kept]
        return chosen, "optimal"

    return solve


def _highs(group, family, weight, groups, families, is_integer):
    import highspy

    number = len(group)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = number, groups + families
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = weight / 1e6
    lp.col_lower_, lp.col_upper_ = np.zeros(number), np.ones(number)
    lp.row_lower_, lp.row_upper_ = np.full(groups + families, -highspy.kHighsInf), np.ones(groups + families)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = 2 * np.arange(number + 1)
    lp.a_matrix_.index_ = np.stack([group, groups + family], axis=1).ravel()
    lp.a_matrix_.value_ = np.ones(2 * number)
    if is_integer:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * number
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.passModel(lp)

    def solve():
        model.setOptionValue("time_limit", seconds_left())
        model.run()
        chosen = np.full(groups, -1)
        values = np.array(model.getSolution().col_value)
        taken = values > 0.5
        chosen[group[taken]] = family[taken]
        status = model.modelStatusToString(model.getModelStatus())
        return chosen, status if np.all((values < 1e-6) | (values > 1 - 1e-6)) else f"{status}, not whole"

    return solve


def highs_lp(*pairs):
    """HiGHS, the linear programme (its corners are whole)."""
    return _highs(*pairs, is_integer=False)


def highs_mip(*pairs):
    """HiGHS, the same declared integer."""
    return _highs(*pairs, is_integer=True)


def ortools_flow(group, family, weight, groups, families):
    """OR-tools SimpleMinCostFlow."""
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = groups + families, groups + families + 1
    one = np.ones
    everybody, homes = np.arange(groups), groups + np.arange(families)
    flow.add_arcs_with_capacity_and_unit_cost(group, groups + family, one(len(group), dtype=int), -weight)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(groups, source), everybody, one(groups, dtype=int), np.zeros(groups, dtype=int)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        homes, np.full(families, sink), one(families, dtype=int), np.zeros(families, dtype=int)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        everybody, np.full(groups, sink), one(groups, dtype=int), np.zeros(groups, dtype=int)
    )
    flow.set_node_supply(source, groups)
    flow.set_node_supply(sink, -groups)

    def solve():
        status = flow.solve()
        taken = flow.flows(np.arange(len(group))) > 0
        chosen = np.full(groups, -1)
        chosen[group[taken]] = family[taken]
        return chosen, str(status).rpartition(".")[2].lower()

    return solve


def ortools_cpsat(group, family, weight, groups, families):
    """OR-tools CP-SAT, two workers."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen_pair = [model.new_bool_var("") for _ in range(len(group))]
    of_group, of_family = [[] for _ in range(groups)], [[] for _ in range(families)]
    for pair, (g, f) in enumerate(zip(group.tolist(), family.tolist(), strict=True)):
        of_group[g].append(chosen_pair[pair])
        of_family[f].append(chosen_pair[pair])
    for some in (*of_group, *of_family):
        if len(some) > 1:
            model.add_at_most_one(some)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen_pair, weight.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2

    def solve():
        solver.parameters.max_time_in_seconds = seconds_left()
        status = solver.solve(model)
        chosen = np.full(groups, -1)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            taken = np.array([solver.boolean_value(one) for one in chosen_pair], dtype=bool)
            chosen[group[taken]] = family[taken]
        return chosen, solver.status_name(status).lower()

    return solve


SOLVERS = {one.__name__: one for one in (scipy_sparse, scipy_dense, highs_lp, highs_mip, ortools_flow, ortools_cpsat)}


def main(name, pairs, out, _seconds=None):
    given = np.load(pairs)
    begun = time.perf_counter()
    solve = SOLVERS[name](
        given["group"], given["family"], given["weight"], int(given["groups"]), int(given["families"])
    )
    built, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    chosen, status = solve()
    ended, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    np.savez(out, family=chosen)
    cpu = spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime
    line = {"status": status, "building": built - begun, "solving": ended - built, "cpu": cpu}
    print(json.dumps(line | {"megabytes": spent.ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
