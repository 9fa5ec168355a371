"""Runs asked about in raw SQL by people of every post: what the database itself refuses, whatever the pages do."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.care.matching.setting import home, opened
from tests.care.matching.test_runs import advice_for, run_for
from umay.care.matching.models import Advice
from umay.kit.kernel.acting import acting

pytestmark = pytest.mark.usefixtures("plain_engine")

COUNTRY = (
    "select * from matching_country_groups(now())",
    "select * from matching_country_children()",
    "select * from matching_country_circles()",
    "select * from matching_country_families(now())",
    "select * from matching_country_arrivals(now() - interval '1 year', now())",
    "select matching_put_advice(gen_random_uuid(), '[]')",
)
POSTS = ("worker", "supervisor", "duty", "director", "inspector", "auditor", "administrator")


def asked(by, sql, params=()):
    with acting(by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.mark.parametrize("post", POSTS)
def test_no_post_reads_what_the_run_of_a_country_reads(cast, post):
    home(cast)
    opened(cast)
    run_for(cast.director)
    by = getattr(cast, post)
    for sql in COUNTRY:
        with pytest.raises(DatabaseError, match="for the run of a country alone"):
            asked(by, sql)
    assert asked(by, "select * from matching_run_file") == []
    for sql in (
        "update matching_run_file set body = null",
        "update matching_run set sought = '{}', figures = '{}', result_sha256 = 'x'",
    ):
        assert asked(by, sql) == 0
    with pytest.raises(DatabaseError):
        asked(by, "delete from matching_run_file")


def test_the_flag_of_the_job_can_not_be_written_into_a_signed_context(cast):
    with acting(cast.worker), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_setting('app.ctx')")
        fields, _mark, signature = cursor.fetchone()[0].rpartition("|")
    parts = fields.split(";")
    parts[3] += "n"
    with acting(cast.worker), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('app.ctx', %s, true)", [";".join(parts) + "|" + signature])
        cursor.execute(COUNTRY[0])
        cursor.fetchall()


def test_nobody_answers_or_writes_a_suggestion_in_a_file_that_is_not_theirs(cast):
    family, match = home(cast), opened(cast)
    run = run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    for stranger in (cast.other_team_worker, cast.other_office["worker"], cast.azerbaijan["worker"]):
        assert asked(stranger, "select * from matching_advice") == []
        assert (
            asked(
                stranger,
                "update matching_advice set heed = 'accepted', heeded_by = gen_random_uuid(), heeded_at = now()",
            )
            == 0
        )
        with pytest.raises(DatabaseError):
            asked(
                stranger,
                """insert into matching_advice (id, country, office_id, worker_id, confidential, file_id, version, recorded_at, run_id, case_id,
                   group_id, children, family_id, family_number, is_kin, suiting, others, heed, heed_kind)
                   values (gen_random_uuid(), 'TR', %s, %s, false, %s, 1, now(), %s, %s, gen_random_uuid(), '{}', %s, '', false, 0, '[]', '', '')""",
                [match.case.office_id, match.case.worker_id, match.case_id, run.pk, match.case_id, family.pk],
            )
    with acting(cast.worker), transaction.atomic():
        assert Advice.objects.get(pk=advice.pk).heed == ""
