"""What the invented meetings decided, in three languages. An action: what, who, days after the meeting until it is due; perhaps what was reported, on
which day, and what the other side said: "" verified, words sent back, None not yet."""

_TR, _AZ = "TR-MFSS", "AZ-SCFWCA"


def _said(tr: str, az: str, en: str) -> dict[str, str]:
    return {"tr": tr, "az": az, "en": en}


FIRST = {
    "host": _TR,
    "places": _said("Ankara (uydurma)", "Ankara (uydurma)", "Ankara (invented)"),
    "titles": _said("UYDURMA ÖRNEK: Bakanlar 1. Toplantısı", "UYDURMA NÜMUNƏ: Nazirlərin 1-ci Görüşü", "INVENTED EXAMPLE: 1st meeting of ministers"),
    "agenda": (
        _said("Ortak eğitim ve görüşme rehberi", "Birgə təlim və müsahibə təlimatı", "Joint training and interview guide"),
        _said("Mobil ekipler ve kampanya", "Mobil qruplar və kampaniya", "Mobile teams and the campaign"),
    ),
    "minutes": (
        _said("Bakanlar bir araya geldi. Rehber ve mobil ekip ziyareti kararlaştırıldı.", "Nazirlər bir araya gəldi. Təlimat və mobil qrup səfəri qərara alındı.", "The ministers met. A guide and a visit of mobile teams were decided."),
        _said("Bakanlar bir araya geldi. Ortak görüşme rehberi, mobil ekip ziyareti ve kampanya kararlaştırıldı.", "Nazirlər bir araya gəldi. Birgə müsahibə təlimatı, mobil qrup səfəri və kampaniya qərara alındı.", "The ministers met. A joint interview guide, a visit of mobile teams and a campaign were decided."),
    ),
    "why": "Kampaniya haqqında qərar yazılmamışdı.",
    "decisions": (
        {
            "line": 1,
            "texts": _said("Koruyucu aile görüşmeleri için iki dilde ortak bir rehber yazılır.", "Himayədar ailələrlə müsahibə üçün iki dildə birgə təlimat yazılır.", "A joint guide for interviews with foster families is written in two languages."),
            "actions": (
                (_said("Rehberin Azerbaycan dilindeki metnini yazmak", "Təlimatın Azərbaycan dilində mətnini yazmaq", "Write the guide in Azerbaijani"), _AZ, 60, "Təlimat yazıldı və hər iki tərəfə göndərildi.", 40, ""),
            ),
        },
        {
            "line": 2,
            "texts": _said("Mobil ekipler birbirini bir hafta ziyaret eder.", "Mobil qruplar bir-birinə bir həftəlik səfər edir.", "Mobile teams visit each other for a week."),
            "actions": (
                (_said("Ziyaret programını hazırlamak", "Səfər proqramını hazırlamaq", "Prepare the programme of the visit"), _TR, 90, "Program hazırlandı; ziyaret yapıldı.", 170, ""),
            ),
        },
        {
            "line": 3,
            "texts": _said("Koruyucu aile için ortak kampanya iki ülkede aynı gün başlar.", "Himayədar ailə üçün birgə kampaniya hər iki ölkədə eyni gün başlayır.", "The joint campaign for foster families begins on the same day in both countries."),
            "actions": (
                (_said("Kampanya sözlerini yazmak", "Kampaniya sözlərini yazmaq", "Write the words of the campaign"), _TR, 190, "Kampanya sözleri iki dilde yazıldı.", 200, None),
                (_said("Yayın planını hazırlamak", "Yayım planını hazırlamaq", "Prepare the broadcasting plan"), _AZ, 235),
            ),
        },
    ),
}  # fmt: skip
SECOND = {
    "host": _AZ,
    "places": _said("Bakü (uydurma)", "Bakı (uydurma)", "Baku (invented)"),
    "titles": _said("UYDURMA ÖRNEK: Bakanlar 2. Toplantısı", "UYDURMA NÜMUNƏ: Nazirlərin 2-ci Görüşü", "INVENTED EXAMPLE: 2nd meeting of ministers"),
    "agenda": (
        _said("Çocuk kurullarının buluşması", "Uşaq şuralarının görüşü", "Meeting of the children's councils"),
        _said("Kurum bakımından aileye geçiş", "Müəssisədən ailəyə keçid", "From institutions to families"),
    ),
    "minutes": (
        _said("Açık kararlar gözden geçirildi. Çocuk kurullarının buluşması ertelenmedi.", "Açıq qərarlara baxıldı. Uşaq şuralarının görüşü təxirə salınmadı.", "The open decisions were gone through. The meeting of the children's councils was not put off."),
        _said("Açık kararlar gözden geçirildi. Çocuk kurullarının buluşması için izinler istenir; uzmanlar yıl bitmeden toplanır.", "Açıq qərarlara baxıldı. Uşaq şuralarının görüşü üçün icazələr alınır; ekspertlər il bitməmiş görüşür.", "The open decisions were gone through. Permissions for the children's councils are asked for; experts meet before the year ends."),
    ),
    "why": "İzinler ve uzman toplantısı eklendi.",
    "decisions": (
        {
            "line": 4,
            "texts": _said("Çocuk kurulları üyelerinin yolculuk izinleri birlikte alınır.", "Uşaq şuraları üzvlərinin səfər icazələri birlikdə alınır.", "Travel permissions for members of the children's councils are obtained together."),
            "actions": (
                (_said("Yolculuk izinlerini almak", "Səfər icazələrini almaq", "Obtain the travel permissions"), _AZ, 50),
            ),
        },
        {
            "adopted": "noted",
            "texts": _said("Bakanlar, iki ülkenin koruyucu aile sayılarının ayrı tanımlara dayandığını not etti.", "Nazirlər iki ölkənin himayədar ailə saylarının fərqli təriflərə əsaslandığını qeyd etdi.", "The ministers noted that the two countries count foster families by different definitions."),
            "actions": (),
        },
        {
            "line": 5,
            "texts": _said("Kurum bakımından aileye geçiş üzerine uzmanlar yıl bitmeden toplanır.", "Müəssisədən ailəyə keçid üzrə ekspertlər il bitməmiş görüşür.", "Experts on moving from institutions to families meet before the year ends."),
            "actions": (
                (_said("Uzman toplantısının gündemini yazmak", "Ekspert görüşünün gündəliyini yazmaq", "Write the agenda of the expert meeting"), _TR, 85, "Gündem taslağı gönderildi.", 40, "Gündəlikdə kiçik yaşlı uşaqlar yoxdur; əlavə edin."),
            ),
        },
    ),
}  # fmt: skip
NEXT = {
    "host": _TR,
    "places": _said("İstanbul (uydurma)", "İstanbul (uydurma)", "Istanbul (invented)"),
    "titles": _said("UYDURMA ÖRNEK: Bakanlar 3. Toplantısı", "UYDURMA NÜMUNƏ: Nazirlərin 3-cü Görüşü", "INVENTED EXAMPLE: 3rd meeting of ministers"),
    "agenda": (
        _said("Kampanyanın sonucu", "Kampaniyanın nəticəsi", "What came of the campaign"),
        _said("Sivil toplum kuruluşlarıyla çalıştay", "Vətəndaş cəmiyyəti təşkilatları ilə seminar", "Workshop with civil society organisations"),
    ),
}  # fmt: skip
