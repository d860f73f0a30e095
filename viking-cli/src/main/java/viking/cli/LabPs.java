package viking.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import viking.lab.Sighting;

@Command(
    name = "ps",
    description = "Lists hosts and members of etcd: what they are, and how they fare.")
final class LabPs extends LabVerb {
  private static final List<String> TITLE =
      List.of("NAME", "ADDRESS", "ROLE", "LINK", "VIKING", "DOCKERD", "ETCD", "CONTAINERS");
  private static final String NONE = "-";

  @Override
  int act() {
    List<List<String>> rows = new ArrayList<>(List.of(TITLE));
    lab().look().stream().map(LabPs::row).forEach(rows::add);
    List<Integer> widths =
        IntStream.range(0, TITLE.size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    rows.forEach(row -> out().println(line(row, widths)));
    return 0;
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) + " ".repeat(widths.get(i) - row.get(i).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static List<String> row(Sighting member) {
    return List.of(
        member.name(),
        member.address(),
        member.role(),
        member.link(),
        program(member, "viking"),
        program(member, "dockerd"),
        program(member, "etcd"),
        member.program("dockerd").isPresent() ? Long.toString(member.containers()) : NONE);
  }

  private static String program(Sighting member, String name) {
    return member
        .program(name)
        .map(each -> each.state() + each.pid().map(pid -> " " + pid).orElse(""))
        .orElse(NONE);
  }
}
