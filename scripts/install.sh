# Sourced by the other scripts: installs Debian packages that are missing, and says so.
#
# Only libraries, their headers and small tools: no package named here starts or enables a server.

BUILD_PACKAGES="pkg-config libarchive-dev libcurl4-openssl-dev libevent-dev libidn2-dev
    libjemalloc-dev libpsl-dev libsqlite3-dev libssl-dev libunbound-dev zlib1g-dev ca-certificates
    dns-root-data publicsuffix"
# What the test internet runs on; its servers are unpacked into a folder, not installed.
NETWORK_PACKAGES="python3 openssl iproute2 util-linux"
TEST_PACKAGES="$NETWORK_PACKAGES sqlite3 gzip xz-utils zstd"
# For a look at the report.
BROWSER_PACKAGES="chromium fonts-dejavu-core poppler-utils python3-venv"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

need_swift() {
    command -v swift >/dev/null ||
        stop "Swift is missing: install Swift 6.2 or newer from https://www.swift.org/install/linux/"
}

# install PACKAGE...: those that are not there yet, as root or with sudo.
install() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            stop "These packages are missing, and neither root nor sudo is here to install them:$missing"
        as_root="sudo"
    fi
    say "Installing Debian packages:$missing"
    # shellcheck disable=SC2086 # lists of words
    {
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq --no-install-recommends $missing >/dev/null 2>&1 ||
            {
                $as_root apt-get update -qq >&2
                $as_root env DEBIAN_FRONTEND=noninteractive \
                    apt-get install -qq --no-install-recommends $missing >&2
            }
    } || stop "apt-get could not install:$missing"
}

# from_pypi NAME REQUIREMENTS: into $venv, a folder of the build; made anew when a version changes.
from_pypi() {
    venv=.build/$1-venv
    cmp -s "$2" "$venv/installed.txt" && return 0
    say "Installing from PyPI: $(tr '\n' ' ' <"$2")"
    /usr/bin/python3 -m venv --clear "$venv"
    # Without wheel, pip installs what comes as source, such as Spark, in a way that it calls outdated.
    "$venv/bin/pip" install --quiet --disable-pip-version-check wheel
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$2"
    cp "$2" "$venv/installed.txt"
}
