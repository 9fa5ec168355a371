"""From an Instance to its Result: the best match for a whole country, or the best so far, with its bound.

result = solve(instance, raw_sha256=hashlib.sha256(raw).hexdigest())
Path("result.json").write_bytes(dump(result))
"""

from functools import partial

from ..inputs import Instance
from ..judging import Asking, verdict
from .arrays import Problem, problem
from .assignment import ProofFailed, Solution, solve_survey
from .clock import Clock
from .pairs import Survey
from .results import DUAL, ENGINE, NONE, OPTIMAL, STOPPED, Placement, Result
from .scanning import PASSES


def solve(instance: Instance, *, raw_sha256, progress=None, stop=None, work=None):
    """The Result for an Instance, by its own rules.

    `raw_sha256` is that of the instance file's bytes. `progress(stage, done, total)` is told how far it is; `stop()`, asked
    often, ends the run with the best so far; so does `rules.time_limit_s`. `work` repeats a stopped run: the `work` of
    its result gives the same result again.

    Raises BadInput where weights and sizes are beyond exact sums, MemoryError, and ProofFailed (a fault of the program).
    """
    clock = Clock(time_limit_s=instance.rules.time_limit_s, progress=progress, stop=stop, work=work)
    asked = problem(instance)
    survey = Survey(asked, tell=partial(clock.tell, "pairs"))
    several = _several(instance)
    if several:
        return several(instance, survey, clock, raw_sha256)
    return _result(instance, survey, solve_survey(survey, clock), clock, raw_sha256)


def solve_arrays(asked: Problem, *, time_limit_s=None, progress=None, stop=None, work=None):
    """(Survey, Solution) of a Problem, one group per family whatever its rules: for simulation and measuring."""
    clock = Clock(time_limit_s=time_limit_s, progress=progress, stop=stop, work=work)
    survey = Survey(asked, tell=partial(clock.tell, "pairs"))
    return survey, solve_survey(survey, clock)


def _several(instance):
    """`share`, where families may take several groups or a part of a group could be of value; else None."""
    if not (instance.rules.sharing or instance.rules.splitting):
        return None
    from ..sharing import may_part, share  # it stands on this package, and brings HiGHS with it

    return share if instance.rules.sharing or may_part(instance) else None


def funnel_of(survey: Survey):
    """{group id: counts in the order of the file}."""
    counts = survey.funnel.tolist()
    return {group: (row[PASSES], *row[:PASSES]) for group, row in zip(survey.problem.groups.ids, counts, strict=True)}


def _placements(instance, survey, solution):
    """Placements with their terms, each judged once more by the engine for one group."""
    groups = {group.id: group for group in instance.groups}
    families = {family.id: family for family in instance.families}
    for g, f in enumerate(solution.family_of.tolist()):
        if f >= 0:
            group = groups[survey.problem.groups.ids[g]]
            asking = Asking(group, instance.rules, instance.weights, instance.at)
            judged = verdict(asking, families[survey.problem.families.ids[f]])
            if not judged.feasible:
                raise ProofFailed
            yield Placement(
                group=group.id,
                family=judged.family_id,
                children=tuple(sorted(child.id for child in group.children)),
                kin=judged.kin,
                value=judged.value,
                metres=judged.metres,
                terms={name: getattr(judged.terms, name) for name in judged.terms.__slots__},
            )


def _result(instance, survey, solution: Solution, clock, raw_sha256):
    placements = tuple(sorted(_placements(instance, survey, solution), key=lambda one: one.group))
    if sum(one.value for one in placements) != solution.objective:
        raise ProofFailed
    placed = {one.group for one in placements}
    groups, families = survey.problem.groups, survey.problem.families
    return Result(
        input_sha256=raw_sha256,
        status=OPTIMAL if solution.is_proven else STOPPED,
        proof=DUAL if solution.is_proven else NONE,
        kin_children=solution.kin_children,
        kin_bound=solution.kin_bound,
        objective=solution.objective,
        bound=solution.bound,
        work=solution.work,
        seconds=clock.seconds,
        engine=ENGINE,
        placements=placements,
        unplaced=tuple(sorted(group for group in groups.ids if group not in placed)),
        funnel=funnel_of(survey),
        prices=dict(zip(families.ids, map(int, solution.price), strict=True)),
        group_prices=dict(zip(groups.ids, map(int, solution.pull), strict=True)),
    )
