"""The clipboard of the machine that we run on, reached by pyperclip in a process of its own.

Inside this one, pyperclip waits for its helper program without limit, hides that the helper failed, lets it write
across the screen, and leaves it holding our standard output (`heartfirst copy | cat` would never end). A process can
be silenced, asked and ended.
"""

import os
import sys
from collections.abc import Callable, Mapping
from shutil import which

from tui.clipboard.programs import run
from tui.clipboard.signs import as_utf8
from tui.model.trouble import Trouble
from tui.ports import Copied

# pyperclip does not say whether its helper program failed, so the clipboard is asked what it holds now. It is
# asked again for a second or so: xclip leaves before the text that it holds has become the clipboard's.
# Left to itself, wl-copy guesses what kind of file the text is, and a wrong guess is no text for other programs.
_CHILD = """
import subprocess, sys, time, pyperclip
data = sys.stdin.buffer.read()
text = data.decode()
if "wayland" in sys.argv:
    subprocess.run(["wl-copy", "--type", "text/plain;charset=utf-8"], input=data, check=True)
else:
    pyperclip.copy(text)
for pause in (0, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64):
    time.sleep(pause)
    if "check" not in sys.argv or pyperclip.paste() == text:
        sys.exit(0)
sys.exit(1)
"""
_READER = "import sys, pyperclip; sys.stdout.buffer.write(pyperclip.paste().encode('utf-8', 'surrogatepass'))"


class NativeClipboard:
    """The clipboard of the machine that we run on, by pyperclip. Implements `ports.Clipboard`."""

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        limit: float = 3.0,
        platform: str = sys.platform,
        now: Callable[[], Mapping[str, str]] | None = None,
    ) -> None:
        """`limit` is in seconds: the longest that a copy may take.

        `now` gives the environment as it is today, where that can change under a program that runs (in tmux).
        """
        self._now = now or (lambda: environ)
        self._limit = limit
        self._platform = platform

    def copy(self, text: str) -> Copied:
        """Copy, and ask the clipboard whether it took the text. Raises `Trouble` when there is none or it fails."""
        # Windows reports its failures; asking it again would wait for its clipboard twice, in WSL for seconds.
        environ, kind = self._surroundings()
        check = [] if kind in ("windows", "wsl") else ["check"]
        if run(_python(_CHILD, kind, *check), environ, given=as_utf8(text), limit=self._limit).code != 0:
            raise Trouble("The clipboard did not take the text.")
        return Copied("native", "Copied to the clipboard.")

    def held(self) -> str:
        """The text in the clipboard; empty when there is none. Raises `Trouble` when it cannot be read."""
        environ, _ = self._surroundings()
        ran = run(_python(_READER), environ, limit=self._limit, hears=True)
        if ran.code != 0:
            raise Trouble("What the clipboard holds could not be read.")
        return ran.out.decode("utf-8", "surrogatepass")

    def _surroundings(self) -> tuple[dict[str, str], str]:
        environ = self._now()
        kind = native_kind(environ, self._platform)
        if kind is None:
            raise Trouble("This session has no clipboard of its own.")
        # Without a language set, macOS takes UTF-8 for something else.
        language = {"LC_CTYPE": "UTF-8"} if kind == "macos" else {}
        return {**language, **environ}, kind


def _python(script: str, *words: str) -> list[str]:
    # -P: a file in the folder where the rep happens to be never stands in for a package.
    return [sys.executable, "-P", "-c", script, *words]


def is_far(environ: Mapping[str, str]) -> bool:
    """Whether we run on a machine where the rep does not sit: over ssh."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def native_kind(environ: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Which clipboard this machine has: `windows`, `macos`, `wayland`, `x11`, `wsl`, or None.

    None over ssh as well: the clipboard there is that of a machine where nobody sits. Programs that pyperclip
    knows but that put the text among their arguments (klipper) or load a whole toolkit (Qt) do not count.
    """
    path = environ.get("PATH", os.defpath)

    def here(*programs: str) -> bool:
        return any(which(program, path=path) for program in programs)

    if is_far(environ):
        return None
    kinds = {
        "windows": platform == "win32",
        "macos": platform == "darwin" and here("pbcopy"),
        "wsl": platform == "linux" and "WSL_DISTRO_NAME" in environ and here("clip.exe"),
        "wayland": platform == "linux"
        and bool(environ.get("WAYLAND_DISPLAY"))
        and here("wl-copy")
        and here("wl-paste"),
        "x11": platform == "linux" and bool(environ.get("DISPLAY")) and here("xclip", "xsel"),
    }
    return next((kind for kind, found in kinds.items() if found), None)
