"""The forms of sign-in, drawn by our own design and in our own words; the checks are allauth's."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umay.kit.ui import forms

_CODE_HINT = _("Six figures from the app on your telephone, or one of your recovery codes.")


def _password(label, *, fresh=False, **kwargs):
    return forms.PasswordField(
        label=label, autocomplete="new-password" if fresh else "current-password", strip=False, **kwargs
    )


def _code(hint=_CODE_HINT):
    return forms.TextField(
        label=_("Code"),
        hint=hint,
        width="10",
        autocomplete="one-time-code",
        max_length=20,
        error_messages={"required": _("Write the code")},
    )


class SignInForm(forms.UmayFormMixin, LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.TextField(
            label=_("User name"),
            width="20",
            max_length=80,
            autocomplete="username",
            error_messages={"required": _("Write your user name")},
        )
        self.fields["password"] = _password(
            _("Password"), width="20", error_messages={"required": _("Write your password")}
        )
        self.order_fields(["login", "password"])

    def clean(self):
        cleaned = super().clean()
        if self.user and get_adapter().is_once_over(self.user):
            raise get_adapter().validation_error("once_over")
        return cleaned


class PasswordForm(forms.UmayFormMixin, ChangePasswordForm):
    """The new password is asked once and may be shown; a second box only makes people choose shorter ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password(_("Present password"), width="20")
        self.fields["password1"] = _password(
            _("New password"),
            fresh=True,
            width="20",
            hint=_("At least 12 characters. Three or four words that only you would put together are good."),
        )
        del self.fields["password2"]

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        try:
            password_validation.validate_password(password, self.user)
        except ValidationError as refused:
            raise ValidationError([_in_our_words(error) for error in refused.error_list]) from None
        if self.user.check_password(password):
            raise get_adapter().validation_error("same_as_current")
        return password


def _in_our_words(error: ValidationError) -> ValidationError:
    said = {
        "password_too_short": _("This password is too short. Use at least 12 characters."),
        "password_too_similar": _("This password is too much like your name or user name. Choose other words."),
        "password_entirely_numeric": _("This password has figures only. Put words into it."),
        "password_too_common": _("Many people use this password. Choose other words."),
    }.get(error.code)
    return ValidationError(said, code=error.code) if said else error


class AgainForm(forms.UmayFormMixin, ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Password"), width="20")


class CodeForm(forms.UmayFormMixin, AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code()


class CodeAgainForm(forms.UmayFormMixin, ReauthenticateByCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code()


class TelephoneForm(forms.UmayFormMixin, ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("The six figures the app shows now."))


class PasskeyForm(forms.UmayFormMixin, AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.TextField(
            label=_("Name of this passkey"), hint=_("So that you know which one it is."), width="20", max_length=60
        )
        self.fields["passwordless"] = forms.TickField(
            label=_("Sign in with this passkey alone, without a password"), required=False, initial=True
        )


class PasskeyNameForm(forms.UmayFormMixin, EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.TextField(label=_("Name of this passkey"), width="20", max_length=60)


class PostForm(forms.UmayForm):
    """Which of one's posts to act in."""

    post = forms.RadiosField(label=_("Which post do you act in now?"))

    def __init__(self, *args, posts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(str(post.pk), post.role) for post in posts]
        self.fields["post"].widget.hints = {str(post.pk): post.place for post in posts}
