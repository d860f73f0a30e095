package viking.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import viking.core.model.BadInput;

/** One machine of a lab, to be broken and mended. */
public abstract sealed class LabMember permits LabHost, LabEtcd {
  private static final Duration POLITENESS = Duration.ofSeconds(30);
  private static final Duration EXEC_PATIENCE = Duration.ofMinutes(5);

  private final Roster roster;
  private final Member member;

  LabMember(Roster roster, Member member) {
    this.roster = roster;
    this.member = member;
  }

  public String name() {
    return member.name();
  }

  public String address() {
    return member.address();
  }

  /** Pulls its cable. What runs goes on running, and reaches itself by loopback. */
  public void cut() {
    Network.cut(member);
  }

  /**
   * Undoes all that was done to it: the cable is back, what was paused goes on, what was killed or
   * stopped is started. Does not wait for what needs others to be well.
   */
  public void heal() {
    Network.layBridge(roster);
    new Raising(roster, line -> {}).one(member);
  }

  /**
   * By SIGKILL. A machine that is killed as a whole is off: it has no network until it is healed.
   */
  public void kill(Part part) {
    if (part == Part.ALL) {
      Demolition.powerOff(member);
    } else {
      Signals.kill(member, of(part));
    }
  }

  /** Holds it in its tracks: its connections stay, and nobody answers. */
  public void pause(Part part) {
    Signals.pause(member, of(part));
  }

  /** Lets all go on that is paused. */
  public void resume() {
    Signals.resume(member, process -> true);
  }

  /** By SIGTERM: a planned departure. Returns when it is over. */
  public void stop() {
    Daemon daemon = Daemons.main(roster, member);
    daemon.life().process().ifPresent(Signals::terminate);
    if (!Patience.until(POLITENESS, daemon::isDead)) {
      throw new LabFailure(
          "%s's %s still runs %d s after SIGTERM; %s"
              .formatted(name(), daemon.role(), POLITENESS.toSeconds(), daemon.lastWords()));
    }
  }

  /** Whether its program runs, paused or not. */
  public boolean isRunning() {
    return !Daemons.main(roster, member).isDead();
  }

  /** Runs a command on its network, with what a client of the lab wants in its environment. */
  public Said exec(List<String> command) {
    return Shell.run(EXEC_PATIENCE, "", environment(), inside(command));
  }

  /** The same on the terminal of this process; returns the command's exit code. */
  public int execAttached(List<String> command) {
    return Shell.attached(environment(), inside(command));
  }

  /**
   * What {@code viking}, {@code dockerd} or {@code etcd} has written on it; nothing if it has not.
   */
  public String log(String role) {
    Path file = Daemon.log(member, role);
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new LabFailure("cannot read " + file + ": " + e, e);
    }
  }

  final Roster roster() {
    return roster;
  }

  final Member member() {
    return member;
  }

  /** What of it goes by the name of that part. */
  private Predicate<LabProcess> of(Part part) {
    if (part == Part.DOCKER && !member.isHost()) {
      throw new BadInput(name() + " has no dockerd");
    }
    return switch (part) {
      case PROCESS -> Daemons.main(roster, member)::goesWith;
      case DOCKER -> Daemons.dockerd(member)::goesWith;
      case ALL -> process -> true;
    };
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(Surroundings.ofClient(roster));
    if (member.isHost()) {
      environment.put("DOCKER_HOST", "unix://" + member.socket());
      environment.put("VIKING_ADDR", "http://127.0.0.1:" + Probe.PORT);
    }
    environment.put(ProcessTable.MARK, member.directory().toString());
    return environment;
  }

  private List<String> inside(List<String> command) {
    if (!Network.isThere(member)) {
      throw new BadInput(name() + " is off: `viking lab heal " + name() + "` turns it on");
    }
    List<String> whole = new ArrayList<>(List.of("nsenter", "--net=" + member.namespace(), "--"));
    whole.addAll(command);
    return whole;
  }
}
