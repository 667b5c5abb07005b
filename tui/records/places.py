"""Which folders are no place for the records, because SQLite's WAL comes to harm there.

The programs that have a WAL database open talk through memory that they share, which only works on one machine and
on a file system that honours shared mappings and locks; and its three files belong together, while a sync program
uploads and replaces each by itself. A false alarm keeps a rep's notes off the disk: where it is not sure, it is fine.
"""

import os
import re
import sys
from collections.abc import Container, Iterable
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path, PurePath
from typing import NamedTuple

from tui.folders import VARIABLE
from tui.model.plain import plain
from tui.model.trouble import RecordsTrouble

_WAY_OUT = f"with --data or {VARIABLE}; records that are already there can be copied over while heartfirst is closed."

_NETWORK = frozenset(
    # The same files are open to other machines, which share no memory with this one.
    "nfs nfs3 nfs4 cifs smb2 smb3 smbfs ncp ncpfs afs auristorfs coda afpfs webdav davfs davfs2 ftp "  # noqa: SIM905
    # Made for many machines, and some keep locks in step; but not what two of them have mapped, or only where
    # it was switched on (ocfs2, lustre and beegfs lock for one machine alone as they come). gfs2 keeps both.
    "ceph ceph-fuse glusterfs lustre gpfs beegfs fhgfs orangefs pvfs2 ocfs2 mfs moosefs juicefs seaweedfs "
    # Helpers that fetch and send whole files or parts behind the back of whoever maps them.
    "sshfs rclone s3fs mountpoint-s3 goofys gcsfuse blobfuse blobfuse2 gvfsd-fuse kio-fuse smbnetfs curlftpfs "
    "google-drive-ocamlfuse onedriver pcloud.fs".split()
)

_SHARED = frozenset(
    # Folders of the host in a virtual machine or container (Windows drives in WSL are 9p), each side with a cache of
    # its own: mappings fail, or, as is known of virtiofs, silently lose pages under load.
    "9p v9fs virtiofs applevirtiofs drvfs vboxsf vmhgfs vmhgfs-fuse prl_fs fakeowner grpcfuse osxfs".split()  # noqa: SIM905
)

_CLOUD_FOLDERS = {
    "Google Drive": ("Google Drive", "GoogleDrive", "My Drive"),
    "iCloud": ("iCloudDrive",),
    "Box": ("Box", "Box Sync"),
    "MEGA": ("MEGA", "MEGAsync"),
    "pCloud": ("pCloudDrive", "pCloud Drive"),
    "Proton Drive": ("Proton Drive", "ProtonDrive"),
    "Synology Drive": ("SynologyDrive", "CloudStation"),
    "a sync program": ("Sync",),
    **{
        name: (name,)
        for name in ("Dropbox", "OneDrive", "Nextcloud", "ownCloud", "Seafile", "Yandex.Disk", "Insync", "kDrive")
    },
}
"""The folders that each sync program makes directly in a home folder."""

_CLOUD_STARTS = {"OneDrive - ": "OneDrive", "Dropbox (": "Dropbox", "My Drive (": "Google Drive"}
"""How such names begin where an account or a company follows."""

_MARKERS = {
    ".stfolder": "Syncthing",
    ".sync/ID": "Resilio Sync",
    ".dropbox.cache": "Dropbox",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",
    ".megaignore": "MEGA",
    ".SynologyWorkingDirectory": "Synology Drive",
}
"""What sync programs put into each folder they keep, wherever it is and whatever it is called."""

_LOOKED_AT = 1000
"""How many names in one folder are looked at, at most; more would be felt at the start."""


class Mount(NamedTuple):
    """What a folder is on: where that is mounted, its file system ("fuse.sshfs") and its source ("server:/home")."""

    point: str
    kind: str
    source: str


def refuse_unsafe_place(folder: Path) -> None:
    """Raise `RecordsTrouble` when `folder`, which need not exist yet, is on a network drive or synced.

    Only looks: at the disk, and on macOS with the program `mount`. Raises nothing else.
    """
    try:
        sentence = _why_not(folder)
    except (OSError, ValueError, RuntimeError):
        # Nobody's home folder can be found, or a text is no path: whoever opens the folder will say so.
        return
    if sentence:
        raise RecordsTrouble(sentence)


def unsafe_drive(mount: Mount | None) -> str | None:
    """What to call a mount on which a WAL is unsafe ("a network drive (nfs4)"); None for any other."""
    if mount is None:
        return None
    kind = mount.kind.removeprefix("fuse.")
    if kind.lower() in _NETWORK or _is_remote_fuse(mount):
        return f"a network drive ({kind})"
    # With its root on such a drive the machine has no better disk to name.
    if kind.lower() in _SHARED and mount.point != "/":
        return f"a drive shared with another system ({kind})"
    return None


def linux_mount(place: PurePath, mountinfo: bytes) -> Mount | None:
    """What a path without symbolic links is on, by the text of /proc/self/mountinfo; None when that does not tell.

    Follows the mounts as the kernel does, from the root down: one that a later mount higher up has covered, and
    that is still in the list, is not taken for the place.
    """
    above = {bytes(folder) for folder in (place, *place.parents)}
    on_the_way = [line for text in mountinfo.split(b"\n") if (line := _mountinfo_line(text, above))]
    known = {line.number for line in on_the_way}
    step = [line for line in on_the_way if line.parent == line.number or line.parent not in known]
    reached = None
    while step:
        # Of several at one point the last one is on top.
        reached = min(reversed(step), key=lambda line: len(line.point))
        on_the_way.remove(reached)
        step = [line for line in on_the_way if line.parent == reached.number]
    return reached and Mount(*map(os.fsdecode, (reached.point, reached.kind, reached.source)))


def mac_mount(place: PurePath, listing: str) -> Mount | None:
    """What a path without symbolic links is on, by the output of macOS's `mount`; None when that does not tell."""
    above = {str(folder) for folder in (place, *place.parents)}
    lines = [line for text in listing.split("\n") if (line := re.fullmatch(_MAC_LINE, text))]
    # Of several at one point the last one is on top.
    on_the_way = [line for line in reversed(lines) if line["point"] in above]
    on_top = max(on_the_way, key=lambda line: len(line["point"]), default=None)
    return on_top and Mount(on_top["point"], on_top["kind"], on_top["source"])


def is_on_server(path: str) -> bool:
    r"""Whether a Windows path names another machine (`\\server\share\…`, also in its long form)."""
    path = path.replace("/", "\\").upper()
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path[4:].startswith("UNC\\")
    return path.startswith("\\\\")


def synced_by_name(place: PurePath, home: PurePath, onedrive: Iterable[PurePath] = ()) -> str | None:
    """The sync program that keeps `place`, by the names of the folders on the way.

    A name counts directly in the home folder only: elsewhere "Box", and even "Dropbox", may be a client's.
    `onedrive` are the folders that OneDrive itself says it keeps.
    """
    if any(place.is_relative_to(kept) and not home.is_relative_to(kept) for kept in onedrive):
        return "OneDrive"
    parts = place.parts
    for number, pair in enumerate(pairwise(parts)):
        if pair == ("Library", "Mobile Documents"):
            return "iCloud"
        if pair == ("Library", "CloudStorage"):
            # "GoogleDrive-rep@example.com": the account is nobody's business.
            return _program("".join(parts[number + 2 : number + 3]).partition("-")[0]) or "a sync program"
    if not place.is_relative_to(home) or place == home:
        return None
    return _program(parts[len(home.parts)])


def synced_by_marker(place: Path, home: Path) -> str | None:
    """The sync program that left its mark in `place` or above it.

    Not looked at are the home folder and what is above that: a home that is synced leaves out much of itself.
    """
    for folder in (place, *place.parents):
        if folder == home:
            return None
        for marker, program in _MARKERS.items():
            if os.access(f"{folder}/{marker}", os.F_OK):
                return program
        if _has_journal(folder):
            return "Nextcloud"
    return None


class _MountinfoLine(NamedTuple):
    number: bytes
    parent: bytes
    point: bytes
    kind: bytes
    source: bytes


def _mountinfo_line(text: bytes, points: Container[bytes]) -> _MountinfoLine | None:
    """One line, if it is of a mount at one of `points`."""
    fields, _, end = text.partition(b" - ")
    first, last = fields.split(b" ", 5), end.split(b" ")
    if len(first) < 6 or len(last) < 2:
        return None
    point = first[4]
    if b"\\" in point:
        # This is how a space, a tab, a line break and a backslash are written.
        point = re.sub(rb"\\([0-3][0-7]{2})", lambda found: bytes([int(found[1], 8)]), point)
    return _MountinfoLine(first[0], first[1], point, last[0], last[1]) if point in points else None


_MAC_LINE = r"(?P<source>.*?) on (?P<point>/.*) \((?P<kind>[^,()]+).*\)"


def _is_remote_fuse(mount: Mount) -> bool:
    """Whether a FUSE mount whose kind does not name its helper tells by its source that it is remote."""
    if mount.kind not in ("fuse", "macfuse", "osxfuse"):
        return False
    helper = mount.source.replace("#", "@").partition("@")[0].lower()
    # On macOS also "rep@server:/home"; on Linux local ones have such names, and sshfs is a kind of its own.
    names_a_host = mount.kind != "fuse" and ":" in mount.source.partition("/")[0]
    return helper in _NETWORK or "://" in mount.source or names_a_host


def _program(name: str) -> str | None:
    """The sync program that makes a folder of this name in a home folder."""
    by_name = (program for program, names in _CLOUD_FOLDERS.items() if name in names)
    by_start = (program for start, program in _CLOUD_STARTS.items() if name.startswith(start))
    return next(by_name, None) or next(by_start, None)


def _has_journal(folder: Path) -> bool:
    """Whether Nextcloud or ownCloud keep the folder; the middle of the name is different in each."""
    with suppress(OSError), os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, _LOOKED_AT)]
        return any(name.startswith((".sync_", "._sync_")) and name.endswith(".db") for name in names)
    return False


def _why_not(folder: Path) -> str | None:
    place = Path(os.path.realpath(folder))
    named = f"The folder {plain(str(folder))}"
    if drive := _unsafe_drive(place):
        harm = "where two windows can damage the records"
        return f"{named} is on {drive}, {harm}: name a folder on this machine's own disk {_WAY_OUT}"
    home = Path(os.path.realpath(Path.home()))
    told = (os.environ.get(name, "") for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    onedrive = [Path(os.path.realpath(path)) for path in told if path.strip()]
    if keeper := synced_by_name(place, home, onedrive) or synced_by_marker(place, home):
        harm = "which can tear the records apart"
        return f"{named} is kept in step by {keeper}, {harm}: name a folder outside of it {_WAY_OUT}"
    return None


if sys.platform == "win32":

    def _unsafe_drive(place: Path) -> str | None:
        import ctypes  # noqa: PLC0415

        remote = 4  # DRIVE_REMOTE
        with suppress(OSError):
            if is_on_server(str(place)) or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == remote:
                return "a network drive"
        return None
elif sys.platform == "darwin":

    def _unsafe_drive(place: Path) -> str | None:
        import subprocess  # noqa: PLC0415

        try:
            told = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
        except (OSError, subprocess.SubprocessError):
            return None
        return unsafe_drive(mac_mount(place, os.fsdecode(told.stdout)))
else:

    def _unsafe_drive(place: Path) -> str | None:
        try:
            mountinfo = Path("/proc/self/mountinfo").read_bytes()
        except OSError:
            return None
        return unsafe_drive(linux_mount(place, mountinfo))
