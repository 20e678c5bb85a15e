# shellcheck shell=bash
# Debian 12 packages, and how to install what is missing of them. Sourced by installer/run and installer/test.

BUILD_PACKAGES=(
  g++ cmake ninja-build pkg-config ccache
  qt6-base-dev libqt6opengl6-dev libxkbcommon-dev qt6-websockets-dev qt6-charts-dev qt6-svg-dev
  qt6-l10n-tools qt6-tools-dev qt6-tools-dev-tools qcoro-qt6-dev
  libhiredis-dev libpqxx-dev libboost-dev libjwt-dev libsodium-dev libssl-dev
)
RUN_PACKAGES=(
  libqt6sql6-sqlite libqt6sql6-mysql libqt6svg6 redis-server fonts-noto-core
)
TEST_PACKAGES=(
  clang clang-format libclang-rt-14-dev lld libbenchmark-dev
  postgresql mariadb-server procps
  chromium
)

# Prints the packages of its arguments that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | cut -c1-2)" = "ii" ] || printf '%s\n' "$package"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "This step needs root and there is no sudo. Run as root: $*" >&2
    return 1
  fi
}

# Installs what is missing of its arguments; does nothing, and needs no rights, when all is there.
install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi
  echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"
}

# Node.js and npm come from Debian unless the machine has its own.
install_node() {
  if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then return 0; fi
  install_packages nodejs npm
}

# One compiler cache for every checkout and build folder of this project.
export CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
