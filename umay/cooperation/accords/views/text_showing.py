"""Articles side by side with their terms marked, and the PDF: the same for desks and for everybody."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import translation

from umay.cooperation.accords import aligning
from umay.cooperation.accords.queries import terms
from umay.cooperation.accords.queries.texts import title_of
from umay.cooperation.accords.typesetting import Sheet, columns
from umay.cooperation.accords.views.term_marks import marked


def side_by_side(texts, articles: dict, link: Callable) -> list:
    """[(number, [(language, article or None, paragraphs as safe HTML)])]; `link(concept id)` is where a term leads."""
    codes = [text.language for text in texts]
    words = terms.words_in(codes)
    found = []
    for row in aligning.side_by_side({code: articles[code] for code in codes}):
        cells = [(code, row.cells[code], _paragraphs(row.cells[code], words.get(code, ()), link)) for code in codes]
        found.append((row.number, cells))
    return found


def _paragraphs(article, words, link) -> list:
    if article is None:
        return []
    return [marked(part, words, link) for part in article.body.split("\n") if part.strip()]


def pdf_of(accord, edition, texts) -> HttpResponse:
    """The PDF of these languages as a download."""
    from umay.cooperation.accords.queries.texts import articles_of

    articles = articles_of(texts)
    statuses = {}
    for text in texts:
        with translation.override(text.language if text.language in ("tr", "az", "en") else "en"):
            statuses[text.language] = str(text.get_state_display())
    notice = "UYDURMA ÖRNEK · UYDURMA NÜMUNƏ · INVENTED EXAMPLE" if accord.is_fictitious else ""
    content = columns(
        Sheet(
            titles={text.language: title_of(accord, text) for text in texts},
            texts={text.language: articles[text.language] for text in texts},
            statuses=statuses,
            notice=notice,
            author=f"{accord.code} · {edition.number}",
        )
    )
    answer = HttpResponse(content, content_type="application/pdf")
    name = "-".join([accord.code, str(edition.number), *(text.language for text in texts)])
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
