"""A news report and a protocol that don't exist: the protocol with a text in two languages, whose first version is authentic and whose second is being written."""

from datetime import date, datetime, timedelta

from umay.cooperation.accords.actions import protocols as actions
from umay.cooperation.accords.actions import texts
from umay.cooperation.accords.actions.texts import shown_digest
from umay.cooperation.accords.models import Article, Document, LanguageText, Protocol
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.models import Party, Source, SourceSentence
from umay.cooperation.partners.rules import sentences, sha256_of
from umay.front.demo.agreeing import SIDES, approved, desks_of, released
from umay.front.demo.articles import AMENDED, ARTICLES
from umay.kit.kernel.acting import acting, founding

NEWS = "uydurma-haber"
_NEWS_TITLE = "UYDURMA ÖRNEK: İki ülke ortak faaliyet planını imzaladı (haber)"
_NEWS_TEXT = (
    "Bu haber uydurmadır; sayfaların nasıl çalıştığını gösterir. "
    "İki ülke, koruyucu aile alanında iş birliği protokolünü ve ona bağlı faaliyet planını imzaladı. "
    "Koruyucu aile uzmanları için ortak eğitimler düzenlenecek. "
    "Mobil ekipler birbirini ziyaret edecek. "
    "Koruyucu aile olmayı anlatan ortak bir kampanya yürütülecek. "
    "Çocuk kurulları buluşacak ve önerilerine yazılı yanıt alacak. "
    "Uzmanlar, kurum bakımından aileye geçişi konuşmak için toplanacak. "
    "Sivil toplum kuruluşlarıyla çalıştay yapılacak."
)
TITLES = {
    "tr": "UYDURMA ÖRNEK: Koruyucu Aile Alanında İş Birliği Protokolü",
    "az": "UYDURMA NÜMUNƏ: Himayədar Ailə Sahəsində Əməkdaşlıq Protokolu",
    "en": "INVENTED EXAMPLE: Cooperation Protocol on Foster Care",
}
_WHY = "Çocuğun görüşü ve veri koruma daha açık yazılsın / Uşağın rəyi və məlumatların qorunması daha aydın yazılsın"


def tell(at: datetime) -> Source:
    """The invented news report: the day after it says that both signed."""
    text = _NEWS_TEXT
    with founding():
        source = Source.objects.create(
            code=NEWS, kind="news", title=_NEWS_TITLE, publisher="Uydurma haber ajansı", lang="tr", text=text,
            published_on=signed_on(at) + timedelta(days=12), sha256=sha256_of(text.encode()), recorded_at=at
        )  # fmt: skip
        numbered = [(0, ""), *enumerate(sentences(text), start=1)]
        SourceSentence.objects.bulk_create(
            [SourceSentence(source=source, number=number, text=words) for number, words in numbered]
        )
    return source


def signed_on(at: datetime) -> date:
    return date(at.year - 2, 11, 4)


def invent(at: datetime) -> Protocol:
    """Draft it, write its text, let both freeze, agree, sign and announce it, begin an amendment."""
    desks = {code: desks_of(code) for code in SIDES}
    source = tell(at)
    officer, lead = desks["TR-MFSS"]["desk"], desks["TR-MFSS"]["desk_lead"]
    first = at.year - 1
    values = {
        "begins_on": date(first, 1, 1),
        "ends_on": date(first + 4, 12, 31),
        "renews_itself": True,
        "notice_days": 90,
    }
    with acting(officer):
        sides = [(Party.objects.get(code=code), SideRole.PARTY) for code in SIDES]
        protocol = actions.open(titles=TITLES, values=values, sides=sides, is_fictitious=True, by=officer, at=at)
        document = texts.begin(accord=protocol.accord, languages=("tr", "az"), by=officer, at=at)
        for number, said in ARTICLES.items():
            _write(document, number, said, officer, at)
    _frozen(document, desks, at)
    approved(desks, protocol, at)
    with acting(lead):
        protocol = actions.sign(
            protocol=protocol, version=protocol.version, signed_on=signed_on(at), place="Ankara", by=lead, at=at
        )
    with acting(officer):
        protocol.refresh_from_db()
        protocol = actions.announce(
            protocol=protocol, version=protocol.version, announced_on=source.published_on,
            sentence=source.sentences.get(number=2), by=officer, at=at
        )  # fmt: skip
        texts.amend(document=document, why=_WHY, by=officer, at=at)
        for number, said in AMENDED.items():
            _write(document, number, said, officer, at)
    released(desks, protocol.accord_id, at)
    return protocol


def _write(document: Document, number: str, said: dict, by, at: datetime) -> None:
    edition = queries.editions(document)[0]
    rows = {row.text.language: row for row in Article.objects.filter(text__edition=edition, number=number).select_related("text")}  # fmt: skip
    shown = {code: shown_digest(rows.get(code)) for code in said}
    texts.write(edition=edition, number=number, said=said, shown=shown, by=by, at=at)


def _frozen(document: Document, desks, at: datetime) -> None:
    """Each desk hands its language on, the other one reads it, both heads approve, each freezes its own."""
    pairs = {"tr": ("TR-MFSS", "AZ-SCFWCA"), "az": ("AZ-SCFWCA", "TR-MFSS")}
    for code, (writer, reader) in pairs.items():
        _moved(document, code, texts.hand, desks[writer]["desk"], at)
        _moved(document, code, texts.verify, desks[reader]["desk"], at)
    with acting(desks["TR-MFSS"]["desk"]):
        edition = queries.editions(document)[0]
    approved(desks, edition, at)
    for code, (writer, _reader) in pairs.items():
        _moved(document, code, texts.authenticate, desks[writer]["desk_lead"], at)


def _moved(document: Document, code: str, verb, by, at: datetime) -> None:
    with acting(by):
        text = LanguageText.objects.get(edition__document=document, edition__number=1, language=code)
        verb(text=text, by=by, at=at)
