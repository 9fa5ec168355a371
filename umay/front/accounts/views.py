"""Pages about one's own sign-in: the account, the post one acts in, staying signed in, the language."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from umay.front.accounts import actions, queries
from umay.front.accounts.forms import PostForm
from umay.ground.offices.queries import posts_of
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.ui.forms import answer_form


def _safe(request, where: str | None) -> str:
    """The address to go on to, if it is one of our own pages; else the start page."""
    if where and url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure()):
        return where
    return "/"


@never_cache
@door()
def account(request):
    """One's own account: posts, password, second step, language."""
    context = {"posts": queries.described(posts_of(request)), "factors": queries.factors(request.user)}
    return render(request, "account/own.html", context)


@never_cache
@door(open_to_all=True, writes=True)
def post(request):
    """Choose the post to act in; says so where there is none."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    where = _safe(request, request.POST.get("next") or request.GET.get("next"))
    posts = queries.described(posts_of(request))
    form = PostForm(request.POST or None, posts=posts, initial={"post": str(posts[0].pk) if posts else ""})
    if request.method == "POST" and posts and form.is_valid():
        actions.choose_post(request, post_id=form.cleaned_data["post"], at=now())
        return redirect(where)
    return answer_form(request, "account/post.html", form, posts=posts, next=where)


@door(open_to_all=True, writes=True)
def keep(request):
    """Stay signed in: the click itself counts. Answers how many seconds are left."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.is_authenticated:
        return JsonResponse({"ends_in": 0}, status=401)
    actions.keep_signed_in(request, at=now())
    if request.accepts("text/html") and "json" not in request.headers.get("Accept", ""):
        return redirect(_safe(request, request.META.get("HTTP_REFERER")))
    return JsonResponse({"ends_in": request.session_ends_in})


@door(open_to_all=True, writes=True)
def language(request):
    """Choose the language of the pages, kept in a cookie and with the account."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answer = HttpResponseRedirect(_safe(request, request.POST.get("next")))
    chosen = request.POST.get("language", "")
    if translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if request.user.is_authenticated:
            actions.choose_language(user=request.user, language=chosen)
    return answer
