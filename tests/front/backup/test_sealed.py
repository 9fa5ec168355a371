import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umay.front.backup import sealed
from umay.front.backup.problems import BackupProblem

KEY = sealed.Lock("a key of this test, as long as a real one is")
SMALL = 64  # bytes in a chunk, so that short contents have many


@pytest.fixture(autouse=True, scope="module")
def small_chunks():
    before, sealed.CHUNK = sealed.CHUNK, SMALL
    yield
    sealed.CHUNK = before


def seal(content, lock=KEY):
    target = io.BytesIO()
    writer = sealed.SealedWriter(target, lock)
    for start in range(0, len(content), 50):
        writer.write(content[start : start + 50])
    writer.finish()
    return target.getvalue()


def unseal(file, lock=KEY):
    return io.BufferedReader(sealed.SealedReader(io.BytesIO(file), lock)).read()


def header_length(file):
    start = len(sealed.MAGIC)
    return start + 4 + int.from_bytes(file[start : start + 4], "big")


@given(st.binary(max_size=400))
def test_what_was_sealed_opens_again(content):
    assert unseal(seal(content)) == content


@pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 2 * SMALL, 2 * SMALL + 1])
def test_sizes_around_a_chunk_open_again(size):
    assert unseal(seal(b"x" * size)) == b"x" * size


@settings(max_examples=150)
@given(st.data())
def test_a_single_changed_bit_anywhere_is_noticed(data):
    file = bytearray(seal(bytes(300)))
    file[data.draw(st.integers(0, len(file) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BackupProblem):
        unseal(bytes(file))


def test_every_shortening_is_noticed():
    file = seal(bytes(300))
    for length in range(len(file)):
        with pytest.raises(BackupProblem):
            unseal(file[:length])


def test_a_file_cut_at_the_border_of_a_chunk_is_noticed():
    file = seal(bytes(5 * SMALL))
    with pytest.raises(BackupProblem, match="cut short"):
        unseal(file[: header_length(file) + 3 * (SMALL + sealed.TAG)])


def test_something_added_at_the_end_is_noticed():
    with pytest.raises(BackupProblem):
        unseal(seal(bytes(100)) + b"x")


def test_exchanged_and_repeated_chunks_are_noticed():
    file = seal(bytes(range(256)))
    start, step = header_length(file), SMALL + sealed.TAG
    first, second = file[start : start + step], file[start + step : start + 2 * step]
    for changed in (second + first, first + first, second + second):
        with pytest.raises(BackupProblem):
            unseal(file[:start] + changed + file[start + 2 * step :])


def test_chunks_of_another_backup_with_the_same_key_are_noticed():
    one, other = seal(bytes(200)), seal(bytes(200))
    start = header_length(one)
    with pytest.raises(BackupProblem, match="does not open"):
        unseal(one[:start] + other[start:])


def test_another_key_does_not_open_it():
    with pytest.raises(BackupProblem, match="another key"):
        unseal(seal(b"content"), sealed.Lock("another key"))


def test_a_passphrase_opens_what_it_sealed_and_a_key_does_not():
    words = sealed.Lock("three quiet rivers", is_passphrase=True)
    file = seal(b"content", words)
    assert sealed.needs_passphrase(io.BytesIO(file))
    assert unseal(file, words) == b"content"
    with pytest.raises(BackupProblem, match="a passphrase"):
        unseal(file)
    with pytest.raises(BackupProblem, match="another key or passphrase"):
        unseal(file, sealed.Lock("three other rivers", is_passphrase=True))


def test_the_content_is_not_readable_in_the_file():
    assert b"Zeynep" not in seal(b"Zeynep" * 50)


def test_another_file_is_told_in_a_sentence():
    with pytest.raises(BackupProblem, match="not a backup"):
        unseal(b"PK\x03\x04 a spreadsheet")
