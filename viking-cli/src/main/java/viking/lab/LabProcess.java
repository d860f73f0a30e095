package viking.lab;

import java.nio.file.Path;

/**
 * A process as it was seen once; a zombie is none.
 *
 * @param ticks when it was started: with the id, that names it for good
 * @param role what it was started for ({@code dockerd}, {@code viking}, {@code etcd}), or nothing
 * @param contained whether it runs in one of the member's containers
 */
record LabProcess(
    long pid,
    long ticks,
    long parent,
    boolean paused,
    String command,
    String role,
    boolean contained) {
  private static final String SHIM = "containerd-shim";

  /** Part of a member's engine that goes down with it; the shims do not. */
  boolean isEngine() {
    return role.equals(Daemons.DOCKERD) && !contained && !isShim();
  }

  /** One of these holds each running container. */
  boolean isShim() {
    return role.equals(Daemons.DOCKERD) && command.startsWith(SHIM);
  }

  static Path file(long pid, String name) {
    return Path.of("/proc/%d/%s".formatted(pid, name));
  }
}
