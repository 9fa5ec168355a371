"""The journal's pages: the auditor sees the country's lines, everybody their own, nobody another country's."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories.care import make_case
from tests.factories.cast import user_of
from umay.ground.journal import queries
from umay.ground.journal.actions import record
from umay.ground.journal.models import Entry
from umay.kit.kernel.acting import acting

SEARCH = 11
"""Statements of the auditor's page: who is asking (6), one count, the lines, their names, the seal, and the line of the search itself."""


def write(identity, code="read", **parts):
    with acting(identity):
        record(code, kind="cases.case", **parts)


def seen(client, **asked):
    answer = client.post(reverse("journal:search"), asked, follow=True)
    assert answer.status_code == 200
    return [(line.who, line.code) for line in answer.context["page"].object_list]


def test_the_auditor_sees_everybodys_lines_of_the_country_and_that_they_searched(cast, client):
    write(cast.worker)
    write(cast.azerbaijan["worker"])
    client.force_login(user_of(cast.auditor))
    assert (cast.worker.user_id, "read") in seen(client)
    assert cast.azerbaijan["worker"].user_id not in {who for who, _code in seen(client)}
    assert "journal.search" in {code for _who, code in seen(client)}


@pytest.mark.parametrize("role", ["worker", "supervisor", "director", "inspector", "administrator"])
def test_nobody_else_opens_the_journal_and_trying_is_a_line(cast, client, role):
    identity = getattr(cast, role)
    client.force_login(user_of(identity))
    assert client.get(reverse("journal:search")).status_code == 403
    with acting(cast.auditor):
        assert Entry.objects.filter(who=identity.user_id, code="refused.not_allowed").count() == 1


def test_lines_are_found_by_person_by_number_and_by_kind(cast, client):
    case = make_case(cast.worker)
    write(cast.worker, file=case.pk, thing=case.pk)
    write(cast.supervisor, code="cases.note")
    client.force_login(user_of(cast.auditor))
    assert seen(client, who="supervisor.meram") == [(cast.supervisor.user_id, "cases.note")]
    assert seen(client, number=case.number, code="read") == [(cast.worker.user_id, "read")]
    assert {code for _who, code in seen(client, with_rows="on")} >= {"row.insert"}
    assert (
        client.post(reverse("journal:search"), {"number": "TR42A-1999-1"}, follow=True).context["missing"] == "number"
    )
    assert client.post(reverse("journal:search"), {"who": "hic.kimse"}, follow=True).context["missing"] == "who"


def test_the_number_of_a_file_is_told_to_the_auditor_alone(cast):
    from django.db import DatabaseError, connection, transaction

    case = make_case(cast.worker)
    with acting(cast.other_office["worker"]), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select offices_file_of_number(%s)", [case.number])
    with acting(cast.azerbaijan["auditor"]), connection.cursor() as cursor:
        cursor.execute("select offices_file_of_number(%s)", [case.number])
        assert cursor.fetchone()[0] is None


def test_everybody_sees_their_own_lines_and_no_others(cast, client):
    write(cast.worker, code="cases.note")
    write(cast.supervisor, code="cases.close")
    client.force_login(user_of(cast.worker))
    page = client.get(reverse("journal:own")).context["page"]
    assert {line.who for line in page.object_list} == {cast.worker.user_id}


@pytest.mark.parametrize("lines", [1, 60])
def test_the_page_counts_once_and_asks_as_many_questions_for_many_lines_as_for_one(
    cast, client, lines, django_assert_num_queries
):
    client.force_login(user_of(cast.auditor))
    client.get(reverse("journal:search"))
    for _line in range(lines):
        write(cast.worker)
    with django_assert_num_queries(SEARCH) as asked:
        assert client.get(reverse("journal:search")).status_code == 200
    assert sum("COUNT(" in one["sql"] for one in asked.captured_queries) == 1


def test_the_lines_of_the_database_itself_are_stepped_over_by_an_index(cast):
    make_case(cast.worker)
    with acting(cast.auditor), connection.cursor() as cursor:
        for dear in ("seqscan", "bitmapscan", "sort"):  # a table of a test is so small that any way is short
            cursor.execute(f"set local enable_{dear} = off")
        found = queries.lines(queries.Asked())[: queries.PER_PAGE]
        assert "journal_entry_told" in found.explain()
        assert "journal_entry_told" not in queries.lines(queries.Asked(with_rows=True))[:50].explain()
