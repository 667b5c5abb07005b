"""Where the files that come with heartfirst are: playbooks, and whatever else `data/` holds."""

from pathlib import Path

from tui.model.trouble import Trouble

_PACKAGE = Path(__file__).parent


def shipped(*parts: str) -> Path:
    """The file or folder `data/<parts>`, from an installed wheel or from a checkout.

    Raises `Trouble` when it is not there, which means a damaged installation.
    """
    # A wheel carries `data/` inside the package; in a checkout it stands beside it.
    inside = _PACKAGE / "_data"
    root = inside if inside.is_dir() else _PACKAGE.parent / "data"
    path = root.joinpath(*parts)
    if not path.exists():
        name = "/".join(("data", *parts))
        raise Trouble(f"{name}, which comes with heartfirst, is missing. Please install heartfirst again.")
    return path
