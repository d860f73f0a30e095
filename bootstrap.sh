#!/usr/bin/env bash
# From a bare Debian or Ubuntu to viking built, tested, measured. `./bootstrap.sh --help` tells more.
set -euo pipefail

readonly LEAST_MB=2000 # free disk, for packages, Maven's repository and images
readonly LEAST_JAVA=17
readonly DOCKER_SOCKET=/var/run/docker.sock

# The command that is looked for, and the packages that may hold it: the first that apt knows.
readonly TO_BUILD='
  javac     openjdk-17-jdk-headless openjdk-21-jdk-headless default-jdk-headless
  mvn       maven
'
readonly TO_TEST='
  dockerd   docker.io
  docker    docker-cli docker.io
  etcd      etcd-server
  etcdctl   etcd-client
  busybox   busybox-static
  ip        iproute2
  nft       nftables
  iptables  iptables
  docker-registry docker-registry
'
readonly TO_ETCD='
  etcd      etcd-server
  etcdctl   etcd-client
'
readonly SERVICES='docker etcd' # what those packages would start, and at the next boot again

usage() {
  cat <<'END'
Usage: ./bootstrap.sh VERB

  demo [--hosts N | --stop]  a small cluster with an example on it, that stays until it is stopped
  build                      builds; viking is then viking-cli/target/viking/bin/viking
  test                       installs what is missing, and runs every test, skipping none
  bench [planner|cluster|containers|idle]
                             measures, and prints figures
  simulate [--seed N|COUNT]  runs simulated clusters: that of one seed, or COUNT new ones

Needs Debian or Ubuntu, or else what it would install: a JDK of 17 or later, Maven, and for the tests
Docker, etcd, busybox (static), ip, nft, iptables. `demo`, `test` and the last two of `bench` want root,
for Docker and for networks of their own. `demo` and `test` start dockerd if no engine answers, and stop
it again: `test` at its end, `demo` with --stop. None leaves a service behind.
END
}

# --- telling ----------------------------------------------------------------------------------------

bold='' red='' green='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR-}" ] && [ "${TERM-dumb}" != dumb ]; then
  bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
fi

say() { printf '%s==> %s%s\n' "$bold" "$*" "$plain"; }

# The last line that is printed, when all is cleaned up.
verdict='' stream=1

done_with() {
  verdict="${green}bootstrap: $*$plain"
}

# One line: who is to blame, and the way out.
fail() { fail_with 1 "$@"; }

fail_with() {
  verdict="${red}bootstrap: ${*:2}$plain" stream=2
  exit "$1"
}

# --- leaving nothing behind -------------------------------------------------------------------------

scratch='' waited_pid='' dockerd_pid='' docker_by_systemd='' policy='' demo_unfinished=''

clean_up() {
  trap '' INT TERM HUP
  if [ -n "$waited_pid" ]; then
    stop "$waited_pid"
  fi
  if [ -n "$demo_unfinished" ]; then
    demo_unfinished=''
    say "clearing the unfinished demo"
    demo_down || true
  fi
  if [ -n "$dockerd_pid" ] && kill -0 "$dockerd_pid" 2>/dev/null; then
    say "stopping dockerd"
    stop "$dockerd_pid"
  fi
  if [ -n "$docker_by_systemd" ]; then
    systemctl stop docker.socket docker.service || true
  fi
  if [ -n "$policy" ]; then
    rm -f "$policy"
  fi
  if [ -n "$scratch" ]; then
    rm -rf "$scratch"
  fi
  if [ -n "$verdict" ]; then
    printf '%s\n' "$verdict" >&"$stream"
  fi
}

# Ends a process that this script started; after 30 s without mercy.
stop() {
  local pid=$1
  kill -TERM "$pid" 2>/dev/null || return 0
  for _ in {1..300}; do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

trap clean_up EXIT
trap 'fail_with 130 interrupted' INT
trap 'fail_with 143 terminated' TERM
trap 'fail_with 129 "the terminal is gone"' HUP

# --- what the machine has ---------------------------------------------------------------------------

is_root() { [ "$(id -u)" = 0 ]; }

has_systemd() { [ -d /run/systemd/system ]; }

# The first JDK that is new enough: JAVA_HOME's, the PATH's, one under /usr/lib/jvm.
find_jdk() {
  local home major of_path=''
  if of_path=$(command -v javac); then
    of_path=$(readlink -f "$of_path")
  fi
  for home in "${JAVA_HOME-}" "${of_path%/bin/javac}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ]; then
      major=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
      if [ "${major:-0}" -ge "$LEAST_JAVA" ]; then
        export JAVA_HOME=$home
        return 0
      fi
    fi
  done
  return 1
}

has() {
  case $1 in
    javac) find_jdk ;;
    busybox) command -v busybox >/dev/null && ! ldd "$(command -v busybox)" >/dev/null 2>&1 ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

want_disk() {
  local folder free
  for folder in "$root" "${HOME:-/}" /var/lib; do
    [ -d "$folder" ] || continue
    free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$LEAST_MB" ] ||
      fail "only $free MB are free where $folder is, $LEAST_MB are needed: make room there"
  done
}

# --- installing -------------------------------------------------------------------------------------

# want TABLE: installs what is missing of it.
want() {
  local command packages missing=''
  while read -r command packages; do
    if [ -n "$command" ] && ! has "$command"; then
      missing="$missing $command"
    fi
  done <<<"$1"
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null ||
    fail "missing:$missing; only Debian and Ubuntu are known here: install these yourself, then run this again"
  is_root || fail "missing:$missing; run this as root (sudo $0 $verb), or install these yourself"
  apt "$1" "$missing"
  while read -r command packages; do
    if [ -n "$command" ] && ! has "$command"; then
      fail "$command is still missing after $packages; install it yourself, then run this again"
    fi
  done <<<"$1"
}

# apt TABLE COMMANDS: installs their packages, starting none of the services that come with them.
apt() {
  local command names name service packages='' fresh=''
  say "fetching the list of packages"
  apt_get -o APT::Update::Error-Mode=any update || say "the list stays as it is: $(apt_words)"
  while read -r command names; do
    case " $2 " in
      *" $command "*)
        for name in $names; do
          if apt-cache show "$name" >/dev/null 2>&1; then
            packages="$packages $name"
            break
          fi
        done
        ;;
    esac
  done <<<"$1"
  [ -n "$packages" ] || fail "apt knows no package for:$2; is there a network?"
  for service in $SERVICES; do
    is_service "$service" || fresh="$fresh $service"
  done
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  say "installing$packages"
  # shellcheck disable=SC2086  # words
  apt_get install --no-install-recommends $packages ||
    fail "apt-get could not install$packages: $(apt_words); check the network and apt's sources"
  if [ -n "$policy" ]; then
    rm -f "$policy"
    policy=''
  fi
  for service in $fresh; do
    leave_off "$service"
  done
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
    apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >"$scratch/apt.log" 2>&1 </dev/null
}

# What apt-get complained of.
apt_words() {
  grep -m1 '^E:' "$scratch/apt.log" || tail -1 "$scratch/apt.log"
}

is_service() {
  [ -e "/etc/init.d/$1" ] || [ -e "/lib/systemd/system/$1.service" ]
}

# A service that came with our packages is there for the tests, not for every boot.
leave_off() {
  is_service "$1" || return 0
  if has_systemd; then
    systemctl disable -q "$1.service" || true
    systemctl disable -q "$1.socket" 2>/dev/null || true
  elif command -v update-rc.d >/dev/null; then
    update-rc.d "$1" disable >/dev/null 2>&1 || true
  fi
}

# --- the container engine ---------------------------------------------------------------------------

engine_answers() {
  DOCKER_HOST=${DOCKER_HOST:-unix://$DOCKER_SOCKET} timeout 30 docker version >/dev/null 2>&1
}

want_engine() {
  engine_answers && return
  [ -z "${DOCKER_HOST-}" ] || fail "no container engine answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST"
  is_root || fail "no container engine answers at $DOCKER_SOCKET: run this as root, or start Docker"
  if has_systemd; then
    say "starting docker.service"
    docker_by_systemd=1
    systemctl start docker.service || fail "docker.service does not start: see journalctl -u docker"
    wait_for_engine true || fail "docker.service runs, but does not answer: see journalctl -u docker"
  else
    say "starting dockerd"
    local log=$scratch/dockerd.log
    # In a session of its own: Ctrl-C is for this script, which then stops it in good order.
    setsid dockerd >"$log" 2>&1 </dev/null &
    dockerd_pid=$!
    if ! wait_for_engine kill -0 "$dockerd_pid"; then
      fail "dockerd does not start: $(tail -1 "$log")"
    fi
  fi
}

# wait_for_engine COMMAND...: for two minutes, as long as the command succeeds.
wait_for_engine() {
  for _ in {1..240}; do
    engine_answers && return
    "$@" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

# --- Maven ------------------------------------------------------------------------------------------

# Runs in the background and is waited for, so that a signal is heeded at once.
wait_for() {
  local code=0
  "$@" &
  waited_pid=$!
  wait "$waited_pid" || code=$?
  waited_pid=''
  return "$code"
}

maven() {
  local log=$scratch/maven.log code=0 tee_pid
  say "mvn $* (Java: $JAVA_HOME)"
  mkfifo "$scratch/maven.out"
  tee "$log" <"$scratch/maven.out" &
  tee_pid=$!
  wait_for mvn_in_root "$@" || code=$?
  # Not for ever: a process that a test left behind may hold the other end.
  for _ in {1..50}; do
    kill -0 "$tee_pid" 2>/dev/null || break
    sleep 0.1
  done
  kill "$tee_pid" 2>/dev/null || true
  rm "$scratch/maven.out"
  [ "$code" = 0 ] || fail "$(blame "$log")"
}

mvn_in_root() {
  cd "$root" && exec mvn "$@" </dev/null >"$scratch/maven.out" 2>&1
}

# The last words on a failed build, from its log.
blame() {
  local text what
  text=$(sed 's/\x1b\[[0-9;]*m//g' "$1")
  if grep -q 'Could not transfer artifact' <<<"$text"; then
    echo "Maven cannot fetch what the build needs: check the network (proxy, certificates), then run this again"
  elif grep -q 'No space left on device' <<<"$text"; then
    echo "the disk is full: make room, then run this again"
  elif what=$(grep -m1 -E '^\[ERROR\]   [A-Z]' <<<"$text"); then
    what=${what#\[ERROR\]   }
    echo "FAILED: ${what:0:300}"
  elif what=$(grep -m1 -E '^\[ERROR\] (/|.*ailed|.*POM)' <<<"$text"); then
    what=${what#\[ERROR\] }
    echo "FAILED: ${what:0:300}"
  else
    echo "FAILED: $(tail -1 <<<"$text")"
  fi
}

# count ATTRIBUTE: summed over the reports of all tests.
count() {
  find "$root" -path '*/target/*-reports/TEST-*.xml' -newer "$scratch/start" \
    -exec sed -n "s/^<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" {} + | awk '{ n += $1 } END { print n + 0 }'
}

# --- verbs ------------------------------------------------------------------------------------------

verb_build() {
  want "$TO_BUILD"
  want_disk
  maven package -DskipTests
  "$root/viking-cli/target/viking/bin/viking" warm-up
  done_with "built: $root/viking-cli/target/viking/bin/viking"
}

verb_test() {
  is_root || fail "the tests need root, for Docker and for networks of their own: sudo $0 test"
  want_disk
  want "$TO_BUILD$TO_TEST"
  want_engine
  forget_clusters
  touch "$scratch/start"
  VIKING_REQUIRE_ALL=1 maven verify
  done_with "all $(count tests) tests passed, $(count skipped) skipped, in $SECONDS s"
}

verb_bench() {
  case ${1-planner} in
    planner) bench_planner ;;
    cluster) bench_cluster ;;
    containers) bench_lab viking.system.ContainersBenchmark "containers measured" ;;
    idle) bench_lab viking.system.IdleFigures "an idle host measured" ;;
    *) fail "bench knows planner, cluster, containers and idle, not '$1'" ;;
  esac
}

# The tests have clusters of their own, whatever this shell was told to talk to.
forget_clusters() {
  local name
  for name in "${!ETCDCTL_@}" "${!VIKING_@}" ETCD_PEERS; do
    case $name in
      VIKING_JAVA_*) ;;
      *) unset "$name" ;;
    esac
  done
}

bench_planner() {
  want "$TO_BUILD"
  program viking-leader viking.leader.dowding.PlannerBenchmark
  done_with "planner measured"
}

bench_cluster() {
  want "$TO_BUILD$TO_ETCD"
  program viking-cli viking.cluster.ClusterBenchmark
  done_with "a leader on etcd measured"
}

# bench_lab MAIN WORDS: in a lab, whose engines are its own.
bench_lab() {
  is_root || fail "a lab needs root, for engines and networks of its own: sudo $0 bench"
  want "$TO_BUILD$TO_TEST"
  program viking-cli "$1"
  done_with "$2"
}

verb_simulate() {
  local seed='' count=1000
  case ${1-} in
    --seed) seed=${2-none} ;;
    *) count=${1-1000} ;;
  esac
  [[ $seed$count =~ ^[0-9]+$ ]] || fail "simulate takes --seed N or a COUNT, not '$*'"
  want "$TO_BUILD"
  if [ -n "$seed" ]; then
    program viking-cli viking.simulation.Simulate --seed "$seed"
    done_with "seed $seed runs clean"
  else
    # New seeds each time: the ones that the tests run are clean already.
    program viking-cli viking.simulation.Simulate --seeds "$count" --from "$((RANDOM * 100000))"
    done_with "$count seeds run clean"
  fi
}

# Builds a module and runs a program from its tests, where the module's tests would run.
program() {
  local module=$1 main=$2 classes
  shift 2
  want_disk
  maven package -DskipTests -pl "$module" -am dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$scratch/classes"
  classes=$root/$module/target/test-classes:$root/$module/target/classes:$(<"$scratch/classes")
  say "$main $*"
  (cd "$root/$module" && exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -ea -cp "$classes" "$main" "$@") ||
    fail "$main ended badly: what it said stands above"
}

# ----------------------------------------------------------------------------------------------------

verb=${1-}
case $verb in
  demo | build | test | bench | simulate) shift ;;
  help | -h | --help)
    usage
    exit
    ;;
  '')
    usage >&2
    exit 64
    ;;
  *)
    printf "bootstrap: there is no verb '%s' (see: %s --help)\n" "$verb" "$0" >&2
    exit 64
    ;;
esac
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=examples/demo.sh
. "$root/examples/demo.sh"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/viking-bootstrap.XXXXXX" 2>/dev/null) ||
  fail "cannot write to ${TMPDIR:-/tmp}: make room there, or set TMPDIR"
"verb_$verb" "$@"
