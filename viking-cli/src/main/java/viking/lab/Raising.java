package viking.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import viking.core.config.TokenFile;
import viking.core.secret.SecretKeyFile;

/** Brings a lab up: what is there is left as it is, what is cut, paused or dead is mended. */
final class Raising {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Roster roster;
  private final Consumer<String> progress;
  private final long began = System.nanoTime();

  Raising(Roster roster, Consumer<String> progress) {
    this.roster = roster;
    this.progress = progress;
  }

  /** What is waited for, and the program that will serve then. */
  private record Awaited(Daemon daemon, String what, BooleanSupplier serves) {}

  void all() {
    TokenFile.of(roster.token());
    SecretKeyFile.of(roster.secretKey());
    Network.layBridge(roster);
    for (Member member : roster.members()) {
      mend(member);
      startOwn(member);
    }
    tell("network on %s/24, engines and etcd started".formatted(roster.bridgeAddress()));
    await(
        roster.members().stream()
            .map(
                member ->
                    member.isHost()
                        ? dockerd(member)
                        : new Awaited(
                            Daemons.etcd(roster, member), "etcd", () -> Probe.etcd(member)))
            .toList(),
        this::startViking);
    await(
        roster.hostMembers().stream()
            .map(
                member ->
                    new Awaited(Daemons.viking(roster, member), "host", () -> Probe.viking(member)))
            .toList(),
        daemon -> {});
  }

  /** Plugs a member in again and starts what of it is dead; a host is healed once its engine is. */
  void one(Member member) {
    mend(member);
    startOwn(member);
    if (member.isHost()) {
      await(List.of(dockerd(member)), daemon -> {});
      startViking(dockerd(member).daemon());
    } else {
      // A member without the others would wait for them, and they may be dead.
      tell(member.name() + " started");
    }
  }

  private void mend(Member member) {
    try {
      Files.createDirectories(member.directory());
    } catch (IOException e) {
      throw new LabFailure("cannot make " + member.directory() + ": " + e, e);
    }
    Network.connect(roster, member);
    Signals.resume(member, process -> true);
  }

  private void startOwn(Member member) {
    if (!member.isHost()) {
      Daemon etcd = Daemons.etcd(roster, member);
      if (etcd.isDead()) {
        etcd.start();
      }
    } else if (Daemons.dockerd(member).isDead()) {
      Daemons.startDockerd(member);
    }
  }

  private void startViking(Daemon ready) {
    if (ready.member().isHost()) {
      Daemon viking = Daemons.viking(roster, ready.member());
      if (viking.isDead()) {
        viking.start();
      }
    }
  }

  private static Awaited dockerd(Member member) {
    return new Awaited(Daemons.dockerd(member), "engine", () -> Probe.dockerd(member.socket()));
  }

  /** Waits for all, and goes on with each as it comes. */
  private void await(List<Awaited> all, Consumer<Daemon> then) {
    Set<Awaited> missing = new HashSet<>(all);
    Optional<String> problem =
        Patience.whileMissing(
            PATIENCE,
            () -> {
              for (Awaited each : all) {
                if (missing.contains(each)) {
                  if (each.serves().getAsBoolean()) {
                    missing.remove(each);
                    tell("%s: %s answers".formatted(each.daemon().member().name(), each.what()));
                    then.accept(each.daemon());
                  } else if (each.daemon().isDead()) {
                    throw new LabFailure(problem(each, "has ended"));
                  }
                }
              }
              return all.stream()
                  .filter(missing::contains)
                  .findFirst()
                  .map(
                      each ->
                          problem(each, "does not answer after %d s".formatted(seconds(PATIENCE))));
            });
    problem.ifPresent(
        text -> {
          throw new LabFailure(text);
        });
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  private static String problem(Awaited each, String what) {
    return "%s's %s %s; %s"
        .formatted(
            each.daemon().member().name(), each.daemon().role(), what, each.daemon().lastWords());
  }

  private void tell(String what) {
    progress.accept("%s (%.1f s)".formatted(what, (System.nanoTime() - began) / 1e9));
  }
}
