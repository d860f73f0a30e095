package viking.core.key;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;
import viking.core.model.Endpoint;
import viking.core.model.ImageRef;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Protocol;
import viking.core.model.SlotId;

/** A key taken apart: its space and what stands between its slashes. */
public record Key(KeySpace space, List<String> segments) {
  public Key {
    segments = List.copyOf(segments);
    List<KeySpace.Segment> wanted = space.segments();
    if (segments.size() != wanted.size()) {
      throw new BadInput(
          "key '" + spell(space, segments) + "' has the wrong depth: it is " + space.pattern());
    }
    for (int i = 0; i < segments.size(); i++) {
      KeySpace.Segment segment = wanted.get(i);
      if (!segment.grammar().matches(segments.get(i))) {
        throw new BadInput(
            "key '"
                + spell(space, segments)
                + "': "
                + segment.name()
                + " '"
                + segments.get(i)
                + "' is not "
                + segment.grammar().description());
      }
    }
  }

  /** Takes a key apart, or says what is wrong with it. */
  public static Key parse(String text) {
    List<String> parts = split(text);
    if (parts.isEmpty()) {
      throw new BadInput("key '" + text + "' does not begin with a slash");
    }
    String word = parts.get(0);
    KeySpace space =
        KeySpace.byWord(word)
            .orElseThrow(
                () ->
                    new BadInput(
                        "key '"
                            + text
                            + "' is of no key space of viking"
                            + Suggestion.of(word, words())
                                .map(near -> ", did you mean /" + near + "/?")
                                .orElse("")));
    return new Key(space, parts.subList(1, parts.size()));
  }

  public String text() {
    return spell(space, segments);
  }

  public String segment(int index) {
    return segments.get(index);
  }

  /**
   * The job that a key of {@code /proc}, {@code /run}, {@code /status}, {@code /deploy} … is about.
   */
  public JobId job() {
    return switch (space) {
      case PROC, RUN, STATUS -> new JobId(segment(0), segment(1), segment(2));
      case DEPLOY, COUNTER -> new JobId(segment(1), segment(2), segment(3));
      case PORTS -> JobId.parse(segment(6));
      default -> throw new IllegalStateException(text() + " is about no job");
    };
  }

  public String hostname() {
    return switch (space) {
      case HOST, CORDON, DEPLOY, COUNTER, SEEN -> segment(0);
      default -> throw new IllegalStateException(text() + " names no host");
    };
  }

  public NodeId node() {
    return switch (space) {
      case PROC, RUN, STATUS, SCALE, FIXED, PORTS, VIP, CRON -> new NodeId(segment(0), segment(1));
      default -> throw new IllegalStateException(text() + " names no node");
    };
  }

  /** The stack whose release, rollout, scale … it is about. */
  public String stack() {
    return switch (space) {
      case STACK, RELEASE, ROLLOUT, SCALE, ENV, SECRET, IMAGE, CRON -> segment(0);
      default -> throw new IllegalStateException(text() + " is about no stack");
    };
  }

  /** The number of a release. */
  public int number() {
    if (space != KeySpace.RELEASE) {
      throw new IllegalStateException(text() + " names no release");
    }
    return Integer.parseInt(segment(1));
  }

  public ImageRef image() {
    if (space != KeySpace.IMAGE) {
      throw new IllegalStateException(text() + " names no image");
    }
    return new ImageRef(segment(0), segment(1), segment(2));
  }

  public SlotId slot() {
    if (space != KeySpace.FIXED) {
      throw new IllegalStateException(text() + " names no slot");
    }
    return new SlotId(segment(0), segment(1), segment(2));
  }

  public Endpoint endpoint() {
    return new Endpoint(
        job(),
        Integer.parseInt(segment(2)),
        Protocol.parse(segment(3)),
        segment(4),
        Integer.parseInt(segment(5)));
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    if (!text.startsWith("/")) {
      return parts;
    }
    int from = 1;
    for (int slash = text.indexOf('/', 1); slash >= 0; slash = text.indexOf('/', from)) {
      parts.add(text.substring(from, slash));
      from = slash + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String spell(KeySpace space, List<String> segments) {
    return segments.isEmpty()
        ? "/" + space.word()
        : "/" + space.word() + "/" + String.join("/", segments);
  }

  private static List<String> words() {
    return java.util.Arrays.stream(KeySpace.values())
        .map(KeySpace::word)
        .collect(Collectors.toList());
  }

  @Override
  public String toString() {
    return text();
  }
}
