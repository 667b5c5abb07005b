"""Folders where a WAL comes to harm are refused with a sentence; every other folder is left in peace."""

import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.trouble import RecordsTrouble
from tui.records import places
from tui.records.places import (
    Mount,
    is_on_server,
    linux_mount,
    mac_mount,
    refuse_unsafe_place,
    synced_by_marker,
    synced_by_name,
    unsafe_drive,
)

LAPTOP = rb"""22 28 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
28 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
31 28 0:26 / /run rw,nosuid,nodev - tmpfs tmpfs rw,inode64
60 28 259:3 / /home rw,relatime shared:29 master:4 - btrfs /dev/mapper/home rw,ssd - subvol=/home
99 60 0:51 / /home/rep/team rw,relatime shared:70 - nfs4 files.example:/team rw,vers=4.2,addr=192.0.2.7
101 28 0:53 / /mnt/my\040team\134share rw,relatime - cifs //files/team rw
103 60 0:51 /desk/notes /home/rep/desk rw,relatime shared:70 - nfs4 files.example:/team rw
107 28 0:60 / /data/old rw - nfs files.example:/old rw
108 28 0:61 / /data rw - xfs /dev/sdb1 rw
109 28 0:62 / /srv/covered rw - nfs files.example:/srv rw
110 109 0:63 / /srv/covered rw - ext4 /dev/sdc1 rw
111 28 0:64 / /srv/covering rw - ext4 /dev/sdc2 rw
114 28 0:67 / /srv/carriage%rreturn rw - nfs files.example:/cr rw
112 111 0:65 / /srv/covering rw - smb3 //files/srv rw
113 99 0:66 / /home/rep/team/own rw - ext4 /dev/sdd1 rw
""".replace(b"%r", b"\r")

MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//rep@files._smb._tcp.local/My%20Team on /Volumes/My Team (old) (smbfs, nodev, nosuid, mounted by rep)
files:/export on /private/mnt on /hold (nfs, asynchronous)
rep@server:/home on /Users/rep/server (macfuse, nodev, nosuid, synchronous, mounted by rep)
/dev/disk4s1 on /Volumes/Stick (macfuse, local, synchronous)
VeraCrypt on /private/tmp/vera (macfuse, nodev, nosuid, synchronous, mounted by rep)
/Users/rep/a:b on /Users/rep/crypt (osxfuse, nodev, nosuid, synchronous, mounted by rep)
https://dav.example/rep/ on /Volumes/dav (webdav, nodev, noexec, nosuid, mounted by rep)
s3fs@macfuse0 on /Users/rep/bucket (macfuse, nodev, nosuid, synchronous, mounted by rep)
"""

HOME = PurePosixPath("/home/rep")


def on(path: str, mountinfo: bytes = LAPTOP) -> str | None:
    mount = linux_mount(PurePosixPath(path), mountinfo)
    return mount and f"{mount.kind} {mount.source}"


IS_ON = {
    "ext4 /dev/nvme0n1p2": ["/", "/var/lib/heartfirst", "/mnt/my"],
    "btrfs /dev/mapper/home": ["/home/rep/.local/share/heartfirst", "/home/rep/teamwork"],
    "nfs4 files.example:/team": ["/home/rep/team", "/home/rep/team/not/there/yet", "/home/rep/desk/records"],
    "ext4 /dev/sdd1": ["/home/rep/team/own/records"],
    "cifs //files/team": ["/mnt/my team\\share/records"],
    "tmpfs tmpfs": ["/run/x"],
    "nfs files.example:/cr": ["/srv/carriage\rreturn/x"],
}

COVERED = {"/srv/covered/x": "ext4 /dev/sdc1", "/srv/covering/x": "smb3 //files/srv", "/data/old/x": "xfs /dev/sdb1"}


@pytest.mark.parametrize(("path", "expected"), [(path, expected) for expected in IS_ON for path in IS_ON[expected]])
def test_the_mount_that_a_folder_is_on(path: str, expected: str) -> None:
    assert on(path) == expected


@pytest.mark.parametrize(("path", "expected"), COVERED.items())
def test_a_mount_that_a_later_one_covers_is_not_the_place(path: str, expected: str) -> None:
    assert on(path) == expected


def test_a_moved_mount_may_stand_in_the_list_before_the_one_it_is_on() -> None:
    backwards = b"\n".join(reversed(LAPTOP.split(b"\n")))
    for path in ("/home/rep/team/own", "/home/rep/desk", "/data/old", "/srv/covered", "/srv/covering"):
        assert on(path, backwards) == on(path)


def test_of_two_at_one_point_the_last_is_on_top() -> None:
    twice = b"1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /m rw - ext4 b rw\n3 1 0:3 / /m rw - nfs c:/ rw\n"
    assert on("/m/records", twice) == "nfs c:/"


def test_in_a_changed_root_only_what_is_inside_is_listed() -> None:
    inside = (
        b"40 28 0:9 / /mnt rw - ext4 a rw\n41 40 0:8 / /mnt/team rw - nfs b:/ rw\n42 28 0:7 / /proc rw - proc proc rw"
    )
    assert on("/mnt/team/records", inside) == "nfs b:/"
    assert on("/home/records", inside) is None


NO_LINES = """
28 1 259:2 / / rw
28 1 259:2 / / rw - ext4
28 1 259:2 - ext4 /dev/sda rw
28 1 259:2 / \\057\\777 rw - nfs a:/ rw
"""


@pytest.mark.parametrize("line", [*NO_LINES.encode().split(b"\n"), b"\xff\x00"])
def test_a_list_that_cannot_be_read_tells_nothing(line: bytes) -> None:
    assert on("/records", line) is None


def test_mounts_that_stand_on_each_other_in_a_circle_come_to_an_end() -> None:
    circle = b"2 3 0:1 / / rw - nfs a:/ rw\n3 2 0:1 / / rw - nfs a:/ rw\n"
    assert on("/records", circle) is None
    assert on("/records", b"1 1 0:1 / / rw - ext4 a rw\n" + circle.replace(b"2 3", b"2 1") + circle) is not None


fields = st.sampled_from(
    [b"1", b"2", b"3", b"/", b"/a", b"/a/b", b"-", b"nfs", b"\\040", b"/a\\1", b"\xff", b"\r", b""]
)
lines = st.lists(st.lists(fields, max_size=12).map(b" ".join), max_size=12).map(b"\n".join)


@given(lines | st.binary() | lines.map(lambda text: LAPTOP + text))
def test_no_list_of_mounts_makes_it_fail(text: bytes) -> None:
    unsafe_drive(linux_mount(PurePosixPath("/a/b/c"), text))
    unsafe_drive(mac_mount(PurePosixPath("/a/b/c"), os.fsdecode(text)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has mountinfo")
@pytest.mark.parametrize("path", ["/", "/proc", "/proc/self", "/sys", "/dev", "/dev/pts", "."])
def test_the_kernel_says_the_same(path: str) -> None:
    place = Path(path).resolve()
    if not place.exists():
        pytest.skip("not on this machine")
    handle = os.open(place, os.O_RDONLY)
    try:
        told = re.search(r"^mnt_id:\s*(\d+)$", Path(f"/proc/self/fdinfo/{handle}").read_text(), re.MULTILINE)
    finally:
        os.close(handle)
    if told is None:
        pytest.skip("this kernel keeps it to itself")
    mountinfo = Path("/proc/self/mountinfo").read_bytes()
    (line,) = (line for line in mountinfo.split(b"\n") if line.startswith(f"{told[1]} ".encode()))
    assert on(str(place), mountinfo) == b" ".join(line.partition(b" - ")[2].split(b" ")[:2]).decode()


MAC_DRIVES = {
    "a network drive (smbfs)": ["/Volumes/My Team (old)/records"],
    "a network drive (nfs)": ["/private/mnt on /hold/records"],
    "a network drive (macfuse)": ["/Users/rep/server/records", "/Users/rep/bucket/records"],
    "a network drive (webdav)": ["/Volumes/dav"],
    "fine": [
        "/Users/rep/Library/Application Support/heartfirst",
        "/System/Volumes/Data/home/rep",
        "/Volumes/My Team",
    ],
    "fine too": ["/Volumes/Stick/records", "/private/tmp/vera/records", "/Users/rep/crypt/records"],
}


@pytest.mark.parametrize(("path", "drive"), [(path, drive) for drive in MAC_DRIVES for path in MAC_DRIVES[drive]])
def test_drives_of_macos(path: str, drive: str) -> None:
    assert unsafe_drive(mac_mount(PurePosixPath(path), MAC)) == (None if "fine" in drive else drive)


def test_on_macos_too_the_last_mount_is_on_top() -> None:
    later = MAC + "/dev/disk9s1 on /Users/rep/server (apfs, local)\n"
    assert unsafe_drive(mac_mount(PurePosixPath("/Users/rep/server/records"), later)) is None
    assert mac_mount(PurePosixPath("/Users/rep"), "gibberish") is None


SERVERS = [r"\\files\team\x", "//files/team/x", r"\\wsl.localhost\Debian\home\rep", r"\\?\unc\files\team"]

NO_SERVERS = [r"\\?\C:\Users\rep", r"\\.\C:\Users\rep", r"C:\Users\rep", r"C:\UNC\rep", r"\\.\UNCLE\rep"]


@pytest.mark.parametrize("path", SERVERS)
def test_paths_of_windows_that_name_another_machine(path: str) -> None:
    assert is_on_server(path)


@pytest.mark.parametrize("path", NO_SERVERS)
def test_paths_of_windows_on_this_machine(path: str) -> None:
    assert not is_on_server(path)


NETWORK = """
nfs nfs4 cifs smb3 smbfs ncpfs afs coda davfs afpfs webdav ftp
ceph glusterfs fuse.glusterfs lustre gpfs beegfs orangefs ocfs2
fuse.sshfs fuse.rclone fuse.s3fs fuse.davfs2 fuse.gvfsd-fuse fuse.smbnetfs fuse.curlftpfs fuse.google-drive-ocamlfuse
"""

HOST = (
    "9p v9fs virtiofs fuse.virtiofs drvfs vboxsf vmhgfs fuse.vmhgfs-fuse prl_fs fakeowner fuse.grpcfuse AppleVirtIOFS"
)

FINE = """
ext4 xfs btrfs zfs bcachefs f2fs apfs hfs ntfs3 fuseblk vfat exfat tmpfs ramfs overlay aufs squashfs ecryptfs gfs2
fuse fuse.fuse-overlayfs fuse.gocryptfs fuse.encfs fuse.mergerfs fuse.portal fuse.lxcfs autofs lxfs wslfs proc nfsd
"""


@pytest.mark.parametrize("kind", NETWORK.split())
def test_network_drives(kind: str) -> None:
    for point in ("/home", "/"):
        assert unsafe_drive(Mount(point, kind, "x")) == f"a network drive ({kind.removeprefix('fuse.')})"


@pytest.mark.parametrize("kind", HOST.split())
def test_folders_of_the_host(kind: str) -> None:
    drive = unsafe_drive(Mount("/work", kind, "x"))
    assert drive == f"a drive shared with another system ({kind.removeprefix('fuse.')})"
    # A sandbox or virtual machine that has nothing else.
    assert unsafe_drive(Mount("/", kind, "x")) is None


@pytest.mark.parametrize("kind", FINE.split())
def test_drives_that_are_fine(kind: str) -> None:
    assert unsafe_drive(Mount("/home", kind, "/dev/sda1")) is None


@pytest.mark.parametrize("source", ["https://dav.example/rep", "curlftpfs#ftp://x", "sshfs#rep@x:/home", "pCloud.fs"])
def test_a_helper_that_only_its_source_names(source: str) -> None:
    assert unsafe_drive(Mount("/mnt", "fuse", source)) == "a network drive (fuse)"


@pytest.mark.parametrize("source", ["/dev/fuse", "a:b", "rep@fuse", ""])
def test_a_helper_that_nobody_names(source: str) -> None:
    assert unsafe_drive(Mount("/mnt", "fuse", source)) is None


BY_NAME = {
    "Dropbox": ["Dropbox", "Dropbox/x", "Dropbox (Acme)/x", "Library/CloudStorage/Dropbox/x"],
    "OneDrive": ["OneDrive", "OneDrive - Acme Ltd/x", "Library/CloudStorage/OneDrive-Acme/x"],
    "Google Drive": ["Google Drive/My Drive/x", "GoogleDrive", "My Drive", "My Drive (rep@example.com)/x"],
    "iCloud": ["iCloudDrive", "Library/Mobile Documents/com~apple~CloudDocs/x"],
    "Box": ["Box", "Box Sync/x", "Library/CloudStorage/Box-Box/x"],
    "pCloud": ["pCloudDrive", "pCloud Drive/x"],
    "MEGA": ["MEGA", "MEGAsync/x"],
    "Nextcloud": ["Nextcloud"],
    "ownCloud": ["ownCloud/x"],
    "Proton Drive": ["Proton Drive", "Library/CloudStorage/ProtonDrive-rep@example.com/x"],
    "Synology Drive": ["SynologyDrive/x"],
    "a sync program": ["Sync/x", "Library/CloudStorage", "Library/CloudStorage/Else-rep@example.com/x"],
}


@pytest.mark.parametrize(("path", "program"), [(path, program) for program in BY_NAME for path in BY_NAME[program]])
def test_folders_of_sync_programs_by_name(path: str, program: str) -> None:
    assert synced_by_name(HOME / path, HOME) == program


def test_google_drive_on_macos_does_not_show_the_account() -> None:
    kept = HOME / "Library/CloudStorage/GoogleDrive-rep@example.com/My Drive/x"
    assert synced_by_name(kept, HOME) == "Google Drive"


@pytest.mark.parametrize(
    "path",
    [
        *("/home/rep", "/home", "/", "/home/rep/.local/share/heartfirst", "/srv/Dropbox/x", "/home/other/Box"),
        *("/home/rep/My Box of things", "/home/rep/Boxes", "/home/rep/Sandbox", "/home/rep/box"),
        *("/home/rep/Box - old", "/home/rep/Dropbox and such", "/home/rep/OneDrive-clone"),
        *("/home/rep/projects/dropbox-clone", "/home/rep/Dropbox-clone", "/home/rep/clients/Dropbox/notes"),
        *("/home/rep/Syncing", "/home/rep/work/Sync", "/home/rep/Megaphone", "/home/rep/Library/heartfirst"),
        *("/home/rep/Mobile Documents", "/home/rep/CloudStorage/Dropbox", "/home/rep/.dropbox", "/home/rep2/Dropbox"),
    ],
)
def test_names_that_only_look_like_it(path: str) -> None:
    assert synced_by_name(PurePosixPath(path), HOME) is None


def test_what_onedrive_says_it_keeps() -> None:
    kept, home = PureWindowsPath(r"D:\Acme"), PureWindowsPath(r"C:\Users\rep")
    assert synced_by_name(PureWindowsPath(r"d:\acme\records"), home, [kept]) == "OneDrive"
    assert synced_by_name(PureWindowsPath(r"D:\Acme2\records"), home, [kept]) is None
    for too_much in (home, PureWindowsPath("C:\\")):
        assert synced_by_name(home / "AppData", home, [too_much]) is None


IN_THEM = {
    "Syncthing": [".stfolder"],
    "Resilio Sync": [".sync/ID"],
    "Dropbox": [".dropbox.cache"],
    "Google Drive": [".tmp.driveupload", ".tmp.drivedownload", ".shortcut-targets-by-id"],
    "MEGA": [".megaignore"],
    "Synology Drive": [".SynologyWorkingDirectory"],
    "Nextcloud": [".sync_0a1b2c3d4e5f.db", "._sync_0a1b2c3d4e5f.db"],
}


@pytest.mark.parametrize(("marker", "program"), [(marker, name) for name in IN_THEM for marker in IN_THEM[name]])
def test_folders_of_sync_programs_by_what_is_in_them(tmp_path: Path, marker: str, program: str) -> None:
    kept, home = tmp_path / "rep" / "Papers", tmp_path / "rep"
    put(kept / marker)
    for place in (kept, kept / "a" / "not there yet"):
        assert synced_by_marker(place, home) == program
        assert synced_by_marker(place, tmp_path / "another") == program
    assert synced_by_marker(home / "else", home) is None


def test_a_home_folder_with_such_marks_is_left_in_peace(tmp_path: Path) -> None:
    home = tmp_path / "rep"
    for marker in (".stfolder", ".sync_0.db", ".dropbox.cache"):
        put(home / marker)
        put(tmp_path / marker)
    assert synced_by_marker(home / ".local" / "share" / "heartfirst", home) is None
    assert synced_by_marker(home, home) is None


@pytest.mark.parametrize(
    "name", [".sync/config", ".sync_.txt", "sync_1.db", "Dropbox", ".stignore", "calls.db", ".db"]
)
def test_files_that_only_look_like_marks(tmp_path: Path, name: str) -> None:
    put(tmp_path / "x" / name)
    assert synced_by_marker(tmp_path / "x" / "records", tmp_path) is None


def test_a_folder_full_of_files_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "x" / ".sync_0.db")
    monkeypatch.setattr(places, "_LOOKED_AT", 0)
    assert synced_by_marker(tmp_path / "x" / "records", tmp_path) is None


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, with nothing of OneDrive's around."""
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "rep"))
    (tmp_path / "rep").mkdir()
    return tmp_path / "rep"


def refusal(folder: Path) -> str:
    with pytest.raises(RecordsTrouble) as caught:
        refuse_unsafe_place(folder)
    return str(caught.value)


@pytest.fixture
def team_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that this machine believes to be on a network drive; only root could mount a real one."""
    team = tmp_path / "team"
    team.mkdir()
    mountinfo = b"1 0 0:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:2 / %s rw - nfs4 files:/team rw\n" % bytes(team)
    monkeypatch.setattr(places, "_unsafe_drive", lambda place: unsafe_drive(linux_mount(place, mountinfo)))
    return team


@pytest.mark.skipif(sys.platform == "win32", reason="mount points have another form there")
def test_the_sentence_for_a_network_drive(team_drive: Path, home: Path) -> None:
    folder = team_drive / "not" / "there yet"
    assert refusal(folder) == (
        f"The folder {folder} is on a network drive (nfs4), where two windows can damage the records: "
        "name a folder on this machine's own disk with --data or HEARTFIRST_DATA; "
        "records that are already there can be copied over while heartfirst is closed."
    )
    refuse_unsafe_place(home / "records")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_followed(team_drive: Path, home: Path) -> None:
    (home / "link").symlink_to(team_drive)
    (home / "dangling").symlink_to(team_drive / "later")
    for folder in (home / "link" / "records", home / "dangling", home / "dangling" / "x", home / "x" / ".." / "link"):
        assert "(nfs4)" in refusal(folder)
    (home / "Dropbox").mkdir()
    (home / "Dropbox" / "out").symlink_to(home)
    refuse_unsafe_place(home / "Dropbox" / "out" / "records")


def test_the_sentence_for_a_sync_program(home: Path) -> None:
    folder = home / "Dropbox" / "records"
    assert refusal(folder) == (
        f"The folder {folder} is kept in step by Dropbox, which can tear the records apart: "
        "name a folder outside of it with --data or HEARTFIRST_DATA; "
        "records that are already there can be copied over while heartfirst is closed."
    )
    put(home / "papers" / ".stfolder")
    assert "kept in step by Syncthing" in refusal(home / "papers" / "records")
    assert f"The folder {home / 'Box'}/\u241b[1m is kept" in refusal(home / "Box" / "\x1b[1m")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_home_folder_that_is_elsewhere(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.rename(tmp_path / "elsewhere")
    home.symlink_to(tmp_path / "elsewhere")
    for folder in (home, tmp_path / "elsewhere"):
        assert "by Nextcloud" in refusal(folder / "Nextcloud" / "records")
    monkeypatch.setenv("OneDrive", str(home / "Acme"))
    assert "by OneDrive" in refusal(home / "Acme" / "records")


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_the_variables_of_onedrive(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    folder = home / "Acme" / "records"
    (home / "Acme").mkdir()
    monkeypatch.chdir(home / "Acme")
    for value in ("", " ", str(home)):
        monkeypatch.setenv(name, value)
        refuse_unsafe_place(folder)
    monkeypatch.setenv(name, str(home / "Acme"))
    assert "kept in step by OneDrive" in refusal(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_folder_like_any_other_is_left_in_peace(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_unsafe_drive", lambda place: None)
    (home / "Dropbox").write_text("a client of that name")
    (home / "circle").symlink_to(home / "circle")
    (home / "sealed").mkdir(mode=0o000)
    odd = ["", "Dropbox.txt", "My Box of things", "circle", "circle/x", "sealed/x", "a\0b", "\udc80", "\ud800"]
    for name in [*odd, "x" * 5000]:
        refuse_unsafe_place(home / name)
    assert sorted(path.name for path in home.iterdir()) == ["Dropbox", "circle", "sealed"]


def test_without_a_home_folder_everything_else_is_looked_at(
    team_drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobody)
    refuse_unsafe_place(tmp_path / "records")
    if sys.platform != "win32":
        assert "(nfs4)" in refusal(team_drive)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has mountinfo")
def test_a_list_of_mounts_that_cannot_be_had_refuses_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sealed(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", sealed)
    refuse_unsafe_place(home / "records")
    assert "Dropbox" in refusal(home / "Dropbox")


def test_nothing_slow_is_loaded_for_it() -> None:
    asked = "import tui.records.places, sys; print(*{'ctypes', 'subprocess'} & set(sys.modules))"
    checkout = Path(places.__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []
