"""Names of provinces and districts in the three languages.

The native name is written as the state writes it. A name in another language is given only where that language has one
of its own; otherwise the native name stands. Azerbaijani names of Turkish provinces, Turkish and English names of
Azerbaijani districts follow the usage of the press and encyclopaedias of each language; they are spellings, not law.
"""

# Turkish provinces that Azerbaijani writes in its own way.
TR_IN_AZ = {
    "TR-18": "Çankırı", "TR-21": "Diyarbəkir", "TR-22": "Ədirnə", "TR-24": "Ərzincan", "TR-25": "Ərzurum",
    "TR-27": "Qaziantep", "TR-30": "Hakkari", "TR-36": "Qars", "TR-39": "Qırxlareli", "TR-65": "Van",
    "TR-75": "Ərdahan", "TR-76": "İğdır",
}  # fmt: skip

# Turkish provinces that English writes without the dotted capital.
TR_IN_EN = {"TR-30": "Hakkari", "TR-34": "Istanbul", "TR-35": "Izmir"}

AZ_IN_TR = {
    "AZ-ABS": "Abşeron", "AZ-AGA": "Ağstafa", "AZ-AGC": "Ağcabedi", "AZ-AGM": "Ağdam", "AZ-AGS": "Ağdaş",
    "AZ-AGU": "Ağsu", "AZ-AST": "Astara", "AZ-BA": "Bakü", "AZ-BAB": "Babek", "AZ-BAL": "Balaken",
    "AZ-BAR": "Berde", "AZ-BEY": "Beylegan", "AZ-BIL": "Bilesuvar", "AZ-CAB": "Cebrail", "AZ-CAL": "Celilabad",
    "AZ-CUL": "Culfa", "AZ-DAS": "Daşkesen", "AZ-FUZ": "Fuzuli", "AZ-GA": "Gence", "AZ-GAD": "Gedebey",
    "AZ-GOR": "Goranboy", "AZ-GOY": "Göyçay", "AZ-GYG": "Göygöl", "AZ-HAC": "Hacıkabul", "AZ-IMI": "İmişli",
    "AZ-ISM": "İsmayıllı", "AZ-KAL": "Kelbecer", "AZ-KAN": "Kengerli", "AZ-KUR": "Kürdemir", "AZ-LA": "Lenkeran",
    "AZ-LAC": "Laçın", "AZ-LAN": "Lenkeran", "AZ-LER": "Lerik", "AZ-MAS": "Masallı", "AZ-MI": "Mingeçevir",
    "AZ-NA": "Naftalan", "AZ-NEF": "Neftçala", "AZ-NV": "Nahçıvan", "AZ-OGU": "Oğuz", "AZ-ORD": "Ordubad",
    "AZ-QAB": "Gebele", "AZ-QAX": "Gah", "AZ-QAZ": "Kazah", "AZ-QBA": "Guba", "AZ-QBI": "Gubadlı",
    "AZ-QOB": "Gobustan", "AZ-QUS": "Gusar", "AZ-SA": "Şeki", "AZ-SAB": "Sabirabad", "AZ-SAD": "Sederek",
    "AZ-SAH": "Şahbuz", "AZ-SAK": "Şeki", "AZ-SAL": "Salyan", "AZ-SAR": "Şerur", "AZ-SAT": "Saatlı",
    "AZ-SBN": "Şabran", "AZ-SIY": "Siyezen", "AZ-SKR": "Şemkir", "AZ-SM": "Sumgayıt", "AZ-SMI": "Şamahı",
    "AZ-SMX": "Samuh", "AZ-SR": "Şirvan", "AZ-SUS": "Şuşa", "AZ-TAR": "Terter", "AZ-TOV": "Tovuz",
    "AZ-UCA": "Ucar", "AZ-XA": "Hankendi", "AZ-XAC": "Haçmaz", "AZ-XCI": "Hocalı", "AZ-XIZ": "Hızı",
    "AZ-XVD": "Hocavend", "AZ-YAR": "Yardımlı", "AZ-YE": "Yevlah", "AZ-YEV": "Yevlah", "AZ-ZAN": "Zengilan",
    "AZ-ZAQ": "Zakatala", "AZ-ZAR": "Zerdab",
}  # fmt: skip

AZ_IN_EN = {
    "AZ-ABS": "Absheron", "AZ-AGA": "Aghstafa", "AZ-AGC": "Aghjabadi", "AZ-AGM": "Aghdam", "AZ-AGS": "Aghdash",
    "AZ-AGU": "Aghsu", "AZ-AST": "Astara", "AZ-BA": "Baku", "AZ-BAB": "Babek", "AZ-BAL": "Balakan",
    "AZ-BAR": "Barda", "AZ-BEY": "Beylagan", "AZ-BIL": "Bilasuvar", "AZ-CAB": "Jabrayil", "AZ-CAL": "Jalilabad",
    "AZ-CUL": "Julfa", "AZ-DAS": "Dashkasan", "AZ-FUZ": "Fuzuli", "AZ-GA": "Ganja", "AZ-GAD": "Gadabay",
    "AZ-GOR": "Goranboy", "AZ-GOY": "Goychay", "AZ-GYG": "Goygol", "AZ-HAC": "Hajigabul", "AZ-IMI": "Imishli",
    "AZ-ISM": "Ismayilli", "AZ-KAL": "Kalbajar", "AZ-KAN": "Kangarli", "AZ-KUR": "Kurdamir", "AZ-LA": "Lankaran",
    "AZ-LAC": "Lachin", "AZ-LAN": "Lankaran", "AZ-LER": "Lerik", "AZ-MAS": "Masalli", "AZ-MI": "Mingachevir",
    "AZ-NA": "Naftalan", "AZ-NEF": "Neftchala", "AZ-NV": "Nakhchivan", "AZ-OGU": "Oghuz", "AZ-ORD": "Ordubad",
    "AZ-QAB": "Gabala", "AZ-QAX": "Gakh", "AZ-QAZ": "Gazakh", "AZ-QBA": "Guba", "AZ-QBI": "Gubadli",
    "AZ-QOB": "Gobustan", "AZ-QUS": "Gusar", "AZ-SA": "Shaki", "AZ-SAB": "Sabirabad", "AZ-SAD": "Sadarak",
    "AZ-SAH": "Shahbuz", "AZ-SAK": "Shaki", "AZ-SAL": "Salyan", "AZ-SAR": "Sharur", "AZ-SAT": "Saatli",
    "AZ-SBN": "Shabran", "AZ-SIY": "Siyazan", "AZ-SKR": "Shamkir", "AZ-SM": "Sumgayit", "AZ-SMI": "Shamakhi",
    "AZ-SMX": "Samukh", "AZ-SR": "Shirvan", "AZ-SUS": "Shusha", "AZ-TAR": "Tartar", "AZ-TOV": "Tovuz",
    "AZ-UCA": "Ujar", "AZ-XA": "Khankendi", "AZ-XAC": "Khachmaz", "AZ-XCI": "Khojaly", "AZ-XIZ": "Khizi",
    "AZ-XVD": "Khojavend", "AZ-YAR": "Yardimli", "AZ-YE": "Yevlakh", "AZ-YEV": "Yevlakh", "AZ-ZAN": "Zangilan",
    "AZ-ZAQ": "Zagatala", "AZ-ZAR": "Zardab",
}  # fmt: skip

# Where a city and the district around it carry one name, the kind of place is added after it.
CITY = {"tr": "%(name)s (şehir)", "az": "%(name)s (şəhər)", "en": "%(name)s (city)"}
DISTRICT = {"tr": "%(name)s (rayon)", "az": "%(name)s (rayon)", "en": "%(name)s (district)"}

# Türkiye's own district borders are not shipped (no licence is cleared): demonstrations use numbered sample districts.
SAMPLE = {
    "tr": "%(name)s, örnek ilçe %(number)s",
    "az": "%(name)s, nümunə ilçə %(number)s",
    "en": "%(name)s, sample district %(number)s",
}


def names_of(code: str, native: str) -> dict[str, str]:
    """The place's name in tr, az and en, falling back to the native one."""
    if code.startswith("TR-"):
        return {"tr": native, "az": TR_IN_AZ.get(code, native), "en": TR_IN_EN.get(code, native)}
    return {"tr": AZ_IN_TR[code], "az": native, "en": AZ_IN_EN[code]}
