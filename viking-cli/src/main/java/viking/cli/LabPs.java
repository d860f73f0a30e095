package viking.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import viking.cli.client.Tree;
import viking.lab.Sighting;

@Command(
    name = "ps",
    description = "Lists hosts and members of etcd: what they are, and how they fare.",
    footer = {
      "",
      "Examples:",
      "  viking lab ps",
      "  viking lab ps -o json | jq -r '.members[] | select(.link != \"up\") | .name'",
    })
final class LabPs extends LabVerb {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> TITLE =
      List.of("NAME", "ADDRESS", "ROLE", "LINK", "VIKING", "DOCKERD", "ETCD", "CONTAINERS");
  private static final String NONE = "-";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}.")
  private Listing.Format format = Listing.Format.table;

  @Override
  int act() {
    if (format == Listing.Format.json) {
      out().println(Tree.indented(json(lab().look())));
    } else {
      table();
    }
    return 0;
  }

  private void table() {
    List<List<String>> rows = new ArrayList<>(List.of(TITLE));
    lab().look().stream().map(LabPs::row).forEach(rows::add);
    List<Integer> widths =
        IntStream.range(0, TITLE.size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    rows.forEach(row -> out().println(line(row, widths)));
  }

  static String json(List<Sighting> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeArrayFieldStart("members");
      for (Sighting member : members) {
        write(member, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void write(Sighting member, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", member.name());
    out.writeStringField("address", member.address());
    out.writeStringField("role", member.role());
    out.writeStringField("link", member.link());
    out.writeObjectFieldStart("programs");
    for (Sighting.Program program : member.programs()) {
      out.writeObjectFieldStart(program.name());
      out.writeStringField("state", program.state());
      if (program.pid().isPresent()) {
        out.writeNumberField("pid", program.pid().get());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
    if (member.program("dockerd").isPresent()) {
      out.writeNumberField("containers", member.containers());
    }
    out.writeEndObject();
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
