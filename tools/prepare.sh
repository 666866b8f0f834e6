# What ./run, ./test and ./entente need before they can start. Sourced, in the checkout's top folder.

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say "Entente needs the .NET 10 SDK. It is not on the PATH."
    exit 1
  fi
}

has_postgres() {
  # Some of these folders are not there on any one system: ls then fails, and that is no news.
  { ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin 2>/dev/null || true; } |
    sed -E 's#.*/(pgsql-|postgresql@)?([0-9]+)/bin#\2#' | awk '$1 >= 15 { found = 1 } END { exit !found }'
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@" >/dev/null 2>&1 || {
    apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@" >/dev/null
  }
}

may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# PostgreSQL 15 or newer; a --database of your own needs none here.
need_postgres() {
  has_postgres && return
  if may_apt; then
    say "Installing PostgreSQL …"
    # Without this the package would start a public cluster of its own on port 5432.
    mkdir -p /etc/postgresql-common
    grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
      echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
    apt_install postgresql
  fi
  has_postgres || say "PostgreSQL 15 or newer was not found; without it only ./run --database works."
}

sources() {
  find src Directory.Build.props Directory.Packages.props -type f -not -path '*/bin/*' -not -path '*/obj/*' "$@"
}

# The sources' names in one number: one that was deleted, or moved with its old date, is newer than nothing.
names_of_sources() { sources -print | LC_ALL=C sort | cksum; }

# A stamp of the sources as they are before a build, which becomes data/.built once it is built: what is saved meanwhile is newer.
begin_stamp() {
  mkdir -p data
  local stamp
  stamp=$(mktemp data/.building.XXXXXX)
  names_of_sources >"$stamp"
  printf '%s\n' "$stamp"
}

is_built() {
  [ -f data/.built ] && [ -x src/Host/bin/Release/net10.0/Entente.Host ] && [ -x src/Sandbox/bin/Release/net10.0/Entente.Sandbox ] &&
    [ "$(names_of_sources)" = "$(cat data/.built)" ] && [ -z "$(sources -newer data/.built -print -quit)" ]
}

# Builds the app and the sandbox when a source is newer than the last build's stamp, or sources came or went.
build_app() {
  is_built && return
  say "Building …"
  local stamp
  stamp=$(begin_stamp)
  if ! dotnet build src/Host -c Release -nologo -v q -p:RunAnalyzers=false -p:UseSharedCompilation=true >data/build.log 2>&1 ||
    ! dotnet build src/Sandbox -c Release -nologo -v q -p:RunAnalyzers=false -p:UseSharedCompilation=true >>data/build.log 2>&1; then
    rm -f "$stamp"
    cat data/build.log >&2
    exit 1
  fi
  mv "$stamp" data/.built
}
