import io

from umay.front.cli.progress import Progress


def lines(out):
    return [line.split("s  ", 1)[1] for line in out.getvalue().splitlines()]


def test_a_file_gets_one_line_per_step_and_the_last_count():
    out = io.StringIO()
    progress = Progress(out)
    progress("making the tables")
    for done in range(1001):
        progress("inventing people", done, 1000)
    progress("ready")
    progress.end()
    assert lines(out) == [
        "making the tables",
        "inventing people 0 of 1,000",
        "inventing people 1,000 of 1,000",
        "ready",
    ]


def test_a_sentence_that_counts_by_itself_is_one_step():
    out = io.StringIO()
    progress = Progress(out)
    for done in range(1000):
        progress(f"inventing people: {done} of 1000 children")
    progress("ready")
    assert lines(out) == ["inventing people: 0 of 1000 children", "ready"]
