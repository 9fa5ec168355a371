from umay.care.persons.names import number_token, search, tokens

PEOPLE = {
    1: ("Ayşe Nur", "Çağlar", "00123456708"),
    2: ("Mehmet", "Yılmaz", ""),
    3: ("Leyla", "Hüseynova", ""),
    4: ("Mahmut", "Elmas", ""),
    5: ("Mehmet", "Yıldız", ""),
}
KEYS = {key: tokens(given, surname) | {number_token(number)} for key, (given, surname, number) in PEOPLE.items()}


def found(text, visible=frozenset(PEOPLE)):
    asked = []

    def ask(step):
        asked.append(step.name)
        return [
            key
            for key, kept in KEYS.items()
            if step.tokens & kept or (step.beginning and any(token.startswith(step.beginning) for token in kept))
        ]

    def read(ids):
        return {key: [" ".join(PEOPLE[key][:2])] for key in ids if key in visible}

    return [key for key, _ in search(text, ask=ask, read=read)], asked


def test_the_most_alike_comes_first():
    keys, _ = found("mehmet yilmaz")
    assert keys[0] == 2
    assert set(keys) == {2, 4, 5}


def test_another_script_finds():
    assert found("Гусейнова Лейла")[0][0] == 3


def test_a_number_ends_the_search():
    keys, asked = found("001 234 567 08")
    assert keys == [1]
    assert asked == ["number"]


def test_loose_steps_are_asked_only_while_nobody_likely_was_found():
    assert found("Leyla Hüseynova")[1] == ["names", "slip"]
    assert found("ley hüs")[1] == ["names", "joined", "parts", "slip"]


def test_a_year_that_agrees_comes_before_a_namesake():
    people = {"older": 1980, "younger": 2017}

    def ask(step):
        return [key for key, year in people.items() if step.tokens & tokens("Ayşe", "Demir", born=year)]

    def read(ids):
        return {key: ["Ayşe Demir"] for key in ids}

    assert [key for key, _ in search("Ayşe Demir 2016", ask=ask, read=read)] == ["younger", "older"]


def test_a_long_rough_list_keeps_the_name_that_was_meant():
    crowd = {number: [f"Zeynep Kar{'abcdefgh'[number % 8]}{'abcdefgh'[number // 8 % 8]}n"] for number in range(150)}
    crowd[999] = ["Zeynep Karaca"]

    def ask(step):
        return list(crowd) if step.name == "slip" else []

    assert search("Zeynep Kraaca", ask=ask, read=lambda ids: {key: crowd[key] for key in ids})[0][0] == 999


def test_who_may_not_be_read_is_not_in_the_answer():
    assert found("Ayşe Çağlar", visible=frozenset({2}))[0] == []


def test_nothing_typed_finds_nobody():
    assert found("  ") == ([], [])
