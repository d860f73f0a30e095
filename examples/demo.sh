# The demo of ./bootstrap.sh, which reads this file: a small cluster that stays, with an example on it.
# shellcheck shell=bash disable=SC2154  # root, scratch, verb and what tells and stops are bootstrap.sh's

readonly DEMO=${VIKING_DEMO_DIR:-/var/lib/viking-demo}
readonly DEMO_LAB=demo
readonly BUSYBOX=busybox # what the example's image begins with
readonly TO_DEMO='
  dockerd   docker.io
  docker    docker-cli docker.io
  etcd      etcd-server
  etcdctl   etcd-client
  busybox   busybox-static
'
readonly TO_DEMO_HOSTS='
  ip        iproute2
  iptables  iptables
'

demo_usage() {
  cat <<'END'
Usage: ./bootstrap.sh demo [--hosts N | --stop]

  demo             one host: this machine's own Docker, an etcd and a host process beside it
  demo --hosts 3   three hosts on this machine, each with a network, a Docker and a process of its own
  demo --stop      ends it, and leaves nothing behind but the packages

It touches no etcd, container or configuration that is there already.
END
}

verb_demo() {
  local hosts='' stop=''
  while [ $# -gt 0 ]; do
    case $1 in
      --hosts)
        hosts=${2-}
        [[ $hosts =~ ^[1-9][0-9]?$ ]] || fail_with 64 "demo --hosts takes a number from 1 to 99, not '$hosts'"
        shift
        ;;
      --stop) stop=1 ;;
      -h | --help)
        demo_usage
        return
        ;;
      *) fail_with 64 "demo knows --hosts N and --stop, not '$1'" ;;
    esac
    shift
  done
  is_root || fail "the demo needs root, for Docker: sudo $0 demo"
  if [ -n "$stop" ]; then
    demo_stop
    return
  fi
  want_disk
  want "$TO_BUILD$TO_DEMO${hosts:+$TO_DEMO_HOSTS}"
  build_for_demo
  if [ -n "$hosts" ]; then
    demo_in_lab "$hosts"
  else
    demo_here
  fi
  demo_unfinished=''
}

# --- building ---------------------------------------------------------------------------------------

build_for_demo() {
  viking=$root/viking-cli/target/viking/bin/viking
  if [ -x "$viking" ] && [ -z "$(find "$root" -name target -prune -o \( -name '*.java' -o -name pom.xml -o -path '*/src/main/*' \) -type f -newer "$viking" -print -quit)" ]; then
    say "viking is built already"
  else
    maven -q package -DskipTests
    say "archiving viking's classes, so that it starts quickly"
    "$viking" warm-up
    touch "$viking"
  fi
}

# What the example's image begins with, of what is on the machine. Piped to an engine.
busybox_tree() {
  local tree=$scratch/busybox applet
  if [ ! -d "$tree" ]; then
    mkdir -p "$tree/bin" "$tree/tmp" "$tree/etc"
    cp "$(command -v busybox)" "$tree/bin/busybox"
    for applet in $("$tree/bin/busybox" --list); do
      [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"
    done
  fi
  tar -C "$tree" -c .
}

# --- what it starts, and how it ends ----------------------------------------------------------------

# Runs a command that stays when this script is gone: in a session of its own, under its name in $DEMO.
demo_start() {
  local name=$1
  shift
  setsid "$@" >"$DEMO/$name.log" 2>&1 </dev/null &
  printf '%s %s\n' "$!" "$(start_time "$!")" >"$DEMO/$name.pid"
}

# When a process was started, in ticks since boot: a number that no other process of that id has had.
start_time() {
  sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

demo_runs() {
  local pid started
  [ -r "$DEMO/$1.pid" ] || return 1
  read -r pid started <"$DEMO/$1.pid" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

demo_end() {
  local pid
  if demo_runs "$1"; then
    read -r pid _ <"$DEMO/$1.pid"
    say "stopping $1"
    stop "$pid"
  fi
  rm -f "$DEMO/$1.pid"
}

demo_down() {
  if [ -e "$DEMO/lab" ]; then
    "$viking" lab down --lab "$DEMO_LAB" || return 1
  fi
  demo_end host
  demo_containers_down
  demo_images_down
  demo_end etcd
  demo_end dockerd
  rm -rf "$DEMO"
}

# The containers of the demo's cluster, which its host process knew by its id.
demo_containers_down() {
  local cluster='' containers
  [ -r "$DEMO/host/host.json" ] || return 0
  cluster=$(sed -n 's/.*"cluster" *: *"\([^"]*\)".*/\1/p' "$DEMO/host/host.json")
  if [ -n "$cluster" ]; then
    containers=$(docker ps -aq --filter "label=viking.cluster=$cluster" 2>/dev/null) || return 0
    # shellcheck disable=SC2086  # ids
    [ -z "$containers" ] || docker rm -f $containers >/dev/null
  fi
}

# The images that etcd says were made, and the one they begin with where the demo brought it. Those that
# anybody else's containers are made of stay.
demo_images_down() {
  local images='' brought=''
  if demo_runs etcd && [ -r "$DEMO/env" ]; then
    # shellcheck source=/dev/null
    images=$(. "$DEMO/env" && timeout 10 etcdctl get --prefix --keys-only /image/ 2>/dev/null |
      sed -n 's|^/image/\([^/]*\)/\([^/]*\)/\([^/]*\)$|viking/\1/\2:\3|p') || true
  fi
  read -r brought 2>/dev/null <"$DEMO/$BUSYBOX.image" || true
  # shellcheck disable=SC2086  # words
  [ -z "$images$brought" ] || docker image rm $images $brought >/dev/null 2>&1 || true
}

demo_stop() {
  viking=$root/viking-cli/target/viking/bin/viking
  [ -d "$DEMO" ] || {
    done_with "there is no demo"
    return
  }
  demo_engine
  demo_down || fail "the demo did not end: what it said stands above"
  done_with "the demo is gone"
}

# --- one host ---------------------------------------------------------------------------------------

demo_here() {
  if [ -d "$DEMO" ] && demo_runs etcd && demo_runs host && [ ! -e "$DEMO/lab" ]; then
    say "the demo runs already"
    demo_engine
    # shellcheck source=/dev/null
    . "$DEMO/env"
    demo_bring docker
    demo_deploy 1
    return
  fi
  demo_fresh
  demo_engine_here
  local etcd peer api
  etcd=$(free_port 12379) peer=$(free_port $((etcd + 1))) api=$(free_port 1113)
  say "starting etcd on port $etcd"
  demo_start etcd etcd --name demo --data-dir "$DEMO/etcd" --log-level warn \
    --listen-client-urls "http://127.0.0.1:$etcd" --advertise-client-urls "http://127.0.0.1:$etcd" \
    --listen-peer-urls "http://127.0.0.1:$peer" --initial-advertise-peer-urls "http://127.0.0.1:$peer" \
    --initial-cluster "demo=http://127.0.0.1:$peer"
  demo_env "127.0.0.1:$etcd" "127.0.0.1:$api" "$DEMO/host/token"
  wait_until 30 etcd etcdctl endpoint health
  say "starting viking on port $api"
  demo_start host "$viking" host --hostname demo --external 127.0.0.1 --etcd "127.0.0.1:$etcd" \
    --data-dir "$DEMO/host" --port "$api" --docker "${DOCKER_HOST:-unix://$DOCKER_SOCKET}"
  wait_until 60 host demo_takes_part "$api"
  demo_bring docker
  demo_deploy 1
}

# Whatever was left of an earlier demo goes first.
demo_fresh() {
  if [ -d "$DEMO" ]; then
    say "clearing what is left of an earlier demo"
    demo_down || fail "an earlier demo does not end: what it said stands above"
  fi
  demo_unfinished=1
  mkdir -p "$DEMO"
}

# The engine that the demo uses: the machine's, or one that was started for it.
demo_engine() {
  export DOCKER_HOST=${DOCKER_HOST:-unix://$DOCKER_SOCKET}
}

demo_engine_here() {
  demo_engine
  if ! engine_answers; then
    [ "$DOCKER_HOST" = "unix://$DOCKER_SOCKET" ] ||
      fail "no container engine answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST"
    if has_systemd; then
      systemctl start docker.service || fail "docker.service does not start: see journalctl -u docker"
    else
      say "starting dockerd"
      demo_start dockerd dockerd
    fi
    wait_until 60 dockerd engine_answers
  fi
  refuse_strange_engines
}

refuse_strange_engines() {
  local version
  version=$(docker version 2>/dev/null)
  case $version in
    *[Pp]odman*) fail "what answers as docker is podman, which viking does not know: install docker.io" ;;
  esac
  case $(docker info -f '{{.SecurityOptions}}' 2>/dev/null) in
    *rootless*) fail "Docker runs rootless here, where containers have no address of their own: start it as root" ;;
  esac
}

# How the commands and etcdctl find this cluster; for this script and for the user's shell.
demo_env() {
  demo_path >"$DEMO/env"
  cat >>"$DEMO/env" <<END
export VIKING_ADDR=http://$2 VIKING_TOKEN_FILE=$(demo_quoted "$3")
export VIKING_ETCD=$1 ETCDCTL_API=3 ETCDCTL_ENDPOINTS=$1
END
  # shellcheck source=/dev/null
  . "$DEMO/env"
}

demo_path() {
  printf 'export PATH=%s:"$PATH"\n' "$(demo_quoted "$root/viking-cli/target/viking/bin")"
}

# As a word of any shell, whatever is in it.
demo_quoted() {
  case $1 in
    *[!A-Za-z0-9/._-]*) printf "'%s'" "${1//\'/\'\\\'\'}" ;;
    *) printf '%s' "$1" ;;
  esac
}

demo_takes_part() {
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /health HTTP/1.0\r\n\r\n' >&3
  read -r answer <&3
  exec 3>&-
  [[ $answer == *' 200 '* ]]
}

free_port() {
  local port=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
  done
  echo "$port"
}

# wait_until SECONDS PROCESS COMMAND...: as long as the process lives; what it said last is the reason.
wait_until() {
  local rounds=$(($1 * 5)) name=$2
  shift 2
  while [ "$rounds" -gt 0 ]; do
    "$@" >/dev/null 2>&1 && return
    if [ -e "$DEMO/$name.pid" ] && ! demo_runs "$name"; then
      fail "$name does not start: $(tail -1 "$DEMO/$name.log")"
    fi
    rounds=$((rounds - 1))
    sleep 0.2
  done
  fail "$name is not ready in time: $(tail -1 "$DEMO/$name.log" 2>/dev/null)"
}

# --- several hosts ----------------------------------------------------------------------------------

demo_in_lab() {
  if [ ! -e "$DEMO/lab" ]; then
    demo_fresh
    touch "$DEMO/lab"
  fi
  # The lab has its own way with what is there already.
  "$viking" lab up "$1" --lab "$DEMO_LAB" || fail "the lab does not start: what it said stands above"
  "$viking" lab env --lab "$DEMO_LAB" >"$DEMO/env"
  demo_path >>"$DEMO/env"
  # shellcheck source=/dev/null
  . "$DEMO/env"
  # On one host, that of the API: the others get what is made there.
  demo_bring "$viking" lab exec --lab "$DEMO_LAB" h1 -- docker
  demo_deploy "$1"
}

# --- the example ------------------------------------------------------------------------------------

# demo_bring COMMAND...: what the example's image begins with, where docker, said so, does not have it.
demo_bring() {
  ! "$@" image inspect "$BUSYBOX" >/dev/null 2>&1 || return 0
  say "bringing the image $BUSYBOX, which the example's begins with"
  busybox_tree | "$@" import - "$BUSYBOX" >"$DEMO/$BUSYBOX.image" || fail "the engine does not take the image $BUSYBOX"
}

demo_deploy() {
  local stack=$root/examples/hello/viking.yml fresh=''
  # How many there are is the user's, once it has been deployed.
  [ -n "$(etcdctl get --keys-only /stack/hello)" ] || fresh=1
  say "viking deploy -f $stack"
  wait_for "$viking" deploy -f "$stack" || fail "the example is not deployed: what was said stands above"
  if [ -n "$fresh" ] && [ "$1" -gt 1 ]; then
    say "viking scale hello/web=$1"
    wait_for "$viking" scale "hello/web=$1" || fail "the example is not scaled: what was said stands above"
  fi
  demo_tell
}

demo_endpoints() { etcdctl get --prefix --print-value-only /ports/hello/web/ | sed '/^$/d'; }

demo_tell() {
  local first containers='docker ps'
  [ ! -e "$DEMO/lab" ] || containers="viking lab exec --lab $DEMO_LAB h1 docker ps"
  first=$(demo_endpoints | head -1)
  [ -z "$(command -v curl)" ] || curl -fsS -m 5 -o /dev/null "http://$first/" ||
    fail "the example runs, but http://$first/ does not answer"
  say "it runs, and answers at:"
  demo_endpoints | sed 's|.*|    http://&/|'
  cat <<END

To look around:
    . $(demo_quoted "$DEMO/env")                       # makes viking and etcdctl talk to the demo
    viking ps hello
    viking hosts
    viking history hello
    viking why hello.web.1.1          # what every host says to it
    etcdctl get --prefix /status/
    $containers
To change it:
    viking scale hello/web=3
    \$EDITOR $(demo_quoted "$root/examples/hello/serve")
    cd $(demo_quoted "$root/examples/hello")
    viking plan                       # what a deploy would do
    viking deploy
    viking rollback hello
END
  if [ -e "$DEMO/lab" ]; then
    cat <<END
To break things:
    viking lab ps   --lab $DEMO_LAB
    viking lab cut  --lab $DEMO_LAB h2      # the network of h2 is gone; watch viking ps
    viking lab heal --lab $DEMO_LAB h2
    viking lab kill --lab $DEMO_LAB h1
END
  fi
  printf 'To stop it:\n    %s demo --stop\n' "$0"
  done_with "the demo runs: http://$first/"
}
