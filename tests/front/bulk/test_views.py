"""The pages: upload, columns, looking through, doubles, bringing in, taking out."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.cast import user_of
from tests.front.bulk.made import CHILD, FAMILY, bring_in, given_back, sheet
from umay.care.families.models import Family
from umay.care.persons.models import Upload
from umay.front.bulk import jobs, limits, storage
from umay.ground.journal.models import Entry
from umay.ground.offices.models import ColumnChoice
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.UMAY_FILES = tmp_path


def signed_in(client, who, language="tr"):
    client.force_login(user_of(who))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def send(client, content: bytes, kind="families", name="aileler.csv"):
    page = client.get("/bulk/")
    key = re.search(rb'name="idempotency_key" value="([^"]+)"', page.content)[1].decode()
    return client.post("/bulk/", {"kind": kind, "file": SimpleUploadedFile(name, content), "idempotency_key": key})


def columns_of(client, address: str) -> dict:
    """What the page of columns has chosen already, as a browser would send it back."""
    found = {}
    for name, options in re.findall(
        r'<select[^>]*name="(column_\d+)"[^>]*>(.*?)</select>', client.get(address).content.decode(), re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_a_file_goes_all_the_way_and_is_gone_afterwards(client, cast, django_capture_on_commit_callbacks):
    signed_in(client, cast.importer)
    to_columns = send(client, sheet(FAMILY | {"Ayakkabı": "42"}))
    assert to_columns.status_code == 302
    with acting(cast.importer):
        upload = Upload.objects.get()
    kept = storage._path(upload.pk)
    assert kept.exists() and "Şirin".encode() not in kept.read_bytes() and kept.stat().st_mode & 0o077 == 0
    chosen = columns_of(client, to_columns.url)
    assert "carer1_given" in chosen.values() and list(chosen.values()).count("") == 1
    looked = client.post(to_columns.url, chosen)
    assert looked.status_code == 302 and looked.url == reverse("bulk:see", args=[upload.pk])
    page = client.get(looked.url)
    assert page.status_code == 200 and reverse("bulk:write", args=[upload.pk]) in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("bulk:write", args=[upload.pk])).status_code == 302
    with acting(cast.importer):
        assert Family.objects.get().label == "Örnek"
        done = Upload.objects.get()
        assert (done.state, done.brought_in, done.name, done.report, done.decisions) == ("done", 1, None, None, {})
        with pytest.raises(Refusal):
            storage.content(upload.pk)
    assert not kept.exists() and client.get(looked.url).status_code == 200
    assert client.post(reverse("bulk:write", args=[upload.pk])).status_code == 409


def test_a_choice_of_columns_is_remembered_for_the_office(client, cast):
    signed_in(client, cast.importer)
    content = sheet({"Koruyan": "Şirin", "Aile": "Örnek"})
    first = send(client, content)
    chosen = columns_of(client, first.url)
    name = next(name for name, code in chosen.items() if not code)
    assert client.post(first.url, chosen | {name: "carer1_given"}).status_code == 302
    with acting(cast.importer):
        assert ColumnChoice.objects.get().headings == {"koruyan": "carer1_given"}
    assert "carer1_given" in columns_of(client, send(client, content).url).values()


def test_problems_are_shown_and_given_as_a_list(client, cast):
    signed_in(client, cast.importer)
    to = send(client, sheet(FAMILY | {"Onay tarihi": "31.02.2024"}))
    looked = client.post(to.url, columns_of(client, to.url))
    page = client.get(looked.url).content.decode()
    assert "31.02.2024" in page and "/write/" not in page
    listed = client.get(looked.url + "problems/")
    assert listed["Content-Type"].startswith("text/csv") and "Onay tarihi" in listed.content.decode("utf-8-sig")


def test_doubles_are_decided_on_the_page(client, cast):
    with acting(cast.importer):
        bring_in(
            sheet(
                {"Dosya no": "C-1", "Çocuğun adı": "Kuzey", "Çocuğun soyadı": "Denemez", "Doğum tarihi": "31.12.2015"}
            ),
            "children",
            cast.importer,
        )
    signed_in(client, cast.importer)
    to = send(client, sheet({**CHILD, "Dosya no": ""}), kind="children")
    looked = client.post(to.url, columns_of(client, to.url))
    page = client.get(looked.url).content.decode()
    name, same = re.search(r'name="(row_[^"]+)" value="(same:[^"]+)"', page).groups()
    assert client.post(looked.url + "decide/", {name: same}).status_code == 302
    assert client.get(looked.url).context["report"].counts == {"left_out": 1}
    with acting(cast.importer):
        assert Entry.objects.filter(code="read", kind="persons.upload").exists()


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "x.csv"), (b"\xd0\xcf\x11\xe0", "x.xlsx"), (b"Ad\r\n", "x.csv"), (b"x", "x.pdf")]
)
def test_a_bad_file_is_refused_beside_its_field(client, cast, content, name):
    signed_in(client, cast.importer)
    assert send(client, content, name=name).status_code == 422
    with acting(cast.importer):
        assert not Upload.objects.exists()


def test_nobody_else_sees_the_file_not_even_another_importer(client, cast):
    from tests.factories.cast import make_person

    other = make_person("importer2.meram", "importer", cast.meram)
    to = send(signed_in(client, cast.importer), sheet(FAMILY))
    client.logout()
    assert signed_in(client, other).get(to.url).status_code == 404
    for post in (cast.worker, cast.auditor, cast.administrator):
        client.logout()
        assert signed_in(client, post).get("/bulk/").status_code == 403


def test_a_family_worker_brings_in_families_and_nothing_else(client, cast):
    signed_in(client, cast.family_worker)
    assert [sheet.kind for sheet in client.get("/bulk/").context["kinds"]] == ["families"]
    assert client.post("/bulk/export/children/", {"format": "csv"}).status_code == 403


def test_what_the_page_gives_is_the_same_file(client, cast):
    from django.utils.translation import override

    with override("tr"):
        bring_in(sheet(FAMILY), "families", cast.importer)
        expected = given_back("families", cast.importer)
    signed_in(client, cast.importer)
    assert client.post("/bulk/export/families/", {"format": "csv"}).content == expected
    assert client.get("/bulk/export/families/").status_code == 302
    assert client.post("/bulk/export/families/", {"format": "xlsx"}).content.startswith(b"PK")


def test_a_long_file_is_queued_and_done_by_the_worker(client, cast, monkeypatch):
    from umay.front.bulk import uploads

    monkeypatch.setattr(uploads, "INLINE_ROWS", 0)
    asked = []
    monkeypatch.setattr(jobs.go_on, "defer", lambda **ids: asked.append(ids))
    signed_in(client, cast.importer)
    to = send(client, sheet(FAMILY))
    looked = client.post(to.url, columns_of(client, to.url))
    page = client.get(looked.url)
    assert page["Refresh"] == "3" and set(asked[0]) == {"upload", "user", "role", "language"}
    jobs.go_on(**asked[0])
    assert client.get(looked.url).context["report"].counts == {"new": 1}
    client.post(looked.url + "write/")
    jobs.go_on(**asked[1])
    jobs.go_on(**asked[1])  # a job may run twice
    with acting(cast.importer):
        assert Family.objects.count() == 1 and Upload.objects.get().state == "done"


def test_what_nobody_finishes_is_forgotten_after_a_week(client, cast):
    to = send(signed_in(client, cast.importer), sheet(FAMILY))
    with acting(cast.importer):
        upload = Upload.objects.get()
        Upload.objects.update(recorded_at=now() - timedelta(days=8))
    assert jobs.forget_before(now() - timedelta(days=9)) == 0 and jobs.forget_before(now() - timedelta(days=7)) == 1
    with acting(cast.importer):
        kept = Upload.objects.get()
    assert (kept.state, kept.name, kept.headings) == ("dropped", None, None) and not storage._path(upload.pk).exists()
    assert client.get(to.url).status_code == 302 and limits.KEPT_DAYS == 7


def test_a_file_can_be_thrown_away(client, cast, django_capture_on_commit_callbacks):
    to = send(signed_in(client, cast.importer), sheet(FAMILY))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(to.url.replace("match", "drop")).status_code == 302
    with acting(cast.importer):
        assert Upload.objects.get().state == "dropped" and not storage._path(Upload.objects.get().pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_one_file_and_for_three(
    client, cast, django_assert_max_num_queries, rows
):
    signed_in(client, cast.importer)
    for _turn in range(rows):
        send(client, sheet(FAMILY))
    with django_assert_max_num_queries(16):
        assert client.get("/bulk/").status_code == 200


def waiting(client, monkeypatch, content: bytes, until: str) -> Upload:
    """An upload whose work is queued: `until` "checking" or "writing"."""
    from umay.front.bulk import uploads

    monkeypatch.setattr(jobs.go_on, "defer", lambda **ids: None)
    monkeypatch.setattr(uploads, "INLINE_ROWS", 0 if until == "checking" else 100)
    to = send(client, content)
    looked = client.post(to.url, columns_of(client, to.url))
    monkeypatch.setattr(uploads, "INLINE_ROWS", 0)
    if until == "writing":
        client.post(looked.url + "write/")
    return Upload.objects.get()


def test_bringing_in_stops_between_two_batches_and_writes_nothing(client, cast, monkeypatch):
    from umay.front.bulk import queries, uploads, walking

    signed_in(client, cast.importer)
    rows = [FAMILY | {"Aile no": f"TR-{number}", "1. bakıcının adı": name} for number, name in enumerate("ABCD")]
    seen, written = walking._write, []

    def write(sheet, batch, run, report):
        seen(sheet, batch, run, report)
        written.append(Family.objects.count())
        queries.ask_to_stop(upload)  # what the page does while the work holds the row

    with acting(cast.importer):
        upload = waiting(client, monkeypatch, sheet(*rows), "writing")
        assert upload.state == "writing"
        monkeypatch.setattr(limits, "BATCH", 1)
        monkeypatch.setattr(walking, "_write", write)
        uploads.go_on(upload=upload, by=cast.importer, at=now())
        assert written == [1] and not Family.objects.exists()
        stopped = Upload.objects.get()
        assert (stopped.state, stopped.outcome) == ("checked", {"stopped": "writing"}) and stopped.report
    page = client.get(f"/bulk/{upload.pk}/").content.decode()
    assert "Aktarma durduruldu" in page and "Hiçbir şey yazılmadı" in page and f"/bulk/{upload.pk}/write/" in page
    monkeypatch.setattr(walking, "_write", seen)
    client.post(f"/bulk/{upload.pk}/write/")
    with acting(cast.importer):
        uploads.go_on(upload=upload, by=cast.importer, at=now())
        assert Family.objects.count() == 4 and Upload.objects.get().state == "done"
    assert "durduruldu" not in client.get(f"/bulk/{upload.pk}/").content.decode()


@pytest.mark.parametrize(("until", "back"), [("checking", "mapping"), ("writing", "checked")])
def test_what_has_not_begun_stops_at_once_and_the_job_finds_nothing_to_do(client, cast, monkeypatch, until, back):
    from umay.front.bulk import uploads

    signed_in(client, cast.importer)
    with acting(cast.importer):
        upload = waiting(client, monkeypatch, sheet(FAMILY), until)
    assert f"/bulk/{upload.pk}/stop/" in client.get(f"/bulk/{upload.pk}/").content.decode()
    assert client.post(f"/bulk/{upload.pk}/stop/").status_code == 302
    with acting(cast.importer):
        uploads.go_on(upload=upload, by=cast.importer, at=now())
        assert Upload.objects.get().state == back and not Family.objects.exists()
        assert Entry.objects.filter(code="bulk.stop", thing=upload.pk).count() == 1


def test_stopping_what_has_ended_says_so_and_nobody_else_can_stop_it(client, cast):
    from tests.factories.cast import make_person

    other = make_person("importer2.meram", "importer", cast.meram)
    to = send(signed_in(client, cast.importer), sheet(FAMILY))
    address = to.url.replace("match", "stop")
    assert "Durdurulamadan önce bitmişti" in client.post(address, follow=True).content.decode()
    client.logout()
    assert signed_in(client, other).post(address).status_code == 404
