"""Accounts and posts: who works here, in which role. Nothing on these pages comes from a child's record."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from umay.ground.journal.actions import AlreadyDone, once
from umay.ground.offices import actions, queries
from umay.ground.offices.access import CONFIRM_POSTS, OPEN_ACCOUNTS, SEE_PEOPLE, roles, visible_people
from umay.ground.offices.forms import AccountForm, EndPostForm, GivePostForm, PeopleForm, SureForm
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.asked import typed
from umay.kit.ui.forms import answer_form

PER_PAGE = 25


def _labelled(posts):
    """Each post with its role in words."""
    known = roles()
    for post in posts:
        post.role_label = known[post.role].label if post.role in known else post.role
    return posts


@typed("words")
@door(SEE_PEOPLE)
def people(request):
    """The people of the country's offices."""
    form = PeopleForm(request.asked or None, by=request.identity)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    today = timezone.localdate()
    found = queries.people(
        by=request.identity,
        on=today,
        words=said.get("words") or "",
        office=said.get("office"),
        is_open=not said.get("closed"),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for user in page.object_list:
        _labelled(user.held)
    waiting = _labelled(list(queries.waiting_posts(by=request.identity, on=today)))
    context = {"form": form, "page": page, "waiting": waiting, "may": _may(request.identity)}
    return render(request, "offices/people.html", context)


def _may(identity) -> dict:
    return {"open": identity.may(OPEN_ACCOUNTS), "confirm": identity.may(CONFIRM_POSTS)}


def _person(request, pk):
    return get_object_or_404(visible_people(request.identity), pk=pk)


@door(SEE_PEOPLE)
def person(request, pk):
    """One account with all its posts."""
    user = _person(request, pk)
    posts = _labelled(list(queries.posts_held(user)))
    today = timezone.localdate()
    for post in posts:
        post.is_waiting = post.confirmed_at is None and not (post.ends_on and post.ends_on < today)
        post.is_over = post.ends_on is not None and post.ends_on < today
    names = queries.names_of(
        [user.opened_by, *(post.proposed_by for post in posts), *(post.confirmed_by for post in posts)]
    )
    for post in posts:
        post.proposed_name, post.confirmed_name = names.get(post.proposed_by), names.get(post.confirmed_by)
    is_other = user.pk != request.identity.user_id
    may = {word: allowed and is_other for word, allowed in _may(request.identity).items()}
    context = {"person": user, "posts": posts, "may": may, "opened_by": names.get(user.opened_by)}
    return render(request, "offices/person.html", context)


@never_cache
@door(OPEN_ACCOUNTS, writes=True)
def open(request):
    """Open an account. The one-time password is shown once, on the page that answers."""
    form = AccountForm(request.POST or None, initial={"language": request.LANGUAGE_CODE[:2]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with once(said["idempotency_key"], by=request.identity, at=now(), kind="offices.open") as made:
                user, password = actions.open_account(
                    username=said["username"],
                    name=said["name"],
                    language=said["language"],
                    by=request.identity,
                    at=now(),
                )
                made(user.pk)
            return _on_paper(request, user, password)
        except AlreadyDone as done:
            return redirect("offices:person", done.thing)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return answer_form(request, "offices/open.html", form)


def _on_paper(request, user, password):
    return render(request, "offices/on_paper.html", {"person": user, "password": password})


@door(OPEN_ACCOUNTS, writes=True)
def give_post(request, pk):
    """Give a person a post."""
    user = _person(request, pk)
    form = GivePostForm(request.POST or None, by=request.identity, initial={"begins_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        key = said.pop("idempotency_key")
        try:
            with once(key, by=request.identity, at=now(), kind="offices.give_post") as made:
                made(actions.give_post(user=user, **said, by=request.identity, at=now()).pk)
            return redirect("offices:person", user.pk)
        except AlreadyDone:
            return redirect("offices:person", user.pk)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return answer_form(request, "offices/give_post.html", form, person=user)


def _post(request, pk):
    found = queries.post(pk, by=request.identity)
    if found is None:
        raise Http404
    return found


@door(CONFIRM_POSTS, writes=True)
def confirm_post(request, pk):
    """The second person's yes to a powerful role."""
    post = _post(request, pk)
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.confirm_post(post=post, by=request.identity, at=now())
        return redirect("offices:person", post.user_id)
    names = queries.names_of([post.proposed_by])
    return answer_form(
        request,
        "offices/confirm_post.html",
        form,
        post=_labelled([post])[0],
        proposed_name=names.get(post.proposed_by, ""),
    )


@door(OPEN_ACCOUNTS, writes=True)
def end_post(request, pk):
    """End a post, or withdraw one that waits."""
    post = _post(request, pk)
    form = EndPostForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_post(post=post, ends_on=form.cleaned_data["ends_on"], by=request.identity, at=now())
            return redirect("offices:person", post.user_id)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return answer_form(request, "offices/end_post.html", form, post=_labelled([post])[0])


@door(OPEN_ACCOUNTS, writes=True)
def close(request, pk):
    """Close an account at once."""
    user = _person(request, pk)
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_account(user=user, by=request.identity, at=now())
        return redirect("offices:person", user.pk)
    return answer_form(request, "offices/close.html", form, person=user)


@never_cache
@door(OPEN_ACCOUNTS, writes=True)
def reopen(request, pk):
    """Open a closed account again."""
    return _new_way_in(request, pk, actions.reopen_account, "offices/reopen.html", "offices.reopen")


@never_cache
@door(OPEN_ACCOUNTS, writes=True)
def reset(request, pk):
    """A new way to sign in for somebody who lost telephone, codes or password."""
    return _new_way_in(request, pk, actions.reset_sign_in, "offices/reset.html", "offices.reset")


def _new_way_in(request, pk, action, template: str, kind: str):
    user = _person(request, pk)
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["idempotency_key"], by=request.identity, at=now(), kind=kind) as made:
                user, password = action(user=user, by=request.identity, at=now())
                made(user.pk)
            return _on_paper(request, user, password)
        except AlreadyDone as done:
            return redirect("offices:person", done.thing)
    return answer_form(request, template, form, person=user)
