"""A context processor of the tests: a full page frame, as the front door gives it."""


def page(request):
    return {
        "installation_name": "Umay Test",
        "demo": True,
        "person_name": "Elif Aydın",
        "person_role": "İşçi",
        "session_ends_in": int(request.GET.get("ends", 3600)),
        "theme": request.GET.get("theme", ""),
        "navigation": [
            {"label": f"Yer {number}", "url": "/", "current": number == 1, "count": number} for number in range(7)
        ],
    }


def broken(request):
    raise RuntimeError("the database is away")
