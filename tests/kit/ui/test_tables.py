from umay.kit.ui.tables import dress

HEAD = '<th>Case</th><th class="numeric">Kilometres &amp; more</th><th><a href="?sort=due">Due</a></th>'


def test_each_cell_learns_its_heading_and_its_role():
    dressed = dress(HEAD, '<tr><th><a href="/1/">1</a></th><td>7</td><td class="x">Today</td></tr>')
    assert dressed.rows == (
        '<tr role="row"><th role="rowheader" scope="row"><a href="/1/">1</a></th>'
        '<td role="cell" data-label="Kilometres &amp; more" data-kind="numeric"><div class="cell">7</div></td>'
        '<td role="cell" data-label="Due" class="x"><div class="cell">Today</div></td></tr>'
    )


def test_headings_say_that_they_head_a_column():
    assert dress(HEAD, "").head.count('<th scope="col" role="columnheader"') == 3


def test_a_wide_cell_moves_the_next_labels_on():
    dressed = dress(HEAD, '<tr><td colspan="2">wide</td><td>Today</td></tr>')
    assert 'data-label="Due"><div class="cell">Today' in dressed.rows
    assert dressed.rows.count("data-label") == 1


def test_a_cell_beyond_the_headings_has_no_label():
    assert "data-label" not in dress("", "<tr><td>1</td></tr>").rows


def test_words_that_look_like_cells_stay_words():
    assert "&lt;td&gt;" in dress(HEAD, "<tr><th>&lt;td&gt;</th></tr>").rows
