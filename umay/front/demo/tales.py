"""Short invented sentences in the country's language. They name nobody."""

from random import Random

_TEXT = {
    "TR": {
        "street": ("Çınar Sokak No: {n}, D: {m}", "Zambak Caddesi No: {n}/{m}", "Kardelen Sokak No: {n}", "Yunus Emre Caddesi No: {n}, D: {m}"),
        "school": ("Çınarlı İlkokulu", "Yıldıztepe Ortaokulu", "Gökkuşağı İlkokulu", "Pınarbaşı Anadolu Lisesi", "Güneşli Ortaokulu"),
        "summary": (
            "Anne uzun süredir hasta, evde bakabilecek başka yetişkin yok. Çocuk okula düzenli gidiyor, öğretmeniyle bağı güçlü.",
            "Ev içinde şiddet nedeniyle koruma altına alındı. Çocuk geceleri zor uyuyor, sakin bir eve ihtiyacı var.",
            "Baba cezaevinde, anne bulunamıyor. Babaanneye soruldu, sağlığı elvermiyor.",
        ),
        "why": ("Evde çocuğun güvenliği sağlanamıyor; bakım verebilecek bir yetişkin bulunmuyor.", "Şiddet sürüyor, uzaklaştırma kararı uygulanamadı."),
        "tried": ("Altı ay danışmanlık verildi, evdeki durum değişmedi.", "Sosyal ve ekonomik destek bağlandı; bakım yine sağlanamadı."),
        "view": (
            "Kardeşimle aynı evde kalmak istiyorum.", "Okulumu değiştirmek istemiyorum. Öğretmenimi seviyorum.",
            "Annemi haftada bir görmek istiyorum.", "Köpek olan bir ev güzel olur ama şart değil.",
        ),
        "too_small": ("Çocuk henüz konuşamıyor; davranışları gözlendi.",),
        "court": ("{place} 1. Çocuk Mahkemesi", "{place} 2. Çocuk Mahkemesi"),
        "approver": ("{place} Valiliği",),
        "seen": ("Çocuğun odası düzenli, yatağı ve çalışma masası var. Aileyle rahat konuşuyor.", "Çocuk okuldan yeni gelmişti, keyfi yerindeydi. Ev sıcak ve temiz."),
        "said": ("Burada mutluyum, yeni bir arkadaşım var.", "Matematik zor geliyor ama annem yardım ediyor.", "Kardeşimi daha sık görmek istiyorum."),
        "next": ("Okulla görüşülecek, kardeş görüşmesi planlanacak.", "Sağlık kontrolü randevusu hatırlatılacak."),
        "report": (
            "Öğretmen, çocuğun birkaç gündür aç geldiğini ve eve gitmek istemediğini bildirdi.",
            "Komşu, evden sık sık bağırma sesleri geldiğini ve çocukların yalnız bırakıldığını söyledi.",
            "Hastane, çocukta açıklanamayan yaralar gördüğünü bildirdi.",
        ),
        "where": ("Okulda, rehberlik odasında.", "Evde.", "Hastanede."),
        "note": ("Okul rehberlik servisiyle görüşüldü. Devamsızlık yok.", "Teyze telefonla arandı, yarın ofise gelecek."),
    },
    "AZ": {
        "street": ("Nərgiz küçəsi {n}, mənzil {m}", "Çinar küçəsi {n}", "Bahar küçəsi {n}, mənzil {m}", "Nizami küçəsi {n}, mənzil {m}"),
        "school": ("12 nömrəli tam orta məktəb", "45 nömrəli tam orta məktəb", "Günəş məktəb-liseyi", "7 nömrəli ümumi orta məktəb"),
        "summary": (
            "Ana uzun müddətdir xəstədir, evdə uşağa baxa biləcək başqa böyük yoxdur. Uşaq məktəbə mütəmadi gedir.",
            "Evdə zorakılıq səbəbindən himayəyə götürülüb. Uşaq gecələr çətin yatır, sakit evə ehtiyacı var.",
            "Ata həbsdədir, ana tapılmır. Nənədən soruşuldu, səhhəti imkan vermir.",
        ),
        "why": ("Evdə uşağın təhlükəsizliyi təmin olunmur; baxa biləcək böyük yoxdur.", "Zorakılıq davam edir."),
        "tried": ("Altı ay psixoloji dəstək göstərildi, vəziyyət dəyişmədi.", "Sosial yardım təyin olundu; qayğı yenə təmin edilmədi."),
        "view": ("Qardaşımla eyni evdə qalmaq istəyirəm.", "Məktəbimi dəyişmək istəmirəm.", "Anamı həftədə bir dəfə görmək istəyirəm."),
        "too_small": ("Uşaq hələ danışmır; davranışı müşahidə edildi.",),
        "court": ("{place} İcra Hakimiyyəti, qəyyumluq və himayəçilik orqanı",),
        "approver": ("Sosial Xidmətlər Agentliyi",),
        "seen": ("Uşağın otağı səliqəlidir, yatağı və yazı masası var. Ailə ilə rahat danışır.", "Uşaq məktəbdən yenicə gəlmişdi, kefi yaxşı idi."),
        "said": ("Burada xoşbəxtəm, yeni dostum var.", "Riyaziyyat çətindir, amma kömək edirlər.", "Qardaşımı daha tez-tez görmək istəyirəm."),
        "next": ("Məktəblə danışılacaq, qardaşla görüş planlaşdırılacaq.", "Həkim yoxlanışı xatırladılacaq."),
        "report": (
            "Müəllim uşağın bir neçə gündür ac gəldiyini və evə getmək istəmədiyini bildirdi.",
            "Qonşu evdən tez-tez qışqırıq səsi gəldiyini və uşaqların tək qaldığını dedi.",
            "Xəstəxana uşaqda izah edilməyən yaralar gördüyünü bildirdi.",
        ),
        "where": ("Məktəbdə, psixoloqun otağında.", "Evdə.", "Xəstəxanada."),
        "note": ("Məktəb psixoloqu ilə danışıldı. Davamiyyət yaxşıdır.", "Xala ilə telefonla danışıldı, sabah gələcək."),
    },
}  # fmt: skip
_SUPPORT = {"TR": ("SED", "DAN", "family_work"), "AZ": ("social_aid", "psychologist", "family_work")}


class Tales:
    """Draws sentences: tales.seen(), tales.view() ..."""

    def __init__(self, country: str, random: Random):
        self.country, self.random = country, random

    def __getattr__(self, kind: str):
        lines = _TEXT[self.__dict__["country"]].get(kind)
        if lines is None:
            raise AttributeError(kind)
        return lambda: self.random.choice(lines)

    def street(self) -> str:
        return self.random.choice(_TEXT[self.country]["street"]).format(
            n=self.random.randint(1, 90), m=self.random.randint(1, 20)
        )

    def phone(self) -> str:
        """A number nobody has: the blocks 000 are not given out."""
        return (
            (f"+9050000{self.random.randint(0, 99999):05d}")
            if self.country == "TR"
            else f"+9945000{self.random.randint(0, 99999):05d}"
        )

    def support(self) -> str:
        return self.random.choice(_SUPPORT[self.country])

    def court(self, office) -> str:
        return self.random.choice(_TEXT[self.country]["court"]).format(place=office.name.split()[0])

    def approver(self, office) -> str:
        return _TEXT[self.country]["approver"][0].format(place=office.name.split()[0])
