"""heartfirst talks to nobody, so it does without what Python loads to do that."""

import sys
from importlib import import_module


def load_asyncio_without_tls() -> None:
    """Load asyncio as on a Python that has no TLS, which it knows how to do without.

    With TLS come 4 MB of memory and a fortieth of the start. Whoever asks for `ssl` later gets it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # It is what makes an import of it fail.
    try:
        import_module("asyncio")
    finally:
        del sys.modules["ssl"]
