#!/bin/sh
# Make sure that the system libraries are there which Qt needs and no Python package brings.
#
#   system-libraries.sh             what Qt needs without a screen (tests, pictures)
#   system-libraries.sh --window    and what a real window needs besides
#   system-libraries.sh --screen    and a virtual screen with a window manager and an accessibility
#                                   bus, for tests on one
#
# Says nothing and changes nothing when all is there. Otherwise, on Debian and its relatives, it
# installs what is missing when it may (as root, or through sudo without a password), and if not
# prints the one command that does, and exits 1. Elsewhere it prints the names of the libraries.
# PYTHON names the interpreter that the program will run on.

set -u
PATH=$PATH:/usr/sbin:/sbin
python=${PYTHON:-python3}

# One line for each: the library's (or program's) own name, and the Debian package that holds it.
offscreen='
libglib-2.0.so.0     libglib2.0-0
libGL.so.1           libgl1
libEGL.so.1          libegl1
libxkbcommon.so.0    libxkbcommon0
libfontconfig.so.1   libfontconfig1
libdbus-1.so.3       libdbus-1-3
'
window='
libxcb-cursor.so.0     libxcb-cursor0
libxcb-icccm.so.4      libxcb-icccm4
libxcb-keysyms.so.1    libxcb-keysyms1
libxcb-shape.so.0      libxcb-shape0
libxkbcommon-x11.so.0  libxkbcommon-x11-0
'
screen='
Xvfb     xvfb
openbox  openbox
xdotool  xdotool
xinit    xinit
xauth    xauth
xset     x11-xserver-utils
dbus-daemon                      dbus
/usr/libexec/at-spi-bus-launcher at-spi2-core
'

case ${1:-} in
    '') wanted=$offscreen ;;
    --window) wanted=$offscreen$window ;;
    --screen) wanted=$offscreen$window$screen ;;
    *) echo "usage: $0 [--window | --screen]" >&2; exit 2 ;;
esac

# The loader's own list is quick to read; what it does not know (other systems keep their
# libraries elsewhere) is tried by loading it.
known=$(ldconfig -p 2>/dev/null)

is_there() {
    case $1 in *.so.*) ;; *) command -v "$1" >/dev/null 2>&1; return ;; esac
    case $known in *"	$1 "*) return 0 ;; esac
    "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}

missing_libraries=
missing_packages=
while read -r library package; do
    [ -n "$library" ] || continue
    is_there "$library" && continue
    missing_libraries="$missing_libraries $library"
    missing_packages="$missing_packages $package"
done <<LIST
$wanted
LIST

# Debian takes the module venv out of its own Python. Other builds of Python have it.
if ! command -v "$python" >/dev/null 2>&1; then
    if [ "$python" != python3 ]; then
        echo "There is no '$python' here; PYTHON names the interpreter to use." >&2
        exit 1
    fi
    missing_packages="$missing_packages python3 python3-venv"
    missing_libraries="$missing_libraries python3"
elif [ ! -x .venv/bin/python ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    case $(readlink -f "$(command -v "$python")") in
        /usr/bin/*) missing_packages="$missing_packages python3-venv" ;;
    esac
    missing_libraries="$missing_libraries python3-venv"
fi

[ -n "$missing_libraries$missing_packages" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1 || [ -z "$missing_packages" ]; then
    echo "This system lacks:$missing_libraries" >&2
    echo "Install the packages that hold them, then try again." >&2
    exit 1
fi

# Newer releases spell some packages with t64 behind; they know the old name too, but say so.
resolve() {
    packages=
    for package in $missing_packages; do
        if apt-cache show "${package}t64" >/dev/null 2>&1; then
            package=${package}t64
        fi
        packages="$packages $package"
    done
}

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    resolve
    echo "This system lacks:$missing_libraries" >&2
    echo "Ask for them with this one command, then try again:" >&2
    echo >&2
    # The list of packages may be missing or old: a machine that was just set up has none.
    install="apt-get install -y --no-install-recommends$packages"
    if command -v sudo >/dev/null 2>&1; then
        echo "    sudo apt-get update && sudo $install" >&2
    else
        echo "    su -c 'apt-get update && $install'" >&2
    fi
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing system packages:$missing_packages"
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
$as_root apt-get update -qq >"$log" 2>&1 || echo "The list of packages could not be renewed." >&2
resolve
# shellcheck disable=SC2086 # several words each, on purpose
$as_root apt-get install -y -qq --no-install-recommends $packages >"$log" 2>&1 && exit 0
cat "$log" >&2
echo "Installing failed; the lines above say why. The command was:" >&2
echo "    apt-get install -y --no-install-recommends$packages" >&2
exit 1
