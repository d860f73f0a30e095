#!/usr/bin/env bash
# Makes what the example's images begin with, quarry/node and quarry/redis, out of packages of Debian or
# Ubuntu, in the engine of DOCKER_HOST. Only for where no image registry can be reached: with one, write
# `FROM node:20-slim` and `image: redis:7` into viking.yml instead. One engine of the cluster is enough, that
# of the host which `viking deploy` talks to: the others get images from there.
set -euo pipefail

usage() {
  cat <<'END'
Usage: examples/ragnar/bases.sh [--fresh | --remove]

  (nothing)   makes quarry/node and quarry/redis, where the engine lacks them
  --fresh     makes them anew: with the packages of today
  --remove    removes them from the engine
END
}

say() { printf '==> %s\n' "$*"; }

fail() {
  printf 'bases.sh: %s\n' "$*" >&2
  exit 1
}

scratch=''
trap '[ -z "$scratch" ] || rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- packages ---------------------------------------------------------------------------------------

# fetch PACKAGE...: unpacks them, and all they depend on, into $scratch/all. apt is told that nothing is
# installed here; it installs nothing either.
fetch() {
  local deb
  if ! apt_get --download-only install "$@"; then
    [ "$(id -u)" = 0 ] || fail "apt does not give $*: $(apt_words); try 'apt-get update', as root"
    say "fetching the list of packages"
    { apt_get update && apt_get --download-only install "$@"; } ||
      fail "apt does not give $*: $(apt_words); check the network and apt's sources"
  fi
  # /bin, /lib … are links into /usr, also where the packages do not know that yet.
  mkdir -p "$scratch/all"
  for deb in bin sbin lib lib64; do
    mkdir -p "$scratch/all/usr/$deb"
    ln -s "usr/$deb" "$scratch/all/$deb"
  done
  for deb in "$scratch"/apt/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -C "$scratch/all" -x --keep-directory-symlink --no-same-owner
  done
}

apt_get() {
  mkdir -p "$scratch/apt/archives/partial"
  apt-get -q -y -o Dir::State::status=/dev/null -o Dir::Cache="$scratch/apt" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root -o APT::Install-Recommends=false "$@" >"$scratch/apt.log" 2>&1 </dev/null
}

# What apt-get complained of.
apt_words() {
  grep -m1 '^E:' "$scratch/apt.log" || tail -1 "$scratch/apt.log"
}

# --- images -----------------------------------------------------------------------------------------

# begin IMAGE: a tree with a shell, which RUN lines want, and what every program expects to find.
begin() {
  local tree=$scratch/$1 applet
  mkdir -p "$tree"/{bin,dev,etc,lib,proc,sys,tmp,usr/bin,usr/lib,usr/share,var}
  chmod 1777 "$tree/tmp"
  cp "$(find "$scratch/all/usr/bin" -name busybox)" "$tree/bin/busybox"
  for applet in $("$tree/bin/busybox" --list); do
    [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$tree/etc/passwd"
  echo 'root:x:0:' >"$tree/etc/group"
  echo 'hosts: files dns' >"$tree/etc/nsswitch.conf"
}

# put IMAGE PROGRAM...: the programs, and the libraries that their loader finds for them. The loader itself
# goes where the programs say, the others where it looks.
put() {
  local tree=$scratch/$1 program loader folders name file
  shift
  loader=$(find "$scratch/all/usr" -name 'ld-linux*.so.*' | head -1)
  [ -n "$loader" ] || fail "there is no dynamic loader among the packages"
  folders=$(find "$scratch/all/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu*' | tr '\n' ':')
  for program in "$@"; do
    cp -L "$scratch/all/usr/bin/$program" "$tree/usr/bin/"
    while read -r name file; do
      case $name in
        /*) mkdir -p "$tree${name%/*}" ;;
        *) name=/lib/$name ;;
      esac
      cp -L "$file" "$tree$name"
    done < <("$loader" --inhibit-cache --library-path "$folders" --list "$scratch/all/usr/bin/$program" |
      sed -n "s|^[[:space:]]*\([^ ]*\) => \(${scratch}[^ ]*\) .*|\1 \2|p")
  done
}

# load IMAGE CHANGE...: packed without times and owners, so that the same files are the same layer.
load() {
  local image=$1 change changes=(-c 'ENV PATH=/usr/bin:/bin') before
  before=$(docker image inspect -f '{{.Id}}' "quarry/$image" 2>/dev/null) || true
  for change in "${@:2}"; do
    changes+=(-c "$change")
  done
  tar -C "$scratch/$image" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -c . |
    docker import "${changes[@]}" - "quarry/$image" >/dev/null || fail "the engine does not take quarry/$image"
  # The one of before goes, unless a container or another image is made of it.
  [ -z "$before" ] || docker image rm "$before" >/dev/null 2>&1 || true
  say "made quarry/$image ($(du -sm "$scratch/$image" | cut -f1) MB)"
}

make_node() {
  begin node
  put node node
  # What Debian has taken out of node and put beside it.
  [ ! -d "$scratch/all/usr/share/nodejs" ] || cp -a "$scratch/all/usr/share/nodejs" "$scratch/node/usr/share/"
  load node 'CMD ["node"]'
}

make_redis() {
  begin redis
  put redis redis-server redis-cli
  load redis 'EXPOSE 6379' 'CMD ["redis-server", "--protected-mode", "no"]'
}

# ----------------------------------------------------------------------------------------------------

has_image() { docker image inspect "quarry/$1" >/dev/null 2>&1; }

images='node redis'
case ${1-} in
  '') ;;
  --fresh) ;;
  --remove) ;;
  -h | --help)
    usage
    exit
    ;;
  *)
    usage >&2
    exit 64
    ;;
esac
command -v docker >/dev/null || fail "there is no docker command here: install docker.io or docker-cli"
docker version >/dev/null 2>&1 || fail "no container engine answers at ${DOCKER_HOST:-/var/run/docker.sock}: start it, or set DOCKER_HOST"
missing=''
for image in $images; do
  if [ "${1-}" = --remove ]; then
    ! has_image "$image" || docker image rm "quarry/$image" >/dev/null || fail "quarry/$image stays"
  elif [ -z "${1-}" ] && has_image "$image"; then
    say "quarry/$image is there already"
  else
    missing="$missing $image"
  fi
done
[ -n "$missing" ] || exit 0
for command in apt-get dpkg-deb; do
  command -v "$command" >/dev/null ||
    fail "there is no $command here, where only Debian and Ubuntu are known; use node:20-slim and redis:7"
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/viking-bases.XXXXXX")
say "fetching the packages for$missing"
fetch busybox-static nodejs redis-server
for image in $missing; do
  "make_$image"
done
