from django.urls import path

from umay.cooperation.accords.views import declarations, signing

app_name = "declarations"

urlpatterns = [
    path("", declarations.list_declarations, name="list"),
    path("open/", declarations.open, name="open"),
    path("<uuid:pk>/", declarations.see, name="see"),
    path("<uuid:pk>/commit/", declarations.commit, name="commit"),
    path("<uuid:pk>/invite/", declarations.invite, name="invite"),
    path("<uuid:pk>/answer/", declarations.answer, name="answer"),
    path("<uuid:pk>/freeze/", declarations.freeze, name="freeze"),
    path("<uuid:pk>/scan/", signing.scan, name="scan"),
    path("<uuid:pk>/accede/", signing.accede, name="accede"),
    path("<uuid:pk>/state/", signing.state, name="state"),
    path("<uuid:pk>/withdraw/", signing.withdraw, name="withdraw"),
    path("<uuid:pk>/close/", signing.close, name="close"),
    path("answers/<uuid:pk>/examine/", declarations.examine, name="examine"),
    path("instruments/<uuid:pk>/sign/", signing.sign, name="sign"),
    path("instruments/<uuid:pk>/bring/", signing.bring, name="bring"),
    path("instruments/<uuid:pk>/begin/", signing.begin, name="begin"),
    path("signings/<uuid:pk>/finish/", signing.finish, name="finish"),
    path("signings/<uuid:pk>/drop/", signing.drop, name="drop"),
    path("signings/<uuid:pk>/to_sign/attributes/", signing.to_sign, {"what": "attributes"}, name="attributes"),
    path("signings/<uuid:pk>/to_sign/covered/", signing.to_sign, {"what": "covered"}, name="covered"),
    path("signatures/<uuid:pk>/attest/", signing.attest, name="attest"),
    path("proofs/<uuid:pk>/copy/", signing.copy, name="copy"),
]
