"""The columns of the three sheets: code, headings in three languages, further headings that agencies use, and how a cell is read.

The first heading of each language is the one that an export writes. docs/guides/import.md shows the same tables (tests compare them).
"""

from dataclasses import dataclass

from umay.front.bulk import values as v
from umay.front.bulk.values import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `also`: further headings, separated by "|". `is_written` is false for headings that are only read."""

    code: str
    kind: Kind
    tr: str
    az: str
    en: str
    also: str = ""
    example: str = ""
    is_needed: bool = False
    is_written: bool = True

    def heading(self, language: str) -> str:
        return {"tr": self.tr, "az": self.az}.get(language, self.en)

    @property
    def headings(self) -> list[str]:
        return [self.tr, self.az, self.en, self.code, *filter(None, self.also.split("|"))]


C = Column


def _carer(n: int, tr: str, az: str, en: str, old_tr: str, old_az: str) -> tuple[Column, ...]:
    """The columns of a carer; lists of older programs call the two the mother and the father of the family."""
    one = f"{en} of carer {n}"

    def also(tr_word: str, az_word: str) -> str:
        own = f"{old_tr} {tr_word}|{tr_word} {n}|{n}. {tr_word}|{old_az} {az_word}|{az_word} {n}|{n}. {az_word}"
        return own + (f"|{tr_word}|{az_word}" if n == 1 else "")

    c = f"carer{n}_"
    return (
        C(c + "name", v.text(240), f"{tr} adı soyadı", f"{az} adı və soyadı", f"Full name of carer {n}", also("adı soyadı", "soyadı adı") + f"|{old_tr} ad soyad|{tr} ad soyad", is_written=False),
        C(c + "given", v.text(120), f"{tr} adı", f"{az} adı", f"Given name of carer {n}", also("adı", "adı") + ("|ad" if n == 1 else ""), "Deniz" if n == 1 else "Toprak"),
        C(c + "surname", v.text(120), f"{tr} soyadı", f"{az} soyadı", f"Surname of carer {n}", also("soyadı", "soyadı") + ("|soyad" if n == 1 else ""), "Örnek"),
        C(c + "sex", v.word("sex"), f"{tr} cinsiyeti", f"{az} cinsi", f"Sex of carer {n}", also("cinsiyet", "cins"), "Kız" if n == 1 else "Erkek"),
        C(c + "born", v.BIRTH, f"{tr} doğum tarihi", f"{az} doğum tarixi", f"Date of birth of carer {n}", also("doğum tarihi", "doğum tarixi"), "14.05.1983" if n == 1 else "1980"),
        C(c + "identity", v.IDENTITY, f"{tr} kimlik no", f"{az} FİN", f"Identity number of carer {n}", also("TC kimlik no", "şəxsiyyət nömrəsi") + f"|{old_tr} kimlik no|{tr} T.C. kimlik no|{one} no", ""),
        C(c + "phone", v.PHONE, f"{tr} telefonu", f"{az} telefonu", f"Telephone of carer {n}", also("cep telefonu", "mobil nömrə"), ""),
    )  # fmt: skip


_OFFICE = C("office", v.text(200), "Kurum kodu", "İdarə kodu", "Office", "kuruluş|kurum|müdürlük|merkez|ofis|idarə|mərkəz|office code|sosyal hizmet merkezi", "TR42A")  # fmt: skip
_NOTE = C("note", v.text(4000), "Not", "Qeyd", "Note", "notlar|açıklama|açıqlama|qeydlər|notes|remarks")

FAMILIES = (
    C("number", v.text(20), "Aile no", "Ailə nömrəsi", "Family number", "dosya no|aile dosya no|sıra no|koruyucu aile no|ailənin nömrəsi|himayədar ailə nömrəsi|no|file number|family no", "TR42A-2026-0007"),
    _OFFICE,
    C("state", v.word("family_state"), "Durum", "Vəziyyət", "State", "durumu|aile durumu|statü|status|statusu|vəziyyəti", "Onaylı"),
    C("label", v.text(160), "Aile adı", "Ailənin adı", "Family name", "aile|ailə|aile soyadı|koruyucu aile adı|family", "Örnek"),
    *_carer(1, "1. bakıcının", "1-ci himayəçinin", "first carer", "koruyucu anne", "himayədar ana"),
    *_carer(2, "2. bakıcının", "2-ci himayəçinin", "second carer", "koruyucu baba", "himayədar ata"),
    C("own_children", v.whole(0, 20), "Kendi çocuk sayısı", "Öz uşaqlarının sayı", "Own children", "öz çocuk sayısı|çocuk sayısı|uşaq sayı|number of own children", "1"),
    C("place", v.PLACE, "İl", "Rayon", "Province or district", "il / ilçe|il/ilçe|şehir|şəhər|rayon / şəhər|rayon/şəhər|yer|province|district|city|place", "Konya"),
    C("address", v.text(600), "Adres", "Ünvan", "Address", "ev adresi|ikamet adresi|yaşayış ünvanı|home address", "Sokak 1"),
    C("phone", v.PHONE, "Telefon", "Telefon nömrəsi", "Telephone", "tel|tel no|telefon no|cep|gsm|mobil|phone|telephone number", "0532 000 00 00"),
    C("lat", v.DEGREES, "Enlem", "En dairəsi", "Latitude", "lat"),
    C("lon", v.DEGREES, "Boylam", "Uzunluq dairəsi", "Longitude", "lon|lng"),
    C("languages", v.words("tongue"), "Konuşulan diller", "Danışdığı dillər", "Languages", "diller|dil|dillər|language", "Türkçe; Kürtçe"),
    C("care_types", v.words("care_type"), "Bakım türleri", "Qayğı növləri", "Kinds of care", "koruyucu aile modeli|koruyucu aile modelleri|model|modeli|bakım türü|himayə növü|qayğı növü|kind of care|care type|care types", "Süreli"),
    C("places", v.whole(0, 12), "Kontenjan", "Yer sayı", "Places", "yer sayısı|kapasite|çocuk kontenjanı|tutum|capacity", "2"),
    C("places_mixed", v.whole(0, 12), "Farklı gruplar için yer", "Fərqli qruplar üçün yer", "Places for several groups"),
    C("max_siblings", v.whole(0, 12), "En çok kardeş", "Ən çox bacı-qardaş", "Most brothers and sisters", "kardeş sayısı|max siblings", "2"),
    C("age_from", v.whole(0, 20), "En küçük yaş", "Ən kiçik yaş", "Youngest age", "yaş alt sınırı|en düşük yaş|yaş (en az)|min yaş|age from", "0"),
    C("age_to", v.whole(0, 20), "En büyük yaş", "Ən böyük yaş", "Oldest age", "yaş üst sınırı|en yüksek yaş|yaş (en çok)|max yaş|age to", "12"),
    C("rooms_for", v.words("sex"), "Oda kimler için", "Otaq kimlər üçün", "Rooms for", "oda|cinsiyet tercihi|otaq|rooms", "Kız; Erkek"),
    C("skills", v.words("need"), "Beceriler", "Bacarıqlar", "Skills", "özel beceriler|deneyim|bacarıq|skill", "Otizm"),
    C("takes_emergencies", v.YES_NO, "Acil kabul", "Təcili qəbul", "Takes emergencies", "acil|acil durumda alır|təcili|emergency", "Evet"),
    C("is_paid", v.YES_NO, "Ödeme alıyor", "Ödəniş alır", "Is paid", "ücretli|ödeme|ödəniş|paid", "Evet"),
    C("is_available", v.YES_NO, "Müsait", "Hazırdır", "Available", "uygun|müsaitlik|çocuk alabilir|boş|hazır|is available", "Evet"),
    C("unavailable_until", v.DAY, "Şu güne kadar müsait değil", "Bu günədək hazır deyil", "Not available until"),
    C("willing_on", v.PAST_DAY, "İsteğini söylediği gün", "Razılığını dediyi gün", "Willing on", "son görüşme|isteklilik tarihi|razılıq tarixi|willing confirmed on", "01.10.2026"),
    C("applied_on", v.PAST_DAY, "Başvuru tarihi", "Müraciət tarixi", "Applied on", "müracaat tarihi|başvuru|müraciət|application date", "02.02.2024"),
    C("inquiry_on", v.PAST_DAY, "Sosyal inceleme tarihi", "Sosial araşdırma tarixi", "Social inquiry on", "inceleme tarihi|araşdırma tarixi|social inquiry"),
    C("checks_on", v.PAST_DAY, "Kontrollerin tarihi", "Yoxlamaların tarixi", "Checks done on", "adli sicil ve sağlık tarihi|güvenlik kontrol tarihi|kontrol tarihi|yoxlama tarixi|safety checks on", "10.05.2024"),
    C("approved_on", v.PAST_DAY, "Onay tarihi", "Təsdiq tarixi", "Approved on", "valilik onay tarihi|onay|təsdiq|approval date", "20.06.2024"),
    C("approved_until", v.DAY, "Onayın bitişi", "Təsdiqin sonu", "Approved until", "onay bitiş tarihi|geçerlilik|təsdiqin bitməsi|approval ends"),
    C("approval_number", v.text(60), "Onay sayısı", "Təsdiq nömrəsi", "Approval number", "onay no|olur sayısı|valilik olur no|qərar nömrəsi|approval no", "2024/118"),
    C("suspended_on", v.PAST_DAY, "Askıya alınma tarihi", "Dayandırılma tarixi", "Suspended on"),
    C("suspended_reason", v.text(2000), "Askıya alınma nedeni", "Dayandırılma səbəbi", "Reason of suspension"),
    C("closed_on", v.PAST_DAY, "Kapanış tarihi", "Bağlanma tarixi", "Closed on", "bitiş tarihi|sona erme tarihi|bitmə tarixi|end date"),
    C("is_barred", v.YES_NO, "Bir daha koruyucu aile olamaz", "Bir daha himayədar ailə ola bilməz", "May never foster again"),
    _NOTE,
)  # fmt: skip

CHILDREN = (
    C("number", v.text(20), "Dosya no", "İş nömrəsi", "Case number", "vaka no|çocuk dosya no|dosya numarası|işin nömrəsi|no|file number|case no", "TR42A-2026-0031"),
    _OFFICE,
    C("worker", v.text(80), "Sorumlu (kullanıcı adı)", "Məsul (istifadəçi adı)", "Caseworker (user name)", "sorumlu|meslek elemanı|kullanıcı adı|məsul|sosial işçi|istifadəçi adı|caseworker|worker|user name", "deniz.ornek"),
    C("state", v.word("case_state"), "Dosya durumu", "İşin vəziyyəti", "Case state", "durum|durumu|vəziyyət|status|state", "Açık"),
    C("opened_on", v.MOMENT, "Dosya açılış tarihi", "İşin açılma tarixi", "Opened on", "açılış tarihi|kayıt tarihi|koruma altına alınma tarihi|açılma tarixi|qeydiyyat tarixi|opening date", "03.03.2026"),
    C("name", v.text(240), "Çocuğun adı soyadı", "Uşağın adı və soyadı", "Full name", "adı soyadı|ad soyad|ad-soyad|çocuğun adı ve soyadı|soyadı, adı|soyad ad ata adı|S.A.A.|uşağın soyadı, adı|name", is_written=False),
    C("given", v.text(120), "Çocuğun adı", "Uşağın adı", "Given name", "ad|adı|isim|first name", "Kuzey"),
    C("surname", v.text(120), "Çocuğun soyadı", "Uşağın soyadı", "Surname", "soyad|soyadı|soy ad|last name|family name", "Örnek"),
    C("sex", v.word("sex"), "Cinsiyet", "Cins", "Sex", "cinsiyeti|cinsi|kız/erkek|gender", "Erkek"),
    C("born", v.BIRTH, "Doğum tarihi", "Doğum tarixi", "Date of birth", "d. tarihi|doğum|doğum yılı|doğum ili|təvəllüd|birth date|born", "31.12.2015"),
    C("identity", v.IDENTITY, "Kimlik no", "FİN", "Identity number", "tc kimlik no|t.c. kimlik no|tckn|tc no|tc|kimlik numarası|şəxsiyyət nömrəsi|fin kod|fin kodu|identity no", ""),
    C("speaks", v.text(80), "Konuştuğu dil (yazıyla)", "Danışdığı dil (yazıyla)", "Speaks (in words)"),
    C("languages", v.words("tongue"), "Konuştuğu diller", "Danışdığı dillər", "Languages", "diller|dil|ana dili|dillər|ana dili (uşaq)|language", "Türkçe"),
    C("mother", v.text(240), "Anne adı soyadı", "Ananın adı və soyadı", "Mother", "anne|anne adı|annesi|ana|ana adı|anası|mother's name", "Yağmur Örnek"),
    C("father", v.text(240), "Baba adı soyadı", "Atanın adı və soyadı", "Father", "baba|baba adı|babası|ata|ata adı|atası|father's name", ""),
    C("place", v.PLACE, "İl", "Rayon", "Province or district", "il / ilçe|il/ilçe|şehir|şəhər|rayon / şəhər|yer|province|district|city|place", "Konya"),
    C("address", v.text(600), "Adres", "Ünvan", "Address", "ev adresi|yaşayış ünvanı|home address"),
    C("needs", v.words("need"), "İhtiyaçlar", "Ehtiyaclar", "Needs", "özel ihtiyaç|özel gereksinim|engel|engel durumu|ehtiyac|xüsusi ehtiyac|special needs", "Konuşma ve dil desteği"),
    C("behaviour_need", v.YES_NO, "Davranış desteği gerekir", "Davranış dəstəyi lazımdır", "Needs support with behaviour", "davranış|davranış sorunu|behaviour", "Hayır"),
    C("health", v.text(4000), "Sağlık", "Sağlamlıq", "Health", "sağlık durumu|hastalık|sağlamlıq vəziyyəti|health notes"),
    C("school", v.text(160), "Okul", "Məktəb", "School", "okulu|okul adı|məktəbi|kreş|bağça", "Örnek İlkokulu"),
    C("school_level", v.word("school_level"), "Okul türü", "Təhsil pilləsi", "School level", "öğrenim durumu|eğitim durumu|okul kademesi|təhsil|education", "İlkokul"),
    C("view", v.text(4000), "Çocuğun görüşü", "Uşağın fikri", "The child's own view", "görüşü|uşağın rəyi|child's view"),
    C("care_type", v.word("care_type"), "Bakım türü", "Qayğı növü", "Kind of care", "model|koruyucu aile modeli|himayə növü|care type", "Süreli"),
    C("seeking_since", v.PAST_DAY, "Aile aranıyor (şu günden beri)", "Ailə axtarılır (bu gündən)", "Looking for a family since", "aile bekliyor|bekleme tarihi|ailə gözləyir|waiting since"),
    C("is_urgent", v.YES_NO, "Acil", "Təcili", "Urgent", "ivedi|aciliyet|urgency", "Hayır"),
    C("goal", v.word("permanence"), "Hedef", "Məqsəd", "Goal", "kalıcılık hedefi|plan|məqsədi|permanence goal", "Öz ailesine dönüş"),
    C("care_reasons", v.words("care_reason"), "Bakım nedenleri", "Qayğıya götürülmə səbəbləri", "Reasons for care", "nedenler|neden|koruma nedeni|alınma nedeni|səbəb|reasons", "Ağır ihmal"),
    C("why_care", v.text(4000), "Neden evde kalamıyor", "Niyə evdə qala bilmir", "Why the child can't stay at home"),
    C("summary", v.text(8000), "Özet", "Xülasə", "Summary", "dosya özeti|açıklama|qeyd|notes|note"),
    C("basis", v.word("legal_basis"), "Karar türü", "Qərarın növü", "Legal basis", "tedbir kararı|hukuki dayanak|karar|tedbir türü|qərar|hüquqi əsas|order", "Bakım tedbiri kararı"),
    C("basis_authority", v.text(160), "Kararı veren", "Qərarı verən", "Decided by", "mahkeme|karar veren mahkeme|məhkəmə|qərarı verən orqan|authority|court", "Konya 1. Çocuk Mahkemesi"),
    C("basis_number", v.text(60), "Karar no", "Qərarın nömrəsi", "Decision number", "karar sayısı|esas/karar no|karar numarası|decision no", "2026/118"),
    C("basis_decided_on", v.PAST_DAY, "Karar tarihi", "Qərarın tarixi", "Decided on", "mahkeme karar tarihi|decision date", "05.03.2026"),
    C("basis_starts", v.MOMENT, "Kararın başlangıcı", "Qərarın başlanğıcı", "Basis begins", "tedbir başlangıç tarihi|yürürlük|qüvvəyə minmə", "05.03.2026"),
    C("basis_ends", v.DAY, "Kararın bitişi", "Qərarın sonu", "Basis ends", "tedbir bitiş tarihi|karar bitiş tarihi|bitmə tarixi"),
    C("measures", v.MEASURES, "Tedbirler", "Tədbirlər", "Measures", "tedbirleri|koruyucu ve destekleyici tedbirler|verilen tedbirler|qəbul edilmiş tədbirlər|measure", "Eğitim tedbiri; Sağlık tedbiri"),
    C("measures_whom", v.entries(v.word("measure_for")), "Tedbir kimin için", "Tədbir kimin üçün", "Measures for whom", "", "Çocuk"),
    C("measures_authority", v.entries(v.text(160)), "Tedbir kararını veren", "Tədbir qərarını verən", "Measures decided by", "tedbir kararı veren mahkeme"),
    C("measures_number", v.entries(v.text(60)), "Tedbir karar no", "Tədbir qərarının nömrəsi", "Number of the measures' decision", "tedbir karar sayısı|tedbir karar numarası", "2026/118; 2026/204"),
    C("measures_decided_on", v.entries(v.PAST_DAY), "Tedbir karar tarihi", "Tədbir qərarının tarixi", "Measures decided on", "", "05.03.2026; 01.06.2026"),
    C("measures_start", v.entries(v.DAY), "Tedbirin başlangıcı", "Tədbirin başlanğıcı", "Measures begin"),
    C("measures_end", v.entries(v.DAY), "Tedbirin bitişi", "Tədbirin sonu", "Measures end", "", "-; 01.06.2027"),
    C("next_review", v.DAY, "Sonraki gözden geçirme", "Növbəti baxış", "Next review", "gözden geçirme tarihi|inceleme tarihi|baxış tarixi|review date"),
    C("left_on", v.PAST_DAY, "Dosyadan ayrıldığı gün", "İşdən çıxdığı gün", "Left the case on"),
    C("closed_on", v.MOMENT, "Dosya kapanış tarihi", "İşin bağlanma tarixi", "Closed on", "kapanış tarihi|bağlanma tarixi|closing date"),
    C("closing_reason", v.word("case_closing"), "Kapanış nedeni", "Bağlanma səbəbi", "Closing reason", "kapatma nedeni"),
)  # fmt: skip

PLACEMENTS = (
    C("case", v.text(20), "Dosya no", "İş nömrəsi", "Case number", "vaka no|çocuk dosya no|dosya numarası|işin nömrəsi|case no", "TR42A-2026-0031", is_needed=True),
    C("name", v.text(240), "Çocuğun adı soyadı", "Uşağın adı və soyadı", "Full name", "adı soyadı|ad soyad|uşağın soyadı, adı|name|child", is_written=False),
    C("given", v.text(120), "Çocuğun adı", "Uşağın adı", "Given name", "ad|adı|isim|first name", "Kuzey"),
    C("surname", v.text(120), "Çocuğun soyadı", "Uşağın soyadı", "Surname", "soyad|soyadı|last name", "Örnek"),
    C("born", v.BIRTH, "Doğum tarihi", "Doğum tarixi", "Date of birth", "doğum|birth date|born", "31.12.2015"),
    C("identity", v.IDENTITY, "Kimlik no", "FİN", "Identity number", "tc kimlik no|t.c. kimlik no|tckn|tc no|kimlik numarası|fin kod|fin kodu|identity no"),
    C("family", v.text(20), "Aile no", "Ailə nömrəsi", "Family number", "koruyucu aile no|aile dosya no|himayədar ailə nömrəsi|family no", "TR42A-2026-0007", is_needed=True),
    C("care_type", v.word("care_type"), "Bakım türü", "Qayğı növü", "Kind of care", "model|koruyucu aile modeli|himayə növü|care type", "Süreli", is_needed=True),
    C("began_on", v.MOMENT, "Yerleştirme tarihi", "Yerləşdirmə tarixi", "Began on", "başlangıç tarihi|teslim tarihi|verilme tarihi|başlama tarixi|verilmə tarixi|placement date|start date", "20.03.2026", is_needed=True),
    C("ended_on", v.MOMENT, "Bitiş tarihi", "Bitmə tarixi", "Ended on", "ayrılma tarihi|sona erme tarihi|çıxma tarixi|end date"),
    C("end_reason", v.word("placement_end"), "Bitiş nedeni", "Bitmə səbəbi", "Reason of the end", "ayrılma nedeni|sona erme nedeni|end reason"),
    C("due_end_on", v.DAY, "Süre sonu", "Müddətin sonu", "Due to end on", "süre bitimi|müddət|planned end"),
    C("said_yes_on", v.MOMENT, "Ailenin kabul tarihi", "Ailənin razılıq tarixi", "Family said yes on", "ailenin kabulü|ailənin razılığı", "15.03.2026"),
    C("contract_on", v.PAST_DAY, "Sözleşme tarihi", "Müqavilə tarixi", "Contract signed on", "sözleşme|müqavilə|contract date", "18.03.2026"),
    C("contract_number", v.text(60), "Sözleşme no", "Müqavilə nömrəsi", "Contract number", "sözleşme sayısı|contract no", "2026/9"),
    C("authority", v.text(160), "Onaylayan", "Təsdiq edən", "Approved by", "onay makamı|təsdiq edən orqan|approval authority", "Konya Valiliği"),
    C("approval_number", v.text(60), "Onay sayısı", "Təsdiq nömrəsi", "Approval number", "onay no|olur sayısı|approval no", "2026/340"),
    C("approved_on", v.PAST_DAY, "Onay tarihi", "Təsdiq tarixi", "Approved on", "valilik onay tarihi|təsdiq|approval date", "19.03.2026"),
    C("is_emergency", v.YES_NO, "Acil yerleştirme", "Təcili yerləşdirmə", "Emergency placement", "acil|təcili|emergency", "Hayır"),
    C("emergency_reason", v.text(2000), "Acil yerleştirme nedeni", "Təcili yerləşdirmə səbəbi", "Reason of the emergency"),
    C("ratified_on", v.MOMENT, "Sonradan onaylandığı gün", "Sonradan təsdiqləndiyi gün", "Ratified on"),
)  # fmt: skip
