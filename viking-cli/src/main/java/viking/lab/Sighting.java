package viking.lab;

import java.util.List;
import java.util.Optional;

/**
 * How a member fares.
 *
 * @param role master, slave or etcd
 * @param link up or cut, or off where the whole machine is
 * @param containers how many run
 */
public record Sighting(
    String name,
    String address,
    String role,
    String link,
    List<Program> programs,
    long containers) {
  /** One of its programs: {@code running}, {@code paused} or {@code dead}. */
  public record Program(String name, String state, Optional<Long> pid) {}

  static Sighting of(Roster roster, Member member) {
    List<LabProcess> processes = ProcessTable.of(member);
    return new Sighting(
        member.name(),
        member.address(),
        member.kind().word(),
        link(member),
        Daemons.of(roster, member).stream().map(daemon -> program(daemon, processes)).toList(),
        processes.stream().filter(LabProcess::isShim).count());
  }

  /** The program of that name, where the member has one. */
  public Optional<Program> program(String program) {
    return programs.stream().filter(each -> each.name().equals(program)).findFirst();
  }

  private static Program program(Daemon daemon, List<LabProcess> processes) {
    Daemon.Life life = daemon.life(processes);
    return new Program(daemon.role(), life.state().word(), life.process().map(LabProcess::pid));
  }

  private static String link(Member member) {
    if (Network.isUp(member)) {
      return "up";
    }
    return Network.isThere(member) ? "cut" : "off";
  }
}
