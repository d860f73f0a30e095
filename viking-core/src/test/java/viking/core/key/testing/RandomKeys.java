package viking.core.key.testing;

import java.util.Arrays;
import java.util.List;
import viking.core.key.KeySpace;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Names;

/** Draws keys that are right, from what their documented patterns say and nothing else. */
public final class RandomKeys {
  private RandomKeys() {}

  /** What stands between the slashes of a key of that space, behind its first word. */
  public static List<String> segments(KeySpace space, Draw draw) {
    return Arrays.stream(space.pattern().split("/", -1))
        .filter(part -> part.startsWith("<"))
        .map(part -> segment(part.substring(1, part.length() - 1), draw))
        .toList();
  }

  /** The whole key. */
  public static String key(KeySpace space, List<String> segments) {
    String word = space.pattern().split("/", -1)[1];
    return "/" + word + (segments.isEmpty() ? "" : "/" + String.join("/", segments));
  }

  public static String key(KeySpace space, Draw draw) {
    return key(space, segments(space, draw));
  }

  private static String segment(String name, Draw draw) {
    return switch (name) {
      case "stack", "node", "image" -> Names.name(draw);
      case "tag", "slot" -> Names.tag(draw);
      case "hostname" -> Names.hostname(draw);
      case "domain" -> Names.domain(draw);
      case "NAME" -> Names.variable(draw);
      case "n" -> Integer.toString(draw.number(1, 999_999_999));
      case "port", "hostPort" -> Integer.toString(Names.port(draw));
      case "proto" -> draw.of(List.of("tcp", "udp"));
      case "ip" -> Names.address(draw);
      case "jobId" -> Names.job(draw).toString();
      case "duid" -> Names.duid(draw);
      case "type", "instance", "metric", "date" -> Names.free(draw);
      default -> throw new IllegalArgumentException("a segment <" + name + "> nobody can draw");
    };
  }
}
