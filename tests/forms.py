"""The shipped forms, as the tests fill them in."""

from datetime import datetime

from tui.forms import FormShelf
from tui.model.call import Call
from tui.model.form import CRM_NOTE, Choice, Rep
from tui.shipped import shipped

OURS = FormShelf(shipped("forms"))
"""Ours, signed by nobody."""
SIGNED = FormShelf(shipped("forms"), choice=lambda: Choice(CRM_NOTE, Rep("Ann Field", "+44 20 7946 0018")))


def summary(call: Call, at: datetime) -> str:
    """The summary that is taken unless another is asked for."""
    return filled("crm-note", call, at)


def filled(form_id: str, call: Call, at: datetime, forms: FormShelf = OURS) -> str:
    """The summary in this form, with nothing wrong."""
    rendered = forms.render(call, at, form_id)
    assert (rendered.trouble, rendered.form.id) == ("", form_id)
    return rendered.text
