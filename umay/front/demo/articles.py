"""The words of the invented protocol, by article: {number: {language: (heading, body)}}. 0 is the preamble."""

ARTICLES = {
    "0": {
        "tr": ("Giriş", "Bu metin uydurmadır. Taraflar, her çocuğun bir aile içinde büyümesi gerektiğine inanarak aşağıdaki hususlarda anlaşmıştır."),
        "az": ("Giriş", "Bu mətn uydurmadır. Tərəflər hər bir uşağın ailədə böyüməli olduğuna inanaraq aşağıdakılar barədə razılığa gəlmişlər."),
    },
    "1": {
        "tr": ("Amaç", "Bu protokolün amacı, koruyucu aile hizmetinin iki ülkede birlikte geliştirilmesidir."),
        "az": ("Məqsəd", "Bu protokolun məqsədi himayədar ailə xidmətinin hər iki ölkədə birgə inkişaf etdirilməsidir."),
    },
    "2": {
        "tr": ("Terimler", "Koruyucu aile ve himayədar ailə sözleri, her ülkenin kendi kanununda tanımlandığı gibi anlaşılır. Vasi, çocuğu temsil eden kişidir."),
        "az": ("Terminlər", "Himayədar ailə və koruyucu aile sözləri hər ölkənin öz qanununda müəyyən edildiyi kimi başa düşülür. Qəyyum uşağı təmsil edən şəxsdir."),
    },
    "3": {
        "tr": ("Ortak faaliyetler", "Taraflar eğitimler, karşılıklı ziyaretler, uzman toplantıları ve kampanyalar düzenler. Bunlar bir faaliyet planında yazılır."),
        "az": ("Birgə fəaliyyətlər", "Tərəflər təlimlər, qarşılıqlı səfərlər, ekspert görüşləri və kampaniyalar təşkil edirlər. Bunlar fəaliyyət planında yazılır."),
    },
    "4": {
        "tr": ("Çocuğun görüşü", "Çocukları ilgilendiren her ortak faaliyette çocukların görüşü sorulur."),
        "az": ("Uşağın rəyi", "Uşaqlara aid hər bir birgə fəaliyyətdə uşaqların rəyi soruşulur."),
    },
    "5": {
        "tr": ("Bilgi paylaşımı", "Taraflar deneyim ve sayı paylaşır. Hiçbir çocuğun adı ya da dosyası paylaşılmaz."),
        "az": ("Məlumat mübadiləsi", "Tərəflər təcrübə və rəqəmlər mübadilə edirlər. Heç bir uşağın adı və ya işi paylaşılmır."),
    },
    "6": {
        "tr": ("Giderler", "Ev sahibi konaklamayı, konuk yolculuğu öder."),
        "az": ("Xərclər", "Qəbul edən tərəf qalma, qonaq isə yol xərclərini ödəyir."),
    },
    "7": {
        "tr": ("Toplantılar", "Bakanlar yılda en az bir kez toplanır ve önceki kararların ne olduğunu görür."),
        "az": ("Görüşlər", "Nazirlər ildə ən azı bir dəfə görüşür və əvvəlki qərarların nə olduğuna baxırlar."),
    },
    "8": {
        "tr": ("Süre", "Bu protokol beş yıl yürürlükte kalır ve bir taraf doksan gün önceden sona erdirmezse yenilenir."),
        "az": ("Müddət", "Bu protokol beş il qüvvədə qalır və tərəflərdən biri doxsan gün əvvəl bitirməsə, yenilənir."),
    },
}  # fmt: skip
# The second version, as it is being written: article 5 says more in Turkish than in Azerbaijani, article 9 is missing there.
AMENDED = {
    "4": {
        "tr": ("Çocuğun görüşü", "Çocukları ilgilendiren her ortak faaliyette çocukların görüşü sorulur ve yazılı yanıt verilir."),
        "az": ("Uşağın rəyi", "Uşaqlara aid hər bir birgə fəaliyyətdə uşaqların rəyi soruşulur və yazılı cavab verilir."),
    },
    "5": {
        "tr": ("Bilgi paylaşımı", "Taraflar deneyim ve sayı paylaşır. Hiçbir çocuğun adı ya da dosyası paylaşılmaz. Beşten küçük sayılar yayımlanmaz."),
    },
    "9": {
        "tr": ("Uyuşmazlıklar", "Uyuşmazlıklar taraflar arasında görüşülerek çözülür."),
    },
}  # fmt: skip
