"""The work of a child's way into a family, step by step, as the people of one office do it on the pages."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.browsing import FIRST, Visitor

PEOPLE = {
    "TR": {
        "worker": "elif.tr",
        "supervisor": "gulsen.tr",
        "duty": "murat.tr",
        "family_worker": "zeynep.tr",
        "officer": "hakan.tr",
        "approver": "nermin.tr",
    },
    "AZ": {
        "worker": "resad.az",
        "supervisor": "gunel.az",
        "duty": "xeyal.az",
        "family_worker": "aygun.az",
        "officer": "elcin.az",
        "approver": "nigar.az",
    },
}
ZONES = {"TR": ZoneInfo("Europe/Istanbul"), "AZ": ZoneInfo("Asia/Baku")}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass
class Story:
    """One child's way. `who` gives the visitor of a role; each person has a browser of their own."""

    country: str
    come: object
    surname: str
    by: str = "worker"  # whose case it is
    _here: dict[str, Visitor] = field(default_factory=dict)
    report: str = ""
    case: str = ""
    match: str = ""
    placement: str = ""
    visit: str = ""

    def who(self, role: str) -> Visitor:
        if role not in self._here:
            self._here[role] = self.come(PEOPLE[self.country][role])
        return self._here[role]

    @property
    def now(self) -> datetime:
        """This minute on the office's clock, as somebody would type it: nothing on a form may lie ahead."""
        return datetime.now(ZONES[self.country]).replace(second=0, microsecond=0)

    # --- given a report ---

    def receive(self, ages=(6,)) -> "Story":
        """One report of so many children."""
        one = self.who(self.by).open("/care/intake/").follow("/care/intake/receive/")
        one.fill(received_at=self.now - timedelta(hours=3))
        one.fill(channel=FIRST, reporter_kind=FIRST, story="Okuldan aradılar, çocuk üç gündür yalnız.", concerns=FIRST)
        if "office" in one.names:  # a duty officer writes for any office of the province
            one.fill(office=FIRST)
        for index, age in enumerate(ages):
            if index:
                one.send(button="step=another")
            names = {f"child-{index}-given": f"Sınama{index}", f"child-{index}-surname": self.surname}
            one.fill(**names, **{f"child-{index}-age": age, f"child-{index}-sex": "f"})
        one.send(button="step=save")
        if not one.path.endswith("/screen/"):  # "is this one of these people?"
            for name in one.names:
                if name.endswith("-same_as"):
                    one.fill(**{name: "new"})
            one.send(button="step=save")
        self.report = _ID.search(one.path)[0]
        return self

    def screen(self, answer: str = "no", danger: str = "yes") -> "Story":
        one = self.who(self.by)
        for index, name in enumerate(name for name in one.names if name.startswith("q_")):
            one.fill(**{name: danger if index == 0 else answer})
        one.send()
        if "level" in one.names:
            one.send()
        return self

    def contact(self) -> "Story":
        one = self.who(self.by).open(f"/care/intake/{self.report}/").follow(f"{self.report}/contact/")
        one.fill(is_seen=True, contacted_at=self.now, note="Çocuğu gördüm, yalnız konuştuk.").send()
        return self

    # --- the case ---

    def open_case(self) -> "Story":
        one = self.who(self.by).open(f"/care/intake/{self.report}/").follow(f"/care/cases/open/{self.report}/")
        one.fill(summary="Evde güvende değil.").send()
        self.case = _ID.search(one.path)[0]
        return self

    def at_case(self, role: str = "") -> Visitor:
        return self.who(role or self.by).open(f"/care/cases/{self.case}/")

    def say_needs(self) -> "Story":
        self.at_case().follow("/change_child/").fill(languages=FIRST, school="Örnek Okulu").send()
        return self

    def hear_the_children(self) -> "Story":
        addresses = [address for address in self.at_case().addresses if "/record_view/" in address]
        for address in addresses:
            self.at_case().follow(address).fill(view="Okulumda ve kardeşimle kalmak istiyorum.").send()
        return self

    def add_basis(self) -> "Story":
        one = self.at_case().follow("/add_basis/")
        one.fill(kind=FIRST, authority="Örnek Makam", decision_number="2026/7", starts_at=self.now)
        one.fill(decided_on=self.now.date()).send()
        return self

    def add_tried(self) -> "Story":
        one = self.at_case().follow("/add_tried/")
        one.fill(kind=FIRST, outcome="Destek yetmedi.").send()
        return self

    def ask_kin(self) -> "Story":
        one = self.at_case().follow("/ask_kin/")
        one.fill(person="new", tie=FIRST, asked_at=self.now)
        one.fill(**{"who-given": "Sınamateyze", "who-surname": self.surname}).send()
        one = self.at_case().follow("/answer_kin/").fill(answer="unable", note="Yeri yok.")
        one.send()
        return self

    def seek(self, urgent: bool = False) -> "Story":
        one = self.at_case().follow("/seek_family/")
        one.fill(reasons=FIRST, why="Evde şiddet var, doktor yazdı.", care_type="term").send()
        return self

    # --- the family ---

    def open_match(self) -> "Story":
        one = self.at_case().follow(f"/care/matching/cases/{self.case}/open/")
        if one.path.endswith("/open/"):
            one.send()
        self.match = _ID.search(one.path)[0]
        return self

    def at_match(self, role: str = "") -> Visitor:
        return self.who(role or self.by).open(f"/care/matching/{self.match}/")

    def shortlist(self) -> "Story":
        """Put a family of the office's own on the list: another office's would have to be asked first. Where all of them were last asked long
        ago, the first one is asked, and its yes puts it there."""
        own = "xpath=//a[contains(@href,'/care/families/')]/following-sibling::form[contains(@action,'/shortlist/')]//button"
        one = self.at_match()
        if one.page.locator(own).count():
            one.press(own)
            return self
        one = one.follow("/hear_word/")
        one.fill(is_willing=True, said_by="Sınamaanne").send()
        return self

    def family_says_yes(self) -> "Story":
        self.at_match().send("/ask_family/")
        one = self.at_match().follow("/answer_family/")
        one.fill(says_yes=True, said_by="Sınamaanne", how=FIRST, said_at=self.now).send()
        return self

    def propose(self) -> "Story":
        one = self.at_match().follow("/propose/")
        if "reason" in one.names:
            one.fill(reason=FIRST)
        one.fill(words="Aynı okulda kalabilir, eve yakın.").send()
        return self

    def decide(self) -> "Story":
        one = self.at_match("supervisor").follow("/decide/")
        one.fill(reason="Sıra doğru, aile hazır.").send()
        return self

    # --- the home ---

    def find_placements(self) -> list[str]:
        """One for each child, as the page of the case links them."""
        links = [
            address for address in self.at_case().addresses if re.fullmatch(r"/care/placements/[0-9a-f-]{36}/", address)
        ]
        assert links, f"the case shows no placement: {self.at_case().addresses}"
        return [_ID.search(link)[0] for link in links]

    def find_placement(self) -> "Story":
        self.placement = self.find_placements()[0]
        return self

    def at_placement(self, role: str = "") -> Visitor:
        return self.who(role or self.by).open(f"/care/placements/{self.placement}/")

    def sign_contract(self) -> "Story":
        one = self.at_placement().follow("/sign_contract/")
        one.fill(signed_on=self.now.date(), number="SZ-1").send()
        return self

    def approve(self) -> "Story":
        one = self.at_placement("approver").follow("/approve/")
        one.fill(authority="Örnek Valilik", number="OL-1", approved_on=self.now.date()).send()
        return self

    def begin(self) -> "Story":
        one = self.at_placement().follow("/begin/")
        one.fill(handed_over_at=self.now).send()
        return self

    # --- and then ---

    def record_visit(self) -> "Story":
        """The first visit of the plan, made early, with a concern."""
        one = self.at_placement().follow("/care/visits/")
        if not one.path.endswith("/record/"):
            one.follow("/record/")
        one.fill(visited_at=self.now, where=FIRST, saw_child_alone=True, seen="Odası hazır, uykusu iyi.")
        one.fill(child_said="Burada kalmak istiyorum.", next_step="Okul kaydı.")
        one.fill(concern_level=FIRST, concern_kind=FIRST, concern="Geceleri ağlıyor.").send()
        self.visit = _ID.search(one.path)[0]
        return self

    def answer_concern(self) -> "Story":
        one = self.who("supervisor").open("/care/visits/concerns/").follow("/answer_concern/")
        one.fill(answer="Yarın birlikte gidiyoruz.").send()
        return self

    def at_concern(self) -> Visitor:
        """The worker reads on the visit's page what the supervisor does."""
        return self.who(self.by).open(f"/care/visits/{self.visit}/")

    # --- at night ---

    def place_tonight(self) -> "Story":
        """The duty officer alone: family, reason, right, the child's own words, all on one page."""
        one = self.at_case().follow("/care/placements/emergency/")
        one.fill(family=FIRST, family_said_yes=True, reason=FIRST, words="Bu gece evde kalamaz.")
        one.fill(handed_over_at=self.now)
        if "kind" in one.names:
            one.fill(kind=FIRST, authority="Örnek Makam")
        for name in one.names:
            if name.startswith("view_"):
                one.fill(**{name: "Teyzeme gitmek istiyorum."})
        one.send()
        return self

    def ratify(self) -> "Story":
        one = self.at_placement("supervisor").follow("/ratify/")
        one.send()
        return self
