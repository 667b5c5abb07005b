"""Every key there is, in one table: what it is bound to, and the words that README, help and hints use for it.

Only keys that arrive in every terminal stand here: ctrl with a letter that is neither a terminal's alias
(h i j m) nor tmux's (b), nor flow control (s q), nor used by the notes editor (a c d e f k u v w x y z);
and f1 to f5, f8 and f9. f6 and f7 belong to the editor. On the desk there are no notes, so ctrl+z is free there.
"""

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Key(NamedTuple):
    """One binding."""

    id: str
    """Stable; a keymap refers to it."""
    key: str
    action: str
    words: str
    """What it does, as short as a hint can be."""
    tooltip: str
    """What it does, as a sentence."""


CALL = (
    Key("said", "ctrl+n", "said", "said it, next", "Tick the step in hand (said, and meant) and go to the next one."),
    Key("back", "ctrl+o", "back", "back", "Take the step before back into hand; at the gate, the one still missing."),
    Key("leave-out", "ctrl+l", "leave_out", "leave out", "Leave the step in hand out and go to the next one."),
    Key("to-the-fix", "ctrl+g", "to_the_head", "to the fix", "Go straight to the first step of the head."),
    Key("promise", "ctrl+t", "mark('!')", "promise", "Mark the line you are on as a promise, or unmark it."),
    Key("mark", "f2", "mark_next", "mark", "Mark the line as what the step asks for; again: the next mark."),
    Key("playbook", "f4", "playbook", "playbook", "Go on with another playbook; notes, times, what is done stay."),
    Key("brief", "f5", "brief", "the client", "What is known about the client; once it shows: their card."),
    Key("wrap-up", "ctrl+r", "wrap_up", "wrap up", "The client has said goodbye: go to the wrap-up."),
)  # fmt: skip
GATE = (
    Key("do-it-now", "ctrl+o", "back", "do it now", "Take the first heart step that is missing into hand."),
    Key("insist", "f4", "go_through('insist')", "they insist", "Go on early, because they insist on the fix."),
    Key("cut-off", "ctrl+l", "go_through('cut-off')", "cut off", "Go on early, because the line is about to go."),
    Key("safety", "f5", "go_through('safety')", "safety", "Go on early, because somebody or something is in danger."),
    Key("other", "ctrl+g", "go_through('other')", "other", "Go on early, for another reason."),
)
"""In place of what these keys do elsewhere on a call."""
WRAP_UP = (
    Key("finish", "enter", "finish", "copy and save", "Copy the summary, save the call and go back to the desk."),
    Key("back-on-call", "ctrl+o", "back", "back to the call", "Go back to the call; its clock runs on."),
    Key("notes", "tab", "app.focus_next", "notes", "Go from the choices to the notes and back."),
    Key("form", "f2", "next_form", "form", "Take the next form of the summary; what you see is what is pasted."),
    Key("by-hand", "f5", "note_by_hand", "note by hand", "Show the note to write by hand, made from their words."),
)
DESK = (
    Key("go-on", "ctrl+o", "go_on", "go on", "Go on with the call that was interrupted."),
    Key("wrap-up-open", "ctrl+r", "wrap_up", "wrap it up", "Wrap up the call that was interrupted."),
    Key("next-open", "down", "choose(1)", "choose", "Choose among interrupted calls and what we owe (up goes back)."),
    Key("report-back", "ctrl+t", "report_back", "report back", "Call back about the promise that is chosen."),
    Key("promise-on", "ctrl+n", "promise_on", "done, told", "The chosen promise is done; once more: they know it."),
    Key("withdraw", "ctrl+l", "withdraw", "withdraw", "Take the chosen promise back; type the reason first."),
    Key("undo-promise", "ctrl+z", "undo_promise", "undo", "Take the last change of a promise back."),
    Key("playbook-first", "f4", "playbook", "playbook", "Choose the playbook for the next call."),
    Key(
        "ready", "f5", "ready", "ready", "A moment before a hard call: your own list, what you may offer, the facts."
    ),
    Key("owed", "f2", "owed", "we owe", "All that we owe, by its date."),
    Key(
        "client",
        "ctrl+g",
        "client",
        "the client",
        "The card of the client in the field: little things, how to reach them.",
    ),
    Key("numbers", "ctrl+y", "numbers", "numbers", "Your own numbers, for you alone."),
)
READY = (
    Key("start-call", "ctrl+o", "start", "start the call", "Start the call; what you type behind it is its notes."),
    Key("not-yet", "escape", "leave", "not yet", "Go back to the desk without a call; your three lines are kept."),
)
NOTE = (
    Key("posted", "ctrl+n", "posted", "posted", "Tick that the note is in the post, or take that back."),
    Key("note-close", "escape", "leave", "close", "Go back to where you were."),
)
CHOOSER = (
    Key("choose", "enter", "choose", "choose", "Take this playbook for the call."),
    Key("as-it-is", "escape", "leave", "leave it as it is", "Go back without choosing."),
)
CLIENT = (
    Key("next-field", "tab", "app.focus_next", "next", "Go on to the next thing that is kept about them."),
    Key("same-person", "ctrl+n", "same_person", "same person", "Another spelling is the same person: make them one."),
    Key("split-off", "ctrl+l", "split_off", "split off", "A spelling is somebody else after all: take it off again."),
    Key("undo-person", "ctrl+o", "undo_person", "undo", "Take the last of these two back."),
    Key("client-close", "escape", "close", "close", "Go back to where you were; all is kept."),
)
CALLS = (
    Key("read", "enter", "read", "read it whole", "Show the call you are on over the whole screen, and back."),
    Key("close", "escape", "close", "close", "Go back to where you were."),
    Key("form-read", "f2", "next_form", "form", "Take the next form of the summary: what you see is what f8 copies."),
    Key("order", "f4", "order", "best first", "Put those first in which the words weigh most, or the newest again."),
    Key(
        "amend",
        "ctrl+n",
        "amend",
        "amend",
        "Add to the call you are on, or correct it; what it was stays in its history.",
    ),
    Key("call-client", "ctrl+g", "client", "the client", "The card of the client you are on."),
    Key("export", "ctrl+o", "export", "export", "Write what is listed, or the call you read, to a file."),
    Key("erase", "ctrl+l", "erase", "erase", "Erase the call you are on, or its client, or make them anonymous."),
)
NUMBERS = (
    Key("weeks", "f2", "next_range", "weeks", "Look further back: 12, 26, 52 or 104 weeks."),
    Key(
        "of-playbook",
        "f4",
        "next_playbook",
        "playbook",
        "The numbers of one playbook alone; behind the last, all again.",
    ),
    Key("as-csv", "ctrl+o", "write_csv", "CSV", "Write every week, of all calls and of each playbook, to a file."),
    Key("numbers-close", "escape", "leave", "close", "Go back to where you were."),
)
OWED = (
    Key("owed-next", "down", "choose(1)", "choose", "Choose a promise (up goes back)."),
    Key("owed-report-back", "ctrl+t", "report_back", "call back", "Call back about the promise that is chosen."),
    Key("owed-on", "ctrl+n", "promise_on", "done, told", "The chosen promise is done; once more: they know it."),
    Key("owed-told", "ctrl+r", "tell", "told how", "They know: how, and since when (by phone today 15:10)."),
    Key("owed-move", "ctrl+o", "move", "move", "Give the chosen promise another day, and say why."),
    Key("owed-tried", "f5", "attempt", "tried", "Note what was tried for the chosen promise; it stays open."),
    Key("owed-withdraw", "ctrl+l", "withdraw", "withdraw", "Take the chosen promise back, and say why."),
    Key("owed-undo", "ctrl+z", "undo_promise", "undo", "Take the last change of a promise back."),
    Key("owed-overdue", "f4", "overdue", "overdue only", "List only what is overdue, or everything again."),
    Key("owed-client", "ctrl+g", "client", "the client", "The card of the client whose promise is chosen."),
    Key("owed-keep", "enter", "keep", "keep it", "Keep what you typed about the promise."),
    Key("owed-close", "escape", "close", "close", "Leave what you typed about the promise; then go back."),
)
AMEND = (
    Key("amend-close", "escape", "leave", "close", "Go back to where you were; what you changed is saved."),
    Key("amend-ending", "tab", "ending", "how it ended", "Go from the notes to how the call ended and back."),
    Key("amend-history", "f2", "history", "history", "Show or hide what the call was before."),
)
ERASE = (
    Key("whose", "f2", "whose", "this call, or all", "Choose between this call alone and all of the client."),
    Key("way", "f4", "way", "erase, or anonymous", "Choose between erasing, and taking out names and words only."),
    Key("erase-close", "escape", "leave", "leave it", "Go back without changing anything."),
)
EXPORT = (
    Key("write", "enter", "write", "write it", "Write these calls to the file; one that is there stays."),
    Key("replace", "ctrl+n", "replace", "replace", "Write them in the place of a file that is there."),
    Key("form-export", "f2", "next_form", "form", "Take the next form; up and down choose one too."),
    Key(
        "export-close", "escape", "leave", "stop, close", "Stop writing, so that nothing is left of it; else go back."
    ),
)
EVERYWHERE = (
    Key("keys", "f1", "show_keys", "keys", "Show or hide all keys; esc hides them too."),
    Key("calls", "f3", "calls", "past calls", "Look up past calls."),
    Key("copy", "f8", "copy_summary", "copy", "Copy the summary of the call you see, as it is now."),
    Key("leave", "f9", "leave", "leave", "Leave this screen, everything saved; on the desk, leave heartfirst."),
    Key("quit", "ctrl+q", "app.quit", "quit", "Leave heartfirst from anywhere, everything saved."),
    Key("commands", "ctrl+p", "command_palette", "all commands", "Find a command by its name."),
)

PLACES = (
    ("On a call", CALL),
    ("At the gate", GATE),
    ("Wrap-up", WRAP_UP),
    ("Desk", DESK),
    ("Before a call", READY),
    ("Choosing a playbook", CHOOSER),
    ("Note by hand", NOTE),
    ("The client", CLIENT),
    ("Past calls", CALLS),
    ("Your own numbers", NUMBERS),
    ("What we owe", OWED),
    ("Amending a call", AMEND),
    ("Erasing", ERASE),
    ("Export", EXPORT),
    ("Everywhere", EVERYWHERE),
)
"""The whole table by place."""


def bindings(keys: tuple[Key, ...], *, first: bool = False) -> list[BindingType]:
    """The table as Textual takes it.

    The notes have the focus and must not swallow a chosen key, so these come first; but for enter, tab and
    escape, which belong to whatever has the focus, unless all come `first`, because they lead to another screen.
    Escape first puts away the list of keys where that is open.
    """
    plain = () if first else ("enter", "tab", "escape", "up", "down")
    return [
        Binding(
            key.key,
            f"away('{key.action}')" if key.key == "escape" else key.action,
            key.words,
            show=False,
            priority=key.key not in plain,
            id=key.id,
            tooltip=key.tooltip,
        )
        for key in keys
    ]


def shown(key: str) -> str:
    """A key as people write it."""
    return {"escape": "esc"}.get(key, key)


def hints(keys: tuple[Key, ...], *ids: str) -> list[tuple[str, str]]:
    """Key and words of the named bindings, in the order of `ids`."""
    table = {key.id: key for key in (*keys, *EVERYWHERE)}
    return [(shown(table[one].key), table[one].words) for one in ids]


def as_markdown() -> str:
    """The table for README."""
    rows = ["| where | key | what it does |", "|---|---|---|"]
    rows += [f"| {place} | `{shown(key.key)}` | {key.tooltip} |" for place, keys in PLACES for key in keys]
    return "\n".join(rows) + "\n"
