"""Forms whose fields draw themselves in the design: `{{ form }}` or `{{ form.name.as_field_group }}`."""

from umay.kit.ui.forms.base import WRONG_ENTRY, Group, UmayForm, UmayFormMixin, WritingForm, answer_form
from umay.kit.ui.forms.choices import (
    CheckboxesField,
    ModelCheckboxesField,
    ModelRadiosField,
    ModelSelectField,
    RadiosField,
    SelectField,
    TickField,
    YesNoField,
)
from umay.kit.ui.forms.days import ClockTimeField, DayField, MomentField
from umay.kit.ui.forms.fields import (
    DecimalField,
    EmailField,
    FileField,
    FilesField,
    KeyField,
    LongTextField,
    PasswordField,
    PhoneField,
    SearchField,
    TextField,
    WholeNumberField,
)

__all__ = [
    "WRONG_ENTRY",
    "CheckboxesField",
    "ClockTimeField",
    "DayField",
    "DecimalField",
    "EmailField",
    "FileField",
    "FilesField",
    "Group",
    "KeyField",
    "LongTextField",
    "ModelCheckboxesField",
    "ModelRadiosField",
    "ModelSelectField",
    "MomentField",
    "PasswordField",
    "PhoneField",
    "RadiosField",
    "SearchField",
    "SelectField",
    "TextField",
    "TickField",
    "UmayForm",
    "UmayFormMixin",
    "WholeNumberField",
    "WritingForm",
    "YesNoField",
    "answer_form",
]
