# shellcheck shell=bash
# Debian 12 packages, and how to install what is missing of them. Sourced by installer/run and installer/test.

BUILD_PACKAGES=(
  g++ cmake ninja-build pkg-config ccache mold
  qt6-base-dev libqt6opengl6-dev libxkbcommon-dev qt6-websockets-dev qt6-charts-dev qt6-svg-dev qt6-multimedia-dev
  qt6-l10n-tools qt6-tools-dev qt6-tools-dev-tools qcoro-qt6-dev
  qtkeychain-qt6-dev
  libhiredis-dev libpqxx-dev libpq-dev libsqlite3-dev libmariadb-dev libboost-dev libjwt-dev libsodium-dev libssl-dev
  libphonenumber-dev libarchive-dev libqrencode-dev libxlsxwriter-dev libjemalloc-dev
)
RUN_PACKAGES=(
  libqt6sql6-mysql libqt6svg6 libsecret-1-0 redis-server fonts-noto-core
  fonts-noto-color-emoji
)
TEST_PACKAGES=(
  clang clang-format clang-tidy libclang-rt-14-dev libbenchmark-dev
  postgresql mariadb-server libqt6sql6-sqlite dbus-daemon prometheus procps haproxy pgbouncer
  chromium poppler-utils zbar-tools unzip
  xvfb openbox xdotool
)

# Prints the packages of its arguments that are not installed.
missing_packages() {
  # dpkg-query fails when there is a package it has never heard of; that one is missing, too.
  { dpkg-query -W -f='${db:Status-Abbrev}|${Package}\n' "$@" 2>/dev/null || true; } | sed -n 's/^ii *|//p' |
    LC_ALL=C sort -u | LC_ALL=C comm -13 - <(printf '%s\n' "$@" | LC_ALL=C sort -u)
}

# Installs what is missing of its arguments; does nothing, and needs no rights, when all is there.
install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi
  echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  # The status goes through a descriptor of its own: apt-get closes that one for the packages' scripts, and a script
  # whose standard output is closed fails at its first echo.
  local apt=(bash -c 'exec "$@" 3>&1' with-status env DEBIAN_FRONTEND=noninteractive apt-get
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3)
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "Installing needs root and there is no sudo. Run as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    sudo true  # asks for a password, if it must, before anything is drawn over the question
    apt=(sudo "${apt[@]}")
  fi
  installer/progress "asking for packages" build/packages.log "${apt[@]}" update -qq
  installer/progress "installing packages" build/packages.log \
    "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}"
}

# The newest clang-tidy of Debian 12's security archive: it walks through no system header and so needs two thirds of the
# time of the one named above, which does where an archive does not have it.
install_clang_tidy() {
  if [ -n "$(apt-cache pkgnames clang-tidy-22 2>/dev/null)" ]; then install_packages clang-tidy-22; fi
}

# Node.js and npm come from Debian unless the machine has its own.
install_node() {
  if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then return 0; fi
  install_packages nodejs npm
}

# One compiler cache for every checkout and build folder of this project.
export CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
