package viking.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import viking.core.model.BadInput;

/** A member of etcd on a machine of its own. */
public final class LabEtcd extends LabMember {
  LabEtcd(Roster roster, Member member) {
    super(roster, member);
  }

  public String endpoint() {
    return "http://%s:2379".formatted(address());
  }

  /** Whether it serves, which it does only with a majority of the members. */
  public boolean isReady() {
    return Probe.etcd(member());
  }

  /** Saves what it holds. */
  public void snapshot(Path file) {
    ctl("snapshot", "save", file.toString());
  }

  /**
   * Takes its data away while it does not run. Where all members are wiped, etcd begins anew; one
   * alone is not let in again by the others.
   */
  public void wipe() {
    checkDead("wipe");
    Demolition.erase(Daemons.etcdData(member()));
  }

  /** Puts what was saved in place of its data, while it does not run; do so to every member. */
  public void restore(Path file) {
    if (!Files.exists(file)) {
      throw new BadInput("there is no snapshot " + file);
    }
    wipe();
    etcdctl(
        Stream.of(
            "snapshot",
            "restore",
            file.toString(),
            "--name=" + name(),
            "--data-dir=" + Daemons.etcdData(member()),
            "--initial-cluster=" + roster().etcdPeers(),
            "--initial-cluster-token=" + roster().bridge(),
            "--initial-advertise-peer-urls=http://" + address() + ":2380"));
  }

  /** Runs etcdctl on this member alone, and returns what it prints. */
  public String ctl(String... arguments) {
    return etcdctl(Stream.concat(Stream.of("--endpoints=" + endpoint()), Stream.of(arguments)));
  }

  /** Its own patience of a few seconds is too little where all members share one disk. */
  private static String etcdctl(Stream<String> arguments) {
    Stream<String> command =
        Stream.of("env", "ETCDCTL_API=3", "etcdctl", "--dial-timeout=20s", "--command-timeout=40s");
    return Shell.must("", Stream.concat(command, arguments).toList());
  }

  private void checkDead(String what) {
    if (isRunning()) {
      throw new BadInput("%s runs: stop or kill it, then %s it".formatted(name(), what));
    }
  }
}
