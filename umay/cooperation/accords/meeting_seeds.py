"""The ministers' meetings that our sources tell of. Agenda, minutes and decisions are in none of them, so none stands here."""

from datetime import date, datetime

from umay.cooperation.accords.meeting_words import MeetingState
from umay.cooperation.accords.models import Accord, Meeting, Side
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Party, Source
from umay.cooperation.partners.seeding import seed, sentence

SERIES = "social-policy-ministers"
_MEETINGS = (
    {
        "code": "social-policy-ministers-1", "source": "ekippolishaber-133323", "days": (date(2024, 5, 16), date(2024, 5, 17)),
        "sides": ("TR-MFSS", "AZ-SCFWCA"),
        "titles": {
            "tr": "Türk Dünyası Sosyal Politika Bakanları 1. Toplantısı",
            "az": "Türk Dünyası Sosial Siyasət Nazirlərinin 1-ci Görüşü",
            "en": "1st meeting of the Turkic World Social Policy Ministers",
        },
        "places": {"tr": "İstanbul", "az": "İstanbul", "en": "Istanbul"},
        "notes": {
            "tr": "Bir bakanlar yuvarlak masası yapıldı. Haberlere göre katılanlar: Türkiye'nin bakanı (başkan), Türk Devletleri Teşkilatı Genel "
            "Sekreteri, Azerbaycan Devlet Komitesi başkanı, Özbekistan'dan ulusal ajans başkanı, Kazakistan'dan bakan yardımcısı, Kırgızistan'dan "
            "bakan, Türkmenistan'dan bakan yardımcısı, KKTC'den bakan, Macaristan'dan devlet sekreteri.",
            "az": "Nazirlərin dəyirmi masası keçirilib. Xəbərlərə görə iştirak edənlər: Türkiyənin naziri (sədr), Türk Dövlətləri Təşkilatının Baş "
            "katibi, Azərbaycan Dövlət Komitəsinin sədri, Özbəkistandan milli agentliyin direktoru, Qazaxıstandan nazir müavini, Qırğızıstandan "
            "nazir, Türkmənistandan nazir müavini, ŞKTR-dən nazir, Macarıstandan dövlət katibi.",
            "en": "A ministers' round table was held. Present, as the news says: the minister of Türkiye (chair), the Secretary General of the "
            "Organization of Turkic States, the chair of Azerbaijan's State Committee, the director of a national agency of Uzbekistan, a deputy "
            "minister of Kazakhstan, a minister of Kyrgyzstan, a deputy minister of Turkmenistan, a minister of the TRNC, a state secretary of Hungary.",
        },
    },
    {
        "code": "social-policy-ministers-2", "source": "trend-4055687", "days": (date(2025, 6, 11), date(2025, 6, 12)), "sides": (),
        "titles": {
            "tr": "Türk Dünyası Sosyal Politika Bakanları 2. Toplantısı",
            "az": "Türk Dünyası Sosial Siyasət Nazirlərinin 2-ci Görüşü",
            "en": "2nd meeting of the Turkic World Social Policy Ministers",
        },
        "places": {"tr": "Bakü", "az": "Bakı", "en": "Baku"},
        "notes": {
            "tr": "Ortak bir bildiri imzalandı; yan etkinlikler yapıldı. Türkiye'nin girişimiyle 2026 için sosyal hizmetlerin dönüşümü üzerine ortak "
            "faaliyetler planlandı. Hangi kurumların katıldığı kaynaklarımızda belirtilmiyor; bildirinin metni kaynaklarımızda yayımlanmadı.",
            "az": "Birgə kommünike imzalanıb; yan tədbirlər keçirilib. Türkiyənin təşəbbüsü ilə 2026-cı il üçün sosial xidmətlərin dəyişməsi üzrə "
            "birgə fəaliyyətlər planlaşdırılıb. Hansı qurumların iştirak etdiyi mənbələrimizdə göstərilmir; kommünikenin mətni mənbələrimizdə "
            "dərc olunmayıb.",
            "en": "A joint communiqué was signed, and side events took place. Joint activities on transforming social services were planned for 2026 on "
            "Türkiye's initiative. Which institutions attended is not stated in our sources; the text of the communiqué is not published in them.",
        },
    },
)  # fmt: skip


@seed(50)
def meetings(at: datetime) -> int:
    """The series and its two meetings, if they are not there yet."""
    series = Accord.objects.filter(code=SERIES).first()
    added = 0
    if series is None:
        series = _accord(
            SERIES,
            AccordKind.SERIES,
            {
                "tr": "Türk Dünyası Sosyal Politika Bakanları Toplantısı",
                "az": "Türk Dünyası Sosial Siyasət Nazirlərinin Görüşü",
                "en": "Turkic World Social Policy Ministers' Meeting",
            },
            "ekippolishaber-133323",
            None,
            at,
        )
        added += 1 + _sides(series, ("TR-MFSS", "AZ-SCFWCA"), at)
    return added + sum(_meeting(number, row, series, at) for number, row in enumerate(_MEETINGS, start=1))


def _accord(code: str, kind: str, titles: dict, source: str, parent: Accord | None, at: datetime) -> Accord:
    return Accord.objects.create(
        code=code, kind=kind, titles=titles, parent=parent, source=Source.objects.get(code=source),
        sentence=sentence(source, 0), is_announced=True, recorded_at=at
    )  # fmt: skip


def _sides(accord: Accord, codes: tuple, at: datetime) -> int:
    for code in codes:
        Side.objects.create(
            accord=accord, member=Party.objects.get(code=code), role=SideRole.PARTY, is_announced=True, recorded_at=at
        )
    return len(codes)


def _meeting(number: int, row: dict, series: Accord, at: datetime) -> int:
    if Accord.objects.filter(code=row["code"]).exists():
        return 0
    accord = _accord(row["code"], AccordKind.MEETING, row["titles"], row["source"], series, at)
    Meeting.objects.create(
        accord=accord, series=series, number=number, places=row["places"], begins_on=row["days"][0], ends_on=row["days"][1],
        state=MeetingState.HELD, notes=row["notes"], sentence=sentence(row["source"], 0), is_announced=True, recorded_at=at
    )  # fmt: skip
    return 2 + _sides(accord, row["sides"], at)
