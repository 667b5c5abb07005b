"""The one kind of error that a rep is shown."""


class Trouble(Exception):
    """Something went wrong that a person can understand and often mend.

    `str(trouble)` is one whole sentence in plain words. It never holds a client's words: it may be logged.
    """


class RecordsTrouble(Trouble):
    """The records could not be read or written; what is on the screen is still safe there."""
