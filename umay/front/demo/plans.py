"""An activity plan that doesn't exist: signed, half carried out, with reports that differ, a delay, a proposal. Everything in it is invented and says so."""

from datetime import date, datetime, timedelta

from umay.cooperation.accords.actions import activities, base, plans, progress, proposals
from umay.cooperation.accords.models import Plan, PlanLine, Protocol
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.models import Party
from umay.front.demo.agreeing import SIDES, approved, desks_of, released
from umay.kit.kernel.acting import acting

TITLES = {
    "tr": "UYDURMA ÖRNEK: Faaliyet Planı {}-{}",
    "az": "UYDURMA NÜMUNƏ: Fəaliyyət Planı {}-{}",
    "en": "INVENTED EXAMPLE: Activity Plan {}-{}",
}
# kind, days, pace, how many, of what (tr, az), what (tr, az, en), result (tr, az)
LINES = (
    ("training", 3, "row", 2, ("eğitim", "təlim"),
     ("Koruyucu aile uzmanlarına ortak eğitim", "Himayədar ailə mütəxəssislərinə birgə təlim", "Joint training for foster care experts"),
     ("Eğitimden sonra iki ülkede aynı görüşme rehberi kullanılır", "Təlimdən sonra hər iki ölkədə eyni müsahibə təlimatı işlədilir")),
    ("mobile_teams", 5, "row", 1, ("ziyaret", "səfər"),
     ("Mobil ekiplerin karşılıklı ziyareti", "Mobil qrupların qarşılıqlı səfəri", "Mutual visit of mobile teams"),
     ("İki ekip birbirinin gece çağrısını izlemiş olur", "Hər iki qrup bir-birinin gecə çağırışını izləmiş olur")),
    ("campaign", 60, "through", 1, ("kampanya", "kampaniya"),
     ("Koruyucu aile için ortak kampanya", "Himayədar ailə üçün birgə kampaniya", "Joint campaign for foster families"),
     ("Başvuran aile sayısı artar", "Müraciət edən ailələrin sayı artır")),
    ("councils", 2, "row", 2, ("buluşma", "görüş"),
     ("Çocuk kurullarının ortak buluşması", "Uşaq şuralarının birgə görüşü", "Joint meeting of the children's councils"),
     ("Çocukların önerileri yazılı yanıt alır", "Uşaqların təklifləri yazılı cavab alır")),
    ("experts", 2, "row", 1, ("toplantı", "görüş"),
     ("Kurum bakımından aileye geçiş üzerine uzman toplantısı", "Müəssisədən ailəyə keçid üzrə ekspert görüşü", "Expert meeting on moving from institutions to families"),
     ("Ortak bir yol haritası yazılır", "Birgə yol xəritəsi yazılır")),
    ("ngo", 4, "row", 1, ("çalıştay", "seminar"),
     ("Sivil toplum kuruluşlarıyla çalıştay", "Vətəndaş cəmiyyəti təşkilatları ilə seminar", "Workshop with civil society organisations"),
     ("Kuruluşlar birbirini tanır", "Təşkilatlar bir-birini tanıyır")),
)  # fmt: skip
FIRST_LINE = 3  # the sentence of the invented news in which the first line stands
LEADS = {"TR-MFSS": "Çocuk Hizmetleri (uydurma birim)", "AZ-SCFWCA": "Uşaq siyasəti şöbəsi (uydurma şöbə)"}


def invent(at: datetime, protocol: Protocol) -> Plan:
    """Draft it under the invented protocol, each line from a sentence of the invented news; let both agree and sign, carry out two lines, let the
    two sides differ about one. `show` lets everybody read it."""
    desks = {code: desks_of(code) for code in SIDES}
    plan = _signed(desks, protocol, at)
    lines = {
        line.number: line for line in _read(desks, PlanLine.objects.filter(plan=plan).select_related("plan", "accord"))
    }
    today = at.date()
    _held(desks, lines[1], today - timedelta(days=120), (34, 34), at)
    _verify(desks, lines[1], at)
    _held(desks, lines[2], today - timedelta(days=40), (12, 11), at)
    _dated(desks, plan, {3: (today + timedelta(days=60), today + timedelta(days=119))}, at)
    _obstacle(desks, lines[4], at)
    _asked(desks, lines[5], at)
    _locked(desks, plan, today, at)
    return plan


def show(plan: Plan, at: datetime) -> None:
    """Both sides let everybody read the plan. Reports, the delay and the proposal stay with the desks."""
    released({code: desks_of(code) for code in SIDES}, plan.accord_id, at)


def _read(desks, rows) -> list:
    with acting(desks["TR-MFSS"]["desk"]):
        return list(rows)


def _values(row, plan: Plan) -> dict:
    kind, days, pace, quantity, units, titles, results = row
    return {
        "kind": kind, "days": days, "pace": pace, "after": None, "quantity": quantity, "article": "", "cost": "host", "cost_notes": {},
        "titles": dict(zip(("tr", "az", "en"), titles, strict=True)), "units": dict(zip(("tr", "az"), units, strict=True)),
        "results": dict(zip(("tr", "az"), results, strict=True)), "begins_on": plan.begins_on, "ends_on": plan.ends_on,
    }  # fmt: skip


def _signed(desks, protocol: Protocol, at: datetime) -> Plan:
    officer, first = desks["TR-MFSS"]["desk"], at.year - 1
    with acting(officer):
        plan = plans.open(
            titles={code: words.format(first, first + 2) for code, words in TITLES.items()},
            begins_on=date(first, 1, 1), ends_on=date(first + 2, 12, 31), protocol=protocol, is_fictitious=True,
            by=officer, at=at,
            sides=[(Party.objects.get(code=code), SideRole.PARTY) for code in SIDES],
        )  # fmt: skip
        stands_in = protocol.sentence.source.sentences.order_by("number")[FIRST_LINE:]
        for row, sentence in zip(LINES, stands_in, strict=True):
            plans.add_line(plan=plan, values=_values(row, plan) | {"sentence": sentence}, by=officer, at=at)
    for code in SIDES:
        with acting(desks[code]["desk"]):
            for line in plan.lines.select_related("accord"):
                plans.set_lead(line=line, unit=LEADS[code], official=None, by=desks[code]["desk"], at=at)
    approved(desks, plan, at)
    with acting(desks["TR-MFSS"]["desk_lead"]):
        return plans.sign(
            plan=plan, version=plan.version, signed_on=date(first, 1, 1), place="Ankara", by=desks["TR-MFSS"]["desk_lead"], at=at
        )  # fmt: skip


def _held(desks, line: PlanLine, first: date, people: tuple[int, int], at: datetime) -> None:
    """Both report it as carried out, each with its own count."""
    last = first + timedelta(days=2)
    officer = desks["TR-MFSS"]["desk"]
    with acting(officer):
        done = {"titles": line.titles, "begins_on": first, "ends_on": last, "place": "Ankara", "host": None}
        activity = activities.add(line=line, values=done, by=officer, at=at)
    for code, number in zip(SIDES, people, strict=True):
        by = desks[code]["desk"]
        with acting(by):
            activities.count(activity=activity, people=number, women=None, report="", by=by, at=at)
            values = {"says": "done", "quantity": 1, "people": number, "held_on": first, "held_until": last, "text": ""}
            progress.write(line=line, period=None, values=values, hand_in=True, by=by, at=at)


def _verify(desks, line: PlanLine, at: datetime) -> None:
    for code in SIDES:
        lead = desks[code]["desk_lead"]
        with acting(lead):
            line.refresh_from_db()
            progress.verify(line=line, sha256=standing(line).sha256, by=lead, at=at)


def _dated(desks, plan: Plan, dates, at: datetime) -> None:
    by = desks["AZ-SCFWCA"]["desk"]
    with acting(by):
        made = proposals.set_dates(plan=plan, dates=dates, why="Hər iki ölkədə bayram yoxdur.", by=by, at=at)
    approved(desks, made, at)


def _obstacle(desks, line: PlanLine, at: datetime) -> None:
    by = desks["AZ-SCFWCA"]["desk"]
    with acting(by):
        progress.raise_obstacle(
            line=line, kind="delay", reason="travel", text="Uşaqların səfər icazələri hələ hazır deyil.",
            step="Nazirliklə yazışma gedir.", new_on=at.date() + timedelta(days=150), by=by, at=at,
        )  # fmt: skip


def _asked(desks, line: PlanLine, at: datetime) -> None:
    """An amendment that waits for the Turkish head."""
    by = desks["AZ-SCFWCA"]["desk"]
    with acting(by):
        values = _values(LINES[line.number - 1], line.plan) | {"quantity": 2}
        made = proposals.amend(plan=line.plan, line=line, values=values, why="Bir görüş kifayət etmir.", by=by, at=at)
    lead = desks["AZ-SCFWCA"]["desk_lead"]
    with acting(lead):
        base.approve(thing=made, sha256=standing(made).sha256, by=lead, at=at)


def _locked(desks, plan: Plan, today: date, at: datetime) -> None:
    """The quarters that are done with, all but the last one that ended."""
    lead = desks["TR-MFSS"]["desk_lead"]
    with acting(lead):
        ended = [period for period in plan.periods.order_by("begins_on") if period.ends_on < today]
        for period in ended[:-1]:
            progress.lock(period=period, by=lead, at=at)
