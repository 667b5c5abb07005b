"""What is loaded by the time the desk stands: nothing that the first frame does not show."""

import subprocess
import sys
from pathlib import Path

LATER = {
    "ssl": "talks to nobody",
    "click": "reads the command line, before",
    "msgspec": "reads records and playbooks",
    "tinydb": "keeps the record",
    "sqlcipher3": "keeps the record",
    "sqlite3": "keeps the record where there is no other",
    "tomllib": "reads playbooks",
    "textual.widgets._text_area": "is on the call",
    "tui.model.call": "is read from the record",
    "tui.model.playbook": "is on the call",
    "tui.records.call_records": "keeps the record",
    "tui.services.intake": "begins calls",
    "tui.services.review": "looks calls up",
    "tui.services.at_pause": "waits for a name to be typed",
    "tui.services.client_book": "knows who is typed",
    "tui.services.likeness": "is on the call",
    "tui.widgets.known_lines": "comes when somebody known is typed",
    "tui.screens.on_the_desk": "reads what stands below the question",
    "tui.screens.who_is_typed": "comes when a name is typed",
    "tui.screens.client": "comes when it is asked for",
    "tui.clipboard": "copies",
    "tui.forms": "makes summaries",
    "jinja2": "makes summaries",
    "tui.screens.call": "comes next",
    "tui.screens.wrap_up": "comes after that",
    "tui.screens.calls": "comes when it is asked for",
    "tui.widgets.keys_panel": "the same",
}
"""Modules, and why the desk can do without them."""

TELL = """
import sys
from tui.offline import load_asyncio_without_tls
load_asyncio_without_tls()
from tui.app import HeartfirstApp
from tui.screens.desk import DeskScreen
from tui.system_clock import SystemClock

class Parts:
    clock = SystemClock()
    def __getattr__(self, name):
        raise AssertionError(f"{name} is asked for before the first frame")

def shown(app):
    if isinstance(app.screen, DeskScreen) and app.screen.bar.size:
        print(*sys.modules, sep="\\n")
        app.exit()

HeartfirstApp.post_display_hook = shown
DeskScreen.load = lambda self: None
HeartfirstApp(Parts()).run(headless=True)
"""

REST = """
import gc, sys
from textual.app import App
from tui.app import NEXT_SCREENS, HeartfirstApp
from tui.bootstrap import Bootstrap

def run(app):
    begun, freeze = gc.get_freeze_count(), app._all_is_loaded

    def loaded():
        freeze()
        still, at_rest = len(gc.get_objects()), gc.get_freeze_count()
        print({*NEXT_SCREENS, "jinja2"} <= set(sys.modules), gc.isenabled(), begun > 20 * still, at_rest > begun)
        print(sys.getswitchinterval() < 0.001)
        app.exit()

    app._all_is_loaded = loaded
    App.run(app, headless=True)

HeartfirstApp.run = run
Bootstrap(sys.argv[1], None).run_app()
"""


def _run(code: str, *words: str) -> str:
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_desk_stands_before_anything_else_is_loaded() -> None:
    loaded = set(_run(TELL).split())
    assert "tui.screens.desk" in loaded
    assert loaded.isdisjoint(LATER), {name: LATER[name] for name in loaded & LATER.keys()}


def test_garbage_is_not_looked_for_in_what_was_loaded_and_no_thread_keeps_a_key_waiting(tmp_path: Path) -> None:
    assert _run(REST, str(tmp_path)).split() == ["True"] * 5


def test_each_of_them_is_there() -> None:
    _run("\n".join(f"import {name}" for name in LATER if name not in {"sqlcipher3", "sqlite3"}))


def test_tls_is_there_for_whoever_asks_for_it() -> None:
    code = "from tui.offline import load_asyncio_without_tls as load; load(); import ssl; print(ssl.OPENSSL_VERSION)"
    assert "SSL" in _run(code)
