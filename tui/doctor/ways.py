"""Each way to the clipboard, tried without touching what is in the clipboard.

An X server has a third clipboard that no program offers (SECONDARY), and tmux buffers that nobody pastes: there a
text goes in and is read back. Elsewhere the clipboard is only asked what kind of thing it holds. What the terminal
does with a text is never known: it does not answer.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import which

from tui.clipboard.native import NativeClipboard, is_far, native_kind
from tui.clipboard.programs import run
from tui.clipboard.terminal import deaf_terminal, most_bytes, takes_text
from tui.clipboard.tmux import Tmux
from tui.doctor.finding import Finding, better, broken, fine
from tui.model.plain import one_line
from tui.model.trouble import Trouble

TEXT = "heartfirst doctor ✓"
LIMIT = 3.0
"""Seconds that a program gets, as in a copy."""
_NAMES = {
    "x11": "The X clipboard",
    "wayland": "The Wayland clipboard",
    "macos": "The clipboard of macOS",
    "windows": "The clipboard of Windows",
    "wsl": "The clipboard of Windows, from WSL",
}


def look_at_ways(
    environ: Mapping[str, str], platform: str, folder: Path, *, has_terminal: bool, limit: float = LIMIT
) -> Iterator[Finding]:
    """Each way in the order in which a copy takes them, and last which one that will be.

    `environ` is that of the seat (see `Tmux.environ_now`), `folder` where files to copy from go.
    """
    tried = [("native", _native(environ, platform, limit))]
    if environ.get("TMUX"):
        tried.append(("tmux", _tmux(Tmux(environ))))
    tried.append(("terminal's", _terminal(environ, has_terminal=has_terminal)))
    tried.append(("file", _file(folder)))
    ways = []
    for name, (finding, works) in tried:
        yield finding
        ways += [name] if works else []
    yield _first(ways)


def _first(ways: list[str]) -> Finding:
    goes = {
        "native": "f8 copies to the clipboard of this machine.",
        "tmux": "f8 copies to tmux's buffer, and through tmux to your terminal where that takes it.",
        "terminal's": "f8 hands the text to your terminal, which does not say whether it took it.",
    }
    if not ways:
        return broken("f8", "No way out is left: f8 can copy nothing. Mend one of the ways above.")
    if ways[0] == "file":
        return better("f8", "f8 writes a file, because there is no clipboard; the lines above say what would help.")
    return fine("f8", goes[ways[0]])


def _native(environ: Mapping[str, str], platform: str, limit: float) -> tuple[Finding, bool]:
    kind = native_kind(environ, platform)
    if kind is None:
        return _no_native(environ, platform), False
    try:
        words = _probe(kind, environ, platform, limit)
    except Trouble as trouble:
        return broken("clipboard", f"{_NAMES[kind]} does not work: {trouble}"), False
    return fine("clipboard", f"{_NAMES[kind]}: {words}"), True


def _no_native(environ: Mapping[str, str], platform: str) -> Finding:
    if is_far(environ):
        return fine("clipboard", "Over ssh the clipboard of this machine is nobody's, and is left alone.")
    wants = ""
    if platform == "linux" and environ.get("WAYLAND_DISPLAY"):
        wants = "install wl-clipboard (wl-copy and wl-paste)"
    elif platform == "linux" and environ.get("DISPLAY"):
        wants = "install xclip or xsel"
    if wants:
        return better("clipboard", f"There is a display, and no program that reaches its clipboard: {wants}.")
    return fine("clipboard", "This session has no display, and so no clipboard of its own.")


def _probe(kind: str, environ: Mapping[str, str], platform: str, limit: float) -> str:
    """What was tried and held. Raises `Trouble` when it does not work."""
    if kind == "x11":
        return _probe_x11(environ, limit)
    if kind == "wayland":
        ran = run(["wl-paste", "--list-types"], environ, limit=limit, hears=True)
        if ran.code != 0 and b"No selection" not in ran.err and b"Nothing is copied" not in ran.err:
            raise Trouble(_said(ran.err) or "wl-paste failed.")
        return "it answers; nothing in it was touched."
    if kind == "wsl":
        return "clip.exe is there. It is not tried, because that would put something into it."
    NativeClipboard(environ, limit=limit, platform=platform).held()
    return "it answers; nothing in it was touched."


def _probe_x11(environ: Mapping[str, str], limit: float) -> str:
    with_xclip = which("xclip", path=environ.get("PATH", os.defpath))
    # One reader, and xclip lets go of it.
    give = ["xclip", "-selection", "secondary", "-loops", "1", "-i"] if with_xclip else ["xsel", "-s", "-i"]
    take = ["xclip", "-selection", "secondary", "-o"] if with_xclip else ["xsel", "-s", "-o"]
    run(give, environ, limit=limit, given=TEXT.encode())
    for pause in (0.0, 0.02, 0.04, 0.08, 0.16, 0.32):
        time.sleep(pause)  # The program leaves before what it holds is the X server's.
        ran = run(take, environ, limit=limit, hears=True)
        if ran.out == TEXT.encode():
            return f"a text went in and came back, by {give[0]}; what you have in it was not touched."
    raise Trouble(_said(ran.err) or f"{give[0]} took a text and did not give it back.")


def _said(err: bytes) -> str:
    """What a program complained about, on one line."""
    words = one_line(err.decode("utf-8", "replace"))[:200]
    return f"{words.removesuffix('.')}." if words else ""


def _tmux(tmux: Tmux) -> tuple[Finding, bool]:
    name = f"heartfirst-doctor-{os.getpid()}"
    try:
        facts = tmux.look()
        tmux.load(TEXT.encode(), name=name)
        if tmux.held(name) != TEXT.encode():
            raise Trouble("tmux did not give a text back as it was.")
    except Trouble as trouble:
        return broken("tmux", f"TMUX is set, and yet: {trouble} Is that tmux still running?"), False
    finally:
        tmux.forget(name)
    version = one_line(facts.version)
    if facts.reaches:
        return fine("tmux", f"tmux {version} took a text and gave it back, and hands texts to your terminal."), True
    return better(
        "tmux",
        f"tmux {version} took a text and gave it back; prefix ] pastes it. It knows no clipboard of your terminal: "
        "where there is one, `set -as terminal-features ',*:clipboard'` in tmux.conf says so.",
    ), True


def _terminal(environ: Mapping[str, str], *, has_terminal: bool) -> tuple[Finding, bool]:
    if not has_terminal:
        return fine("osc 52", "There is no terminal here that could take a text."), False
    if takes_text(environ):
        most = f"{most_bytes(environ):,}"
        return fine("osc 52", f"Your terminal may take texts of up to {most} bytes; none says whether it did."), True
    name = "" if environ.get("TERM", "") in ("dumb", "linux") else deaf_terminal(environ)
    which_one = f"This is {name}, which takes" if name else "This terminal takes"
    return better("osc 52", f"{which_one} no text from programs; others do, such as kitty, foot and iTerm2."), False


def _file(folder: Path) -> tuple[Finding, bool]:
    place = next(one for one in (folder, *folder.parents) if one.exists() or one == one.parent)
    if not place.is_dir():
        return broken("file", f"No file can be written to {one_line(str(folder))}: a file is in its place."), False
    if not os.access(place, os.W_OK | os.X_OK):
        return broken("file", f"No file can be written to {one_line(str(folder))}: there is no permission."), False
    return fine("file", f"Failing all else, a text goes to a file in {one_line(str(folder))}."), True


def really_copied(environ: Mapping[str, str], platform: str, limit: float = LIMIT) -> Finding:
    """Copy for real to the clipboard of this machine, read it back, and put back what was there.

    Where what is there could not be put back, nothing is copied. Never raises.
    """
    clipboard = NativeClipboard(environ, limit=limit, platform=platform)
    about = "copied"
    try:
        before = clipboard.held()
        if not before and not _is_empty(environ, platform, limit):
            return better(
                about, "The clipboard holds no text, and a picture could not be put back: copy a word first."
            )
        words = _copied_and_back(clipboard, before)
    except Trouble as trouble:
        return broken(about, f"A copy was tried. {trouble}")
    return fine(about, words)


def _copied_and_back(clipboard: NativeClipboard, before: str) -> str:
    """What came of a copy, `before` being in the clipboard again afterwards. Raises `Trouble`."""
    try:
        clipboard.copy(TEXT)
        if clipboard.held() != TEXT:
            raise Trouble("The clipboard gave back another text.")
    finally:
        if before:
            clipboard.copy(before)
    if before:
        return "A text was copied and read back, and what you had in the clipboard is there again, as plain text."
    return "A text was copied and read back; the clipboard was empty, and holds that text now."


def _is_empty(environ: Mapping[str, str], platform: str, limit: float) -> bool:
    """Whether the clipboard surely holds nothing at all."""
    asks = {"x11": ["xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"], "wayland": ["wl-paste", "-l"]}
    kind = native_kind(environ, platform)
    with suppress(Trouble):
        if kind in asks and which(asks[kind][0], path=environ.get("PATH", os.defpath)):
            ran = run(asks[kind], environ, limit=limit, hears=True)
            return ran.code != 0 or not ran.out.strip()
    return False
