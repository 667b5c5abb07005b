# shellcheck shell=bash
# Sourced by the scripts beside it. Keeps the checkout's own environment, .venv, as the lock files say:
# prepare_environment LOCK... makes it where there is none, brings it up to date where a lock file has
# changed, and otherwise costs a start nothing: no Python and no installer is run.

root=${BASH_SOURCE[0]%/*/*}
environment=$root/.venv
log=$environment/set-up.log
# For pytest: most of a screen test is waiting for the screen, so a few share a core well.
# shellcheck disable=SC2034
side_by_side=(-n 4)

# What the caller's shell has active is not ours: only .venv and this checkout are looked at.
unset PYTHONHOME VIRTUAL_ENV
# The app and its tests start from bytecode, which Python keeps fresh by itself where it may write it.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPATH=$root

say() { printf 'heartfirst: %s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

prepare_environment() {
    environment_is_ready "$@" && return
    find_python
    mkdir -p "$environment" 2>/dev/null || true
    [[ -w $environment ]] || fail "cannot write to $environment, where the packages would go."
    # The subshell ends the lock with itself, so the app never inherits it. 8 is the caller's own stderr:
    # an interruption comes while 2 goes to the log.
    (
        trap 'fail "set-up interrupted; the next start does it again." 2>&8' INT TERM
        take_turn
        environment_is_ready "$@" || set_up "$@"
    ) 8>&2 9>"$environment/.turn"
}

environment_is_ready() {
    local lock packages
    [[ -x $environment/bin/python ]] || return 1
    for lock in "$@"; do
        cmp -s "$root/$lock" "$environment/$lock" || return 1
    done
    # A package folder younger than the copied lock file was changed by other hands (uv run, pip), and
    # a pin may have moved with it.
    packages=("$environment"/lib/python3*/site-packages)
    [[ ! ${packages[0]} -nt $environment/${!#} ]]
}

has_uv() { uv --version >/dev/null 2>&1; }

# Runs each candidate: a name on PATH may be a version manager's stand-in for a Python that is not there.
find_python() {
    local without_venv=
    for python in python3.13 python3.12 python3.11 python3.14 python3; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        has_uv && return
        "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
        without_venv=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    done
    [[ -z $without_venv ]] || fail "$without_venv is here but cannot make an environment: its venv" \
        "package is missing. On Debian and Ubuntu: apt-get install $without_venv-venv"
    if has_uv && python=$(uv python find --no-project '>=3.11' 2>/dev/null); then return; fi
    fail "needs Python 3.11 or newer, and none was found on PATH."
}

# flock(1) is missing on macOS, but every Python has the call. The lock belongs to the open file, which
# this shell shares with what it starts, so it goes with the last of them, however they end.
take_turn() {
    "$python" -I -c '
import fcntl, signal, sys

signal.signal(signal.SIGINT, signal.SIG_DFL)
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("heartfirst: another set-up of .venv is under way; waiting for it.", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)
except OSError:
    pass  # A file system without locks: two set-ups at once are the lesser risk.
'
}

set_up() {
    local lock installer=pip
    if has_uv; then installer=uv; fi
    : >"$log"
    if [[ -x $environment/bin/python && -e $environment/requirements.lock ]]; then
        say "bringing .venv up to ${!#} with $installer."
    else
        say "setting up .venv from ${!#} with $installer and $("$python" -V); this is done once."
        create_environment >>"$log" 2>&1 || set_up_failed "cannot make an environment"
    fi
    # Until the last line nothing may take the environment for a good one.
    rm -f "$environment"/requirements*.lock
    install_packages "$root/${!#}" >>"$log" 2>&1 || set_up_failed "cannot install the packages of ${!#}"
    # A checkout that cannot be written to starts all the same, only later each time.
    "$environment/bin/python" -m compileall -q "$root/tui" >>"$log" 2>&1 || true
    for lock in "$@"; do
        cp "$root/$lock" "$environment/$lock.new"
        mv "$environment/$lock.new" "$environment/$lock"
    done
}

create_environment() {
    rm -f "$environment"/requirements*.lock
    find "$environment" -mindepth 1 -maxdepth 1 ! -name .turn ! -name "${log##*/}" -exec rm -rf {} +
    if has_uv; then
        uv venv --quiet --allow-existing --python "$python" "$environment"
    else
        "$python" -m venv "$environment"
    fi
}

# Bytecode is compiled here so that the first start does not pay for it.
install_packages() {
    local inside=$environment/bin/python
    if has_uv; then
        uv pip install --quiet --compile-bytecode --require-hashes --python "$inside" --requirements "$1"
        return
    fi
    "$inside" -m pip --version || "$inside" -m ensurepip || return
    PIP_USER=0 "$inside" -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --requirement "$1"
}

set_up_failed() {
    local reason
    reason=$(grep -iE 'error|×|denied|no space' "$log" | tail -n 1 || true)
    reason=${reason#"${reason%%[! ]*}"}
    say "$1${reason:+ ($reason)}."
    fail "Is there a network and room on the disk? All that was said is in $log; the next start tries again."
}
