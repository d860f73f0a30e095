package viking.core.model.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import viking.core.model.Container;
import viking.core.model.Expose;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Protocol;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Secret;
import viking.core.model.Stop;
import viking.core.model.TagFilter;

/** Draws jobs that use any of what a job can say. */
public final class RandomJobs {
  private static final String ANY = "abcXYZ019 .,:;-_/\\\"'{}[]=#$%&\t\n\u0001äß€漢";

  private RandomJobs() {}

  public static Job job(Draw draw) {
    Restart restart = draw.of(List.of(Restart.values()));
    return new Job(
        "i" + text(draw),
        texts(draw),
        draw.oneIn(3) ? Container.PLAIN : container(draw),
        ports(draw),
        volumes(draw),
        draw.some(3, () -> new TagFilter(Names.tag(draw), draw.oneIn(2))),
        draw.perhaps(() -> resources(draw)).orElse(Resources.NONE),
        draw.perhaps(() -> health(draw)),
        restart,
        restart == Restart.NEVER ? draw.number(0, 3) : 0,
        draw.perhaps(() -> stop(draw)).orElse(Stop.USUAL),
        draw.of(List.of("", "schedule", text(draw))));
  }

  /** Any text, of any signs, often none. */
  public static String text(Draw draw) {
    return draw.text(ANY, 0, 12);
  }

  private static List<String> texts(Draw draw) {
    return draw.some(4, () -> text(draw));
  }

  private static Container container(Draw draw) {
    return new Container(
        texts(draw),
        draw.perhaps(() -> "/" + text(draw)),
        draw.perhaps(() -> text(draw)),
        map(draw, () -> Names.variable(draw)),
        map(draw, () -> text(draw)),
        draw.perhaps(() -> Names.hostname(draw)),
        draw.oneIn(2),
        map(draw, () -> text(draw)),
        texts(draw),
        texts(draw),
        texts(draw),
        draw.oneIn(2),
        draw.oneIn(2) ? OptionalLong.of(bytes(draw)) : OptionalLong.empty(),
        secrets(draw));
  }

  private static Map<String, String> map(Draw draw, Supplier<String> key) {
    Map<String, String> map = new HashMap<>();
    draw.some(3, key).forEach(name -> map.put(name, text(draw)));
    return map;
  }

  private static List<Expose> ports(Draw draw) {
    List<Expose> ports = new ArrayList<>();
    Set<Integer> inner = new TreeSet<>(draw.some(4, () -> Names.port(draw)));
    List<Integer> outer = new ArrayList<>(new TreeSet<>(List.of(80, 81, 443, 8080)));
    for (int port : inner) {
      OptionalInt fixed = draw.oneIn(2) ? OptionalInt.of(outer.remove(0)) : OptionalInt.empty();
      ports.add(new Expose(port, draw.of(List.of(Protocol.values())), fixed, draw.oneIn(3)));
    }
    return ports;
  }

  private static List<Mount> volumes(Draw draw) {
    List<Mount> volumes = new ArrayList<>();
    for (String path : draw.some(3, () -> path(draw))) {
      volumes.add(new Mount(draw.perhaps(() -> path(draw)), path, draw.oneIn(2)));
    }
    return volumes;
  }

  private static String path(Draw draw) {
    return "/" + draw.text("abc-_. ", 0, 8) + "x";
  }

  private static Resources resources(Draw draw) {
    return new Resources(draw.number(0, 100_000_000), bytes(draw));
  }

  private static long bytes(Draw draw) {
    return draw.oneIn(5) ? 1L << draw.number(0, 60) : draw.number(0, Integer.MAX_VALUE - 1);
  }

  private static HealthCheck health(Draw draw) {
    HealthCheck.Kind kind = draw.of(List.of(HealthCheck.Kind.values()));
    List<String> command = new ArrayList<>();
    if (kind == HealthCheck.Kind.COMMAND) {
      command.add(text(draw));
      command.addAll(texts(draw));
    }
    return new HealthCheck(
        kind,
        kind == HealthCheck.Kind.HTTP ? text(draw) : "",
        command,
        draw.oneIn(2) ? OptionalInt.of(Names.port(draw)) : OptionalInt.empty(),
        time(draw).plusMillis(1),
        time(draw).plusMillis(1),
        draw.number(1, 9),
        time(draw));
  }

  private static Stop stop(Draw draw) {
    return new Stop(draw.of(List.of("SIGTERM", "SIGINT", "SIGRTMIN+3")), time(draw), time(draw));
  }

  private static Duration time(Draw draw) {
    return draw.oneIn(2)
        ? Duration.ofSeconds(draw.number(0, 31_535_999))
        : Duration.ofMillis(draw.number(0, 1_000_000));
  }

  /** A job of which nothing is said but its image. */
  public static Job plain(String image) {
    return new Job(
        image,
        List.of(),
        Container.PLAIN,
        List.of(),
        List.of(),
        List.of(),
        Resources.NONE,
        Optional.empty(),
        Restart.ALWAYS,
        0,
        Stop.USUAL,
        "");
  }

  private static List<Secret> secrets(Draw draw) {
    return draw.oneIn(2)
        ? List.of(
            new Secret(
                Names.variable(draw),
                draw.perhaps(() -> "/run/" + Names.variable(draw)),
                draw.oneIn(2) ? 0 : 12))
        : List.of();
  }
}
