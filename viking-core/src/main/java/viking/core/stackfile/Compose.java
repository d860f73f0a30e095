package viking.core.stackfile;

import com.google.common.collect.ImmutableMap;

/** What people know from Compose, and what viking has instead. */
final class Compose {
  private static final String PORTS =
      "what 'expose' names is reached at the host's address, 'viking ps' shows where";

  static final ImmutableMap<String, String> FILE =
      table()
          .put("services", "deploy")
          .put("version", no("version", "leave it out"))
          .put("name", no("name", "the name stands in 'viking', as viking: {name: …}"))
          .put("volumes", no("volumes", "a node's 'volume' is all it takes"))
          .put("networks", no("networks", PORTS))
          .put("secrets", no("secrets", "set them by 'viking secret set', list them in the node"))
          .put("configs", no("configs", "put the file into an image, or use 'secrets'"))
          .put("include", no("include", "a stack has one file; others have stacks of their own"))
          .build();

  static final ImmutableMap<String, String> BUILD =
      table()
          .put("dockerfile_inline", no("dockerfile_inline", "its text stands there instead of {…}"))
          .put("target", no("target", "build the stage as an image of its own, FROM viking:…"))
          .put("cache_from", no("cache_from", "what has not changed is not built again"))
          .put("cache_to", no("cache_to", "what has not changed is not built again"))
          .put("no_cache", no("no_cache", "'viking build --fresh' does it"))
          .put("tags", no("tags", "an image's tag follows from what it is made of"))
          .put("labels", no("labels", "LABEL in the Dockerfile does it"))
          .put("platforms", no("platforms", "an image is built for the host that builds it"))
          .put("secrets", no("secrets", "nothing secret belongs into an image"))
          .build();

  static final ImmutableMap<String, String> NODE =
      table()
          .put("ports", "expose")
          .put("port", "expose")
          .put("command", "run")
          .put("environment", "env")
          .put("volumes", "volume")
          .put("depends_on", "after")
          .put("working_dir", "cwd")
          .put("healthcheck", "health")
          .put("mem_limit", "resources.memory")
          .put("mem_reservation", "resources.memory")
          .put("cpus", "resources.cpu")
          .put("cpu_shares", "resources.cpu")
          .put("replicas", "scale")
          .put("stop_grace_period", "stop.grace")
          .put("stop_signal", "stop.signal")
          .put("links", "after")
          .put(
              "deploy", "a node has no 'deploy'; what Compose says there stands in the node itself")
          .put(
              "build",
              "a node has no 'build'; images are made under 'build' at the top of the file")
          .put("container_name", no("container_name", "it is viking.<stack>.<node>.<tag>"))
          .put("networks", no("networks", PORTS))
          .put("network_mode", no("network_mode", "ports are offered by 'expose'"))
          .put("privileged", no("privileged", "'cap_add' and 'devices' give what is needed"))
          .put("cap_drop", no("cap_drop", "'cap_add' and 'read_only' are what there is"))
          .put("extra_hosts", no("extra_hosts", "addresses may stand in 'env'"))
          .put("dns", no("dns", "containers ask what their host asks"))
          .put("logging", no("logging", "'docker logs' on its host shows them; 3 × 10 MB are kept"))
          .put("profiles", no("profiles", "'scale: 0' keeps a node from running"))
          .put("pull_policy", no("pull_policy", "an image is looked up at each deploy"))
          .put("platform", no("platform", "'filter' chooses hosts by their tags"))
          .put("extends", no("extends", "a YAML anchor does it: <<: *base"))
          .put("configs", no("configs", "put the file into an image, or use 'secrets'"))
          .put("tty", no("tty", "'docker exec -it' on its host has one"))
          .put("stdin_open", no("stdin_open", "'docker exec -i' on its host has it"))
          .put("sysctls", no("sysctls", "they are set on the host"))
          .put("security_opt", no("security_opt", "'cap_add' and 'read_only' are what there is"))
          .put("pid", no("pid", "a container has processes of its own"))
          .put("ipc", no("ipc", "'shm_size' and 'volume' are what there is"))
          .build();

  /** Below a node's {@code deploy}, which is Compose's too. */
  static final ImmutableMap<String, String> NODE_DEPLOY =
      ImmutableMap.<String, String>builder()
          .put("replicas", "scale")
          .put("resources", "resources")
          .put("update_config", "update")
          .put("rollback_config", "update")
          .put("restart_policy", "restart")
          .put("placement", "filter")
          .put("labels", "labels")
          .build();

  static final ImmutableMap<String, String> HEALTH =
      table()
          .put("test", "command")
          .put("start_interval", "interval")
          .put("disable", no("disable", "leave 'health' out"))
          .build();

  static final ImmutableMap<String, String> RESOURCES =
      table()
          .put("limits", no("limits", "cpu and memory stand in 'resources' itself"))
          .put("reservations", no("reservations", "cpu and memory stand in 'resources' itself"))
          .put("cpus", "cpu")
          .build();

  static final ImmutableMap<String, String> UPDATE =
      table()
          .put("parallelism", "parallel")
          .put("delay", "min_ready")
          .put("monitor", "min_ready")
          .put("failure_action", no("failure_action", "what fails is rolled back"))
          .build();

  static final ImmutableMap<String, String> EXPOSE =
      table()
          .put("target", "port")
          .put("published", no("published", "the host's port stands left, as port: \"8080:80\""))
          .put("protocol", no("protocol", "it stands behind the port, as port: 53/udp"))
          .put("mode", no("mode", "leave it out"))
          .build();

  /** What {@code restart} may say there, and what is said here. */
  static final ImmutableMap<String, String> RESTART =
      ImmutableMap.of("no", "never", "unless-stopped", "always", "any", "always", "none", "never");

  private Compose() {}

  static String renamed(String theirs, String ours) {
    return "'" + theirs + "' is Compose's name, here it is '" + ours + "'";
  }

  static String no(String theirs, String instead) {
    return "viking has no '" + theirs + "': " + instead;
  }

  private static Answers table() {
    return new Answers();
  }

  /** Takes names of viking's and whole answers alike. */
  private static final class Answers {
    private final ImmutableMap.Builder<String, String> all = ImmutableMap.builder();

    Answers put(String theirs, String answer) {
      all.put(theirs, answer.contains(" ") ? answer : renamed(theirs, answer));
      return this;
    }

    ImmutableMap<String, String> build() {
      return all.buildOrThrow();
    }
  }
}
