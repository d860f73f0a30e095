package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of a lab, each with its command line. */
final class Daemons {
  static final String DOCKERD = "dockerd";
  static final String VIKING = "viking";
  static final String ETCD = "etcd";

  /** As viking's leader compacts, lest two of them disagree. */
  private static final String KEEP_HOURS = "24";

  private static final String QUOTA_BYTES = Long.toString(2L << 30);

  private Daemons() {}

  /** All that run on a member. */
  static List<Daemon> of(Roster roster, Member member) {
    return member.isHost()
        ? List.of(dockerd(member), viking(roster, member))
        : List.of(etcd(roster, member));
  }

  /** The one that the member is there for. */
  static Daemon main(Roster roster, Member member) {
    return member.isHost() ? viking(roster, member) : etcd(roster, member);
  }

  static Daemon dockerd(Member member) {
    Path home = member.directory();
    return new Daemon(
        member,
        DOCKERD,
        List.of(
            "dockerd",
            "--config-file=" + home.resolve("daemon.json"),
            "--host=unix://" + member.socket(),
            "--data-root=" + home.resolve("docker"),
            "--exec-root=" + member.execRoot(),
            "--pidfile=" + home.resolve("dockerd.pid"),
            "--storage-driver=overlay2",
            "--exec-opt=native.cgroupdriver=cgroupfs",
            "--cgroup-parent=/" + member.handle()));
  }

  /** Starts an engine. Of an engine that was killed goes what the next would take for alive. */
  static void startDockerd(Member member) {
    Daemon dockerd = dockerd(member);
    Signals.kill(member, LabProcess::isEngine);
    try {
      Files.writeString(member.directory().resolve("daemon.json"), "{}\n", UTF_8);
      Files.deleteIfExists(member.directory().resolve("dockerd.pid"));
      Files.deleteIfExists(member.execRoot().resolve("containerd/containerd.pid"));
      Files.deleteIfExists(member.socket());
    } catch (IOException e) {
      throw new LabFailure("cannot prepare " + member.directory() + ": " + e, e);
    }
    dockerd.start();
  }

  static Daemon viking(Roster roster, Member member) {
    List<String> command =
        new ArrayList<>(
            List.of(
                roster.program().toString(),
                "host",
                "--hostname",
                member.name(),
                "--external",
                member.address(),
                "--etcd",
                roster.etcdEndpoints(),
                "--data-dir",
                member.directory().resolve("viking").toString(),
                "--docker",
                "unix://" + member.socket(),
                "--token-file",
                roster.token().toString(),
                "--secret-key-file",
                roster.secretKey().toString(),
                "--run-dir",
                member.directory().resolve("run").toString()));
    if (member.kind() == Member.Kind.SLAVE) {
      command.add("--slave");
    }
    return new Daemon(member, VIKING, List.copyOf(command));
  }

  static Daemon etcd(Roster roster, Member member) {
    String address = "http://" + member.address();
    return new Daemon(
        member,
        ETCD,
        List.of(
            "etcd",
            "--name=" + member.name(),
            "--data-dir=" + etcdData(member),
            "--listen-client-urls=" + address + ":2379,http://127.0.0.1:2379",
            "--advertise-client-urls=" + address + ":2379",
            "--listen-peer-urls=" + address + ":2380",
            "--initial-advertise-peer-urls=" + address + ":2380",
            "--initial-cluster=" + roster.etcdPeers(),
            "--initial-cluster-token=" + roster.bridge(),
            "--auto-compaction-mode=periodic",
            "--auto-compaction-retention=" + KEEP_HOURS,
            "--quota-backend-bytes=" + QUOTA_BYTES,
            "--logger=zap"));
  }

  static Path etcdData(Member member) {
    return member.directory().resolve("data");
  }
}
