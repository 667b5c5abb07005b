"""So that no key waits for what Python does by itself: its search for garbage, and threads that compute."""

import gc
import sys

SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one go on; a key may have to wait so long several times."""


def begin() -> None:
    """Before the app is loaded: a key does not wait behind a search in its thread, and nothing loaded is garbage."""
    sys.setswitchinterval(SWITCH)
    gc.disable()


def keep_what_is_loaded() -> None:
    """It stays until the end. To go through all of it for garbage takes 50 ms; from now on that is left out."""
    gc.freeze()
    gc.enable()
