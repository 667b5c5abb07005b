"""The summary of a finished call in the form that the rep has chosen: what is seen is what is copied."""

from tui.model.call import Call
from tui.model.form import Rendered
from tui.services.review import Review


class SummaryInForm:
    """Made anew only for another call or another form: while somebody types, both often stay the same."""

    def __init__(self, review: Review) -> None:
        """In the usual form, until the rep takes another one."""
        self._review = review
        self._form = ""
        self._made: tuple[Call, str, Rendered] | None = None

    @property
    def title(self) -> str:
        """That of the form; empty while it is the usual one."""
        return dict(self._review.forms()).get(self._form, "")

    def next_form(self) -> None:
        """Take the next form; behind the last one comes the first."""
        ids = [form_id for form_id, _ in self._review.forms()]
        if ids:
            here = ids.index(self._form) if self._form in ids else 0
            self._form = ids[(here + 1) % len(ids)]

    def of(self, call: Call) -> Rendered:
        """The summary, or what stands in for it where the form fails with this call."""
        if self._made is None or self._made[:2] != (call, self._form):
            self._made = (call, self._form, self._review.render(call, self._form))
        return self._made[2]
