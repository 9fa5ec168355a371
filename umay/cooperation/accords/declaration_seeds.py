"""The two ministers' declarations that our sources tell of. Their texts are in none of them, so none stands here; what only one side says is kept
as said by it."""

from datetime import datetime

from umay.cooperation.accords.declaration_words import DeclarationState, Method, SignatureKind
from umay.cooperation.accords.models import Accord, Declaration, Side, Signature
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Official, Party, Source, SourceSentence
from umay.cooperation.partners.seeding import seed, sentence

FOSTER, FORUM = "foster-family-declaration", "family-forum-declaration-2025"
_NEWS = "declaration-2025"
_TITLES = {
    FOSTER: {
        "tr": "Koruyucu Aile Bakanlar Bildirisi",
        "az": "Himayədar Ailə üzrə Nazirlər Bəyannaməsi",
        "en": "Foster Family Ministers' Declaration",
    },
    FORUM: {
        "tr": "Uluslararası Aile Forumu Bakanlar Bildirisi (Mayıs 2025)",
        "az": "Beynəlxalq Ailə Forumunun Nazirlər Bəyannaməsi (may 2025)",
        "en": "Ministers' Declaration of the International Family Forum (May 2025)",
    },
}


def _said(words: str) -> SourceSentence:
    """The sentence of the news text in which these words stand."""
    return SourceSentence.objects.get(source__code=_NEWS, number__gt=0, text__contains=words)


@seed(40)
def declarations(at: datetime) -> int:
    return _foster(at) + _forum(at)


def _accord(code: str, source: str, stated, at: datetime) -> Accord:
    return Accord.objects.create(
        code=code, kind=AccordKind.DECLARATION, titles=_TITLES[code], source=Source.objects.get(code=source),
        sentence=stated, stated_by=Party.objects.get(code="TR-MFSS"), is_announced=True, recorded_at=at
    )  # fmt: skip


def _head(accord: Accord, at: datetime, **more) -> None:
    Declaration.objects.create(
        accord=accord, state=DeclarationState.REPORTED, is_text_missing=True, spares=0, is_announced=True, recorded_at=at,
        **more
    )  # fmt: skip


def _foster(at: datetime) -> int:
    """Türkiye's ministry made it; Azerbaijan's Minister of Labour signed it, as the Turkish ministry says. On which day is not stated: it was told
    on 3 and 4 September 2025. No proof is held here, and who keeps it is not stated."""
    if Accord.objects.filter(code=FOSTER).exists():
        return 0
    turkish, azerbaijani = Party.objects.get(code="TR-MFSS"), Party.objects.get(code="AZ-MLSPP")
    stated = _said("Koruyucu Aile Bakanlar Bildirisi")
    accord = _accord(FOSTER, _NEWS, stated, at)
    for party, role in ((turkish, SideRole.AUTHOR), (azerbaijani, SideRole.SIGNATORY)):
        Side.objects.create(accord=accord, member=party, role=role, is_announced=True, recorded_at=at)
    _head(accord, at)
    Signature.objects.create(
        accord=accord, party=azerbaijani, kind=SignatureKind.SIGNATURE, method=Method.REPORTED,
        official=Official.objects.get(party=azerbaijani, name="Anar Aliyev"),
        title={
            "tr": "Çalışma ve Halkın Sosyal Koruması Bakanı",
            "az": "Əmək və əhalinin sosial müdafiəsi naziri",
            "en": "Minister of Labour and Social Protection of the Population",
        },
        reported_on=["2025-09-03", "2025-09-04"], stated_by=turkish, sentence=stated, is_announced=True, at=at, recorded_at=at
    )  # fmt: skip
    return 5


def _forum(at: datetime) -> int:
    """Another declaration, on the family: opened for signature at the forum in Istanbul on 22 and 23 May 2025, where Türkiye signed first."""
    if Accord.objects.filter(code=FORUM).exists():
        return 0
    turkish, stated = Party.objects.get(code="TR-MFSS"), sentence("eshahaber-227908", 0)
    accord = _accord(FORUM, "eshahaber-227908", stated, at)
    Side.objects.create(accord=accord, member=turkish, role=SideRole.SIGNATORY, is_announced=True, recorded_at=at)
    _head(accord, at, place={"tr": "İstanbul", "az": "İstanbul", "en": "Istanbul"})
    Signature.objects.create(
        accord=accord, party=turkish, kind=SignatureKind.SIGNATURE, method=Method.REPORTED, stated_by=turkish,
        sentence=stated, is_announced=True, at=at, recorded_at=at
    )  # fmt: skip
    return 4
