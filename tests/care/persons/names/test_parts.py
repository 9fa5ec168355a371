import pytest

from umay.care.persons.names.parts import join, word, words


@pytest.mark.parametrize(
    "spellings",
    [
        ["Qasım", "Kasım", "Gasim", "Гасым", "Касым", "QASIM", "kasim"],
        ["Hüseynov", "Huseynov", "Гусейнов", "Guseinov", "Гусейнова", "Һүсејнов", "Hüseynli", "Hüseynzadə"],
        ["Xədicə", "Hatice", "Khadija", "Хадиджа", "خديجة"],
        ["Çingiz", "Cengiz", "Chingiz", "Чингиз", "Чыңгыз"],
        ["Şəhla", "Şehla", "Shahla", "Шахла"],
        ["Yusif", "Yusuf", "Юсиф", "Јусиф", "يوسف"],
        ["Qənbər", "Kamber", "Гамбар"],
    ],
)
def test_one_name_has_one_skeleton_in_every_spelling(spellings):
    assert len({word(spelling).skeleton for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("written", "stem", "ending"),
    [
        ("Quliyeva", "quli", "ov"),
        ("Rzayev", "rza", "ov"),
        ("Həsənzadə", "h0s0n", "zade"),
        ("Aslanoğlu", "aslan", "oglu"),
        ("Alev", "alev", ""),
        ("Əli", "0li", ""),
        ("Veli", "veli", ""),
        ("Болатұлы", "bolat", "uly"),
    ],
)
def test_a_surname_is_parted_where_enough_stays(written, stem, ending):
    found = word(written)
    assert (found.stem, found.ending) == (stem, ending)


def test_the_word_before_son_of_is_the_father():
    assert [(word.folded, word.is_patronymic) for word in words("Əli Vəli oğlu Əliyev")] == [
        ("eli", False),
        ("veli", True),
        ("eliyev", False),
    ]
    assert [word.is_patronymic for word in words("Набиев Самир Рауф оглы")] == [False, False, True]


def test_digits_and_signs_are_no_names():
    assert word("12") is None
    assert words("- , 7") == ()


def test_a_sentence_in_the_wrong_box_stays_bounded():
    assert len(words("bir iki üç dört beş altı yedi sekiz dokuz on")) == 6


def test_joined_words_sound_like_the_word_written_together():
    assert join(*words("Ayşe Nur")).skeleton == word("Ayşenur").skeleton
