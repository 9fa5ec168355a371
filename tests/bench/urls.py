"""The house's routes and a bare page: a view, a template of ten lines, no sign-in, no row."""

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from umay.front.urls import urlpatterns as of_the_house

_PAGE = Engine().from_string(
    "<!doctype html><html lang=en><title>Bare</title><h1>{{ title }}</h1><ul>{% for n in numbers %}<li>{{ n }}</li>{% endfor %}</ul></html>"
)


def bare(request):
    return HttpResponse(_PAGE.render(Context({"title": "Nothing", "numbers": range(10)})))


urlpatterns = [path("bare/", bare, name="bare"), *of_the_house]
