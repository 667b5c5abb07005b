"""Reading what strace wrote down."""

from pathlib import Path

from tests.torture.syscall_log import SystemCall, calls_in, end_in

# /d/a, /d and b, as strace writes them with -xx.
A, D, B = r"\x2f\x64\x2f\x61", r"\x2f\x64", r"\x62"


def calls(tmp_path: Path, *lines: str) -> list[SystemCall]:
    log = tmp_path / "log"
    log.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return list(calls_in(log))


def test_a_write_is_told_with_its_file_its_bytes_and_what_it_returned(tmp_path: Path) -> None:
    [call] = calls(tmp_path, rf'7     pwrite64(5<{A}>, "\x00\x2c\x20\x22", 4, 24) = 3')
    assert (call.name, call.handle(), call.path(0), call.data(1), call.result) == (
        *("pwrite64", 5, "/d/a"),
        *(b'\0, "', 3),
    )
    assert call.arguments[2:] == ("4", "24")


def test_every_path_is_told_also_one_in_an_open_folder(tmp_path: Path) -> None:
    renamed, removed = calls(
        tmp_path,
        rf'7 rename("{A}", "{D}{A}") = 0',
        rf'7 unlinkat(3<{D}>, "{B}", 0) = 0',
    )
    assert renamed.named() == ("/d/a", "/d/d/a")
    assert removed.named() == ("/d/b",)


def test_a_vector_is_told_as_the_bytes_of_all_its_parts(tmp_path: Path) -> None:
    parts = r'[{iov_base="\x64\x6f", iov_len=2}, {iov_base="\x0a", iov_len=1}]'
    [call] = calls(tmp_path, rf"7 writev(4<{A}>, {parts}, 2) = 3")
    assert call.data(1) == b"do\n"


def test_a_call_that_waited_for_another_thread_is_told_when_it_returns(tmp_path: Path) -> None:
    first, second = calls(
        tmp_path,
        rf"7 fsync(5<{A}> <unfinished ...>",
        rf"8 fsync(6<{D}>) = 0",
        "7 <... fsync resumed>) = 0",
    )
    assert (first.path(0), second.path(0)) == ("/d", "/d/a")


def test_a_fault_is_told_from_an_error_of_the_system(tmp_path: Path) -> None:
    injected, real = calls(
        tmp_path,
        rf"7 fsync(5<{A}>) = -1 EIO (Input/output error) (INJECTED)",
        rf'7 mkdir("{D}", 0700) = -1 EEXIST (File exists)',
    )
    assert (injected.result, injected.was_injected) == (-1, True)
    assert (real.result, real.was_injected) == (-1, False)


def test_a_call_that_never_returned_is_left_out(tmp_path: Path) -> None:
    assert not calls(tmp_path, rf"7 fsync(5<{A}>) = ?", "7 +++ killed by SIGKILL +++")
    assert end_in(tmp_path / "log") == "killed by SIGKILL"


def test_a_file_without_a_name_is_told_from_one_with(tmp_path: Path) -> None:
    removed, there = calls(tmp_path, rf"7 fsync(5<{A}>(deleted)) = 0", rf"7 fsync(5<{A}>) = 0")
    assert removed.is_on_removed_file()
    assert not there.is_on_removed_file()
