"""From a sentence of a source to a deed that everybody reads: a plan's line, a meeting, a decision, an action, the reports of both sides, as four people of
two institutions do it on the pages. Each writes their own language; nothing else joins them but what stands there."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator

from tests.journeys.browsing import Visitor

PEOPLE = {"asli.tr": "TR", "tarik.tr": "TR", "leyla.az": "AZ", "kamran.az": "AZ"}
SOURCE, SENTENCE = "plan-2022", "5"
PDF = {"name": "tutanak.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
COMMITTEE = re.compile("Devlet Komitesi|Dövlət Komitəsi|State Committee")
MINISTRY = re.compile("Aile ve Sosyal|Ailə və Sosial|Family and Social")
DEED = {
    "tr": "Yolculuk programını hazırlamak",
    "az": "Səfər proqramını hazırlamaq",
    "en": "Prepare the programme of the visit",
}


def _each(name: str, words: dict) -> dict:
    return {f"{name}_{code}": text for code, text in words.items()}


@dataclass
class Chain:
    """One walk. `come` opens a browser for a user; `mark` makes its titles its own."""

    come: object
    mark: str
    _here: dict[str, Visitor] = field(default_factory=dict)
    address: dict[str, str] = field(default_factory=dict)  # of the plan, line, meeting, decision, action

    def who(self, user: str) -> Visitor:
        if user not in self._here:
            self._here[user] = self.come(user)
        return self._here[user]

    def at(self, user: str, thing: str) -> Visitor:
        return self.who(user).open(self.address[thing])

    def keep(self, thing: str, user: str) -> "Chain":
        self.address[thing] = self.who(user).path
        return self

    def titled(self, *words: str) -> dict:
        return dict(zip(("tr", "az", "en"), (f"{text} {self.mark}" for text in words), strict=True))

    @property
    def today(self) -> date:
        """Today where the day began last, so that it lies ahead for nobody."""
        return datetime.now(ZoneInfo("Europe/Istanbul")).date()

    # --- the sentence becomes a line of a plan that both sign ---

    def find_sentence(self) -> "Chain":
        """Aslı looks for the sentence; no draft is open yet in which it could stand."""
        asli = self.who("asli.tr").open("/cooperation/plans/").follow("/plans/sources/").follow(f"/sources/{SOURCE}/")
        asli.follow(f"?take={SENTENCE}").follow("/cooperation/plans/open/")
        years = {"begins_on": date(self.today.year, 1, 1), "ends_on": date(self.today.year + 2, 12, 31)}
        asli.fill(**_each("title", self.titled("Yolculuk planı", "Səfər planı", "Plan of visits")), **years)
        self._choose(asli, "other", COMMITTEE).send()
        self._go(asli, self.mark)
        return self.keep("plan", "asli.tr")

    def write_line(self) -> "Chain":
        asli = self.who("asli.tr").open(f"/cooperation/plans/sources/{SOURCE}/").follow(f"?take={SENTENCE}")
        self._go(asli, self.mark)
        titles = self.titled("Karşılıklı inceleme ziyareti", "Qarşılıqlı tədqiqat səfəri", "Mutual study visit")
        asli.fill(**_each("title", titles), kind="exchange", quantity=1, cost="host", days=2, pace="row").send()
        self._go(asli, self.mark, within="/plans/lines/")
        quoted = asli.page.locator("main blockquote").first.inner_text()
        asli.follow(f"/plans/sources/{SOURCE}/#s{SENTENCE}")
        assert quoted in asli.words, "the line must quote the sentence as the source has it"
        self._go(asli, self.mark, within="/plans/lines/")
        return self.keep("line", "asli.tr")

    def sign_plan(self) -> "Chain":
        for head in ("kamran.az", "tarik.tr"):
            self.at(head, "plan").send("/approve/plans.plan/")
        tarik = self.at("tarik.tr", "plan").follow("/sign/").fill(signed_on=self.today, place="Ankara")
        tarik.send()
        return self

    # --- a meeting decides who does what for it ---

    def plan_meeting(self) -> "Chain":
        leyla = self.who("leyla.az").open("/cooperation/meetings/").follow("/open_series/")
        leyla.fill(**_each("title", self.titled("Dizi", "Silsilə", "Series")))
        self._choose(leyla, "other", MINISTRY).send()
        self._go(leyla, self.mark)
        self.keep("series", "leyla.az")
        leyla.follow("/plan/").fill(**_each("title", self.titled("Toplantı", "Görüş", "Meeting")))
        leyla.fill(level="ministers", begins_on=self.today, ends_on=self.today, place_tr="Bakü", place_az="Bakı").send()
        self._go(leyla, self.mark, within="/cooperation/meetings/")
        self.keep("meeting", "leyla.az")
        leyla.send("/open_agenda/").follow("/add_item/")
        leyla.fill(**_each("title", self.titled("Ziyaret", "Səfər", "Visit"))).send()
        self.at("kamran.az", "meeting").send("/close_agenda/")
        for user in ("leyla.az", "asli.tr"):
            self.at(user, "meeting").follow("/attend/").fill(says="attended").send()
        return self

    def decide(self) -> "Chain":
        """Leyla writes the decision for the line, who does what for it, and the minutes; both heads lock them."""
        leyla = self.at("leyla.az", "meeting").follow("/add_decision/")
        texts = self.titled("Ziyaret bu yıl yapılır.", "Səfər bu il keçirilir.", "The visit takes place this year.")
        leyla.fill(**_each("text", texts), adopted="consensus")
        self._choose(leyla, "line", re.compile(re.escape(self.mark))).send()
        leyla.follow("/meetings/decisions/")
        self.keep("decision", "leyla.az")
        leyla.follow("/add_action/").fill(**_each("title", DEED), due_on=self.today + timedelta(days=30))
        self._choose(leyla, "owner", COMMITTEE).send()
        minutes = self.titled("Ziyaret konuşuldu.", "Səfər müzakirə olundu.", "The visit was talked about.")
        self.at("leyla.az", "meeting").follow("/write_minutes/").fill(**_each("text", minutes)).send()
        leyla.follow("/open_amendments/").fill(until=self.today + timedelta(days=5)).send()
        for head in ("kamran.az", "tarik.tr"):
            self.at(head, "meeting").send("/approve/meetings.meeting/")
        return self

    # --- it is done, and both say so ---

    def do_it(self) -> "Chain":
        """Leyla reports the action with a file; Tarık, who did not do it, finds it in his work and verifies it."""
        leyla = self.at("leyla.az", "decision").follow("/meetings/actions/")
        self.keep("action", "leyla.az")
        leyla.follow("/report/").fill(text="Proqram hazırdır / Program hazır.")
        leyla.page.set_input_files("[name=file]", files=[PDF])
        leyla.send()
        tarik = self.who("tarik.tr").open("/").follow(self.address["action"])
        tarik.send("/verify/")
        return self

    def report_line(self) -> "Chain":
        """Each side reports on its own, both heads verify what both report."""
        for user in ("asli.tr", "leyla.az"):
            one = self.at(user, "line").follow("/report/")
            one.fill(says="done", held_on=self.today, quantity=1, people=18).send(button="verb=give")
        for head in ("tarik.tr", "kamran.az"):
            self.at(head, "line").send("/verify/")
        return self

    def release(self) -> "Chain":
        for head in ("tarik.tr", "kamran.az"):
            for thing in ("plan", "series", "meeting"):
                self.at(head, thing).follow("/release/").send(button="verb=release")
        return self

    # --- going ---

    def _go(self, one: Visitor, words: str, within: str = "/") -> Visitor:
        """Follow the first link whose words hold these."""
        link = one.page.locator(f"main a[href*='{within}']", has_text=words).first
        assert link.count(), f"{one.path} has no link with {words!r}; it has {one.addresses}"
        return one.follow(link.get_attribute("href"))

    def _choose(self, one: Visitor, name: str, words: re.Pattern) -> Visitor:
        """Take the choice of a list whose words hold these, as somebody who reads them does."""
        options: Locator = one.page.locator(f"select[name={name}] option")
        found = [option.get_attribute("value") for option in options.all() if words.search(option.inner_text())]
        assert found, f"{one.path} offers none of {words.pattern} for {name}: {options.all_inner_texts()}"
        return one.fill(**{name: found[0]})
