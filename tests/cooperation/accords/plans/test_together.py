"""Two desks in the same minute: nothing is done twice, nothing is lost, nobody waits for the other for ever."""

import threading

from django.db import connections, transaction

from tests.cooperation.accords.plans.made import again, drafted, first_line, line_values, reported, signed
from umay.cooperation.accords.actions import base, plans, progress, proposals
from umay.cooperation.accords.models import Lead, PlanLine, Progress, Proposal
from umay.cooperation.accords.queries.base import standing
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal

TOLD = {"says": "going", "quantity": None, "people": None, "held_on": None, "held_until": None, "text": "Sürüyor"}


def at_once(*deeds) -> list:
    """Run each (identity, function) in a thread and transaction of its own, all begun together. What went wrong, by class and code."""
    ready, faults = threading.Barrier(len(deeds)), []

    def run(identity, deed):
        try:
            ready.wait(10)
            with acting(identity), transaction.atomic():
                deed(identity)
        except Refusal as refusal:
            faults.append((type(refusal).__name__, refusal.code))
        except Exception as fault:
            faults.append((type(fault).__name__, str(fault)[:80]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert not any(one.is_alive() for one in threads)
    return faults


def test_both_heads_verify_in_the_same_second_and_it_is_verified_once(own_coop_cast):
    coop = own_coop_cast
    line = first_line(signed(coop, lines=1))
    reported(coop, line, coop.tr_desk, coop.sc_desk)
    with acting(coop.tr_lead), transaction.atomic():
        sha = standing(line).sha256

    def verify(identity):
        progress.verify(line=line, sha256=sha, by=identity, at=now())

    assert at_once((coop.tr_lead, verify), (coop.sc_lead, verify)) == []
    assert again(line).state == "verified"


def test_a_report_and_the_agreement_to_an_amendment_of_the_same_line_wait_for_each_other_in_one_order(own_coop_cast):
    coop = own_coop_cast
    plan = signed(coop, lines=1)
    line = first_line(plan)
    with acting(coop.tr_desk), transaction.atomic():
        made = proposals.amend(
            plan=plan, line=line, values=line_values(1, quantity=9), why="Çok", by=coop.tr_desk, at=now()
        )
    with acting(coop.tr_lead), transaction.atomic():
        base.approve(thing=made, sha256=standing(made).sha256, by=coop.tr_lead, at=now())

    def report(identity):
        progress.write(line=line, period=None, values=TOLD, hand_in=True, by=identity, at=now())

    def agree(identity):
        base.approve(thing=Proposal.objects.get(pk=made.pk), by=identity, at=now())

    for _round in range(3):
        faults = at_once((coop.sc_desk, report), (coop.sc_lead, agree), (coop.tr_desk, report))
        assert not [fault for fault in faults if fault[0] not in ("Refusal", "Conflict")], faults
    assert again(line).quantity == 9
    with founding():
        assert Progress.objects.filter(line=line, given_at__isnull=False).count() == 6


def test_two_of_one_desk_name_one_lead_and_two_desks_add_two_lines(own_coop_cast):
    coop = own_coop_cast
    plan = drafted(coop, lines=1)
    line = first_line(plan)

    def lead(identity):
        plans.set_lead(line=line, unit=identity.name, official=None, by=identity, at=now())

    def add(identity):
        plans.add_line(plan=plan, values=line_values(5), by=identity, at=now())

    assert at_once((coop.sc_desk, lead), (coop.sc_lead, lead), (coop.tr_desk, add), (coop.sc_lead, add)) == []
    with founding():
        assert Lead.objects.filter(line=line, party=coop.sc).count() == 1
        assert sorted(PlanLine.objects.filter(plan=plan).values_list("number", flat=True)) == [1, 2, 3]


def test_two_desks_draft_one_renewal(own_coop_cast):
    coop = own_coop_cast
    plan = signed(coop, lines=1)

    def renew(identity):
        plans.renew(plan=plan, by=identity, at=now())

    assert at_once((coop.tr_desk, renew), (coop.sc_desk, renew)) == [("Refusal", "renewed")]
