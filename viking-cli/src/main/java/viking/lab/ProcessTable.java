package viking.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds a member's processes in what the kernel tells of all: those in its network namespace, those
 * that were started with its mark, those in its cgroup. Nothing needs to have been written down.
 */
final class ProcessTable {
  /** The mark in a process's environment: the member's directory. */
  static final String MARK = "VIKING_LAB_MARK";

  /** What the process was started for. */
  static final String ROLE = "VIKING_LAB_ROLE";

  private static final Pattern SPACE = Pattern.compile(" ");

  private ProcessTable() {}

  /** What the kernel says of a process in its first line. */
  record Stat(String command, char state, long parent, long threads, long ticks) {
    /**
     * What is killed may have lost its first thread before the others: its locks are still held.
     */
    boolean isAlive() {
      return (state != 'Z' && state != 'X') || threads > 1;
    }

    /** A command may hold spaces and parentheses. */
    static Stat parse(String text) {
      int end = text.lastIndexOf(')');
      List<String> rest = SPACE.splitAsStream(text.substring(end + 2)).toList();
      return new Stat(
          text.substring(text.indexOf('(') + 1, end),
          rest.get(0).charAt(0),
          Long.parseLong(rest.get(1)),
          Long.parseLong(rest.get(17)),
          Long.parseLong(rest.get(19)));
    }
  }

  /** The member's processes, but for this one and those that it stems from. */
  static List<LabProcess> of(Member member) {
    String namespace = namespace(member);
    Set<Long> own = ownLine();
    List<LabProcess> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> !own.contains(pid))
        .forEach(pid -> look(member, namespace, pid).ifPresent(found::add));
    return List.copyOf(found);
  }

  /** Empty where there is no such process, or it is over and only waits to be reaped. */
  static Optional<Stat> stat(long pid) {
    try {
      return Optional.of(Stat.parse(text(pid, "stat"))).filter(Stat::isAlive);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<LabProcess> look(Member member, String namespace, long pid) {
    try {
      Stat stat = Stat.parse(text(pid, "stat"));
      if (!stat.isAlive()) {
        return Optional.empty();
      }
      List<String> environment = Arrays.asList(text(pid, "environ").split("\0", -1));
      boolean marked = environment.contains(MARK + "=" + member.directory());
      boolean contained = text(pid, "cgroup").contains("/" + member.handle() + "/");
      boolean within = Files.readSymbolicLink(LabProcess.file(pid, "ns/net")).endsWith(namespace);
      if (!marked && !contained && !within) {
        return Optional.empty();
      }
      String role = contained ? "" : role(environment);
      boolean paused = stat.state() == 'T';
      return Optional.of(
          new LabProcess(
              pid, stat.ticks(), stat.parent(), paused, stat.command(), role, contained));
    } catch (IOException e) {
      // It has just ended.
      return Optional.empty();
    }
  }

  private static String role(List<String> environment) {
    return environment.stream()
        .filter(entry -> entry.startsWith(ROLE + "="))
        .map(entry -> entry.substring(ROLE.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** As the kernel's links spell it; of one that is not there, what no process has. */
  private static String namespace(Member member) {
    try {
      return "net:[" + Files.getAttribute(member.namespace(), "unix:ino") + "]";
    } catch (IOException e) {
      return "none";
    }
  }

  private static Set<Long> ownLine() {
    Set<Long> line = new HashSet<>();
    Optional<ProcessHandle> next = Optional.of(ProcessHandle.current());
    while (next.isPresent()) {
      line.add(next.get().pid());
      next = next.get().parent();
    }
    return line;
  }

  private static String text(long pid, String file) throws IOException {
    Path path = LabProcess.file(pid, file);
    return new String(Files.readAllBytes(path), ISO_8859_1);
  }
}
