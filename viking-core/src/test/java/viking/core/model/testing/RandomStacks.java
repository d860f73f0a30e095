package viking.core.model.testing;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import viking.core.model.Build;
import viking.core.model.Domain;
import viking.core.model.Every;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Route;
import viking.core.model.Stack;
import viking.core.model.Update;

/** Draws stacks and releases that use any of what they can say. */
public final class RandomStacks {
  private RandomStacks() {}

  public static Stack stack(Draw draw) {
    return new Stack(
        Names.name(draw),
        RandomJobs.text(draw),
        named(draw, () -> build(draw)),
        named(draw, () -> node(draw)));
  }

  public static Release release(Draw draw) {
    return new Release(
        stack(draw),
        draw.number(1, 999_999_999),
        draw.of(List.of(Release.Cause.values())),
        draw.number(0, 9),
        RandomJobs.text(draw),
        RandomJobs.text(draw),
        named(draw, () -> new ImageRef(Names.name(draw), Names.name(draw), "0a1b").toString()),
        variables(draw, () -> RandomJobs.text(draw)),
        variables(draw, () -> Long.valueOf(Names.number(draw))),
        named(draw, () -> draw.number(1, 99)));
  }

  public static Rollout rollout(Draw draw) {
    return new Rollout(
        draw.number(1, 99),
        draw.of(List.of(Rollout.Phase.values())),
        Duration.ofMillis(draw.number(0, 999_999)),
        draw.number(0, 9),
        draw.number(0, 9),
        RandomJobs.text(draw),
        draw.some(3, () -> RandomJobs.text(draw)),
        Map.of(draw.number(60, 99), draw.of(List.of(Rollout.Phase.values()))));
  }

  public static Image image(Draw draw) {
    return new Image(
        "sha256:" + draw.text("0123456789abcdef", 64, 64),
        draw.number(0, 999_999_999),
        RandomJobs.text(draw),
        draw.some(3, () -> Names.hostname(draw)),
        RandomJobs.text(draw));
  }

  public static Route route(Draw draw) {
    return new Route(Names.name(draw), Names.name(draw), port(draw));
  }

  private static Build build(Draw draw) {
    return draw.oneIn(2)
        ? Build.ofText("FROM " + RandomJobs.text(draw))
        : new Build("", RandomJobs.text(draw), RandomJobs.text(draw), Map.of("A", "1"));
  }

  private static Node node(Draw draw) {
    boolean website = draw.oneIn(4);
    boolean once = draw.oneIn(4);
    return new Node(
        website ? Optional.empty() : Optional.of(RandomJobs.job(draw)),
        website ? Optional.of(RandomJobs.text(draw)) : Optional.empty(),
        draw.number(0, 9),
        draw.oneIn(2),
        once,
        draw.some(2, () -> Names.name(draw)),
        once ? Optional.empty() : draw.perhaps(() -> every(draw)),
        draw.some(3, () -> new Domain(Names.domain(draw), port(draw))),
        update(draw),
        draw.perhaps(() -> "{\"min\":1}"),
        draw.perhaps(() -> "\"dhcpv6\""));
  }

  private static Every every(Draw draw) {
    return new Every("0 3 * * *", draw.of(List.of("UTC", "Europe/Paris")), draw.oneIn(2));
  }

  private static Update update(Draw draw) {
    return draw.oneIn(2)
        ? Update.USUAL
        : new Update(
            draw.of(List.of(Update.Order.values())),
            draw.number(1, 9),
            Duration.ofMillis(draw.number(0, 99_999)),
            Duration.ofMillis(draw.number(1, 99_999)));
  }

  private static OptionalInt port(Draw draw) {
    return draw.oneIn(2) ? OptionalInt.empty() : OptionalInt.of(Names.port(draw));
  }

  private static <V> Map<String, V> named(Draw draw, Supplier<V> value) {
    ImmutableMap.Builder<String, V> all = ImmutableMap.builder();
    draw.some(3, () -> Names.name(draw)).forEach(name -> all.put(name, value.get()));
    return all.buildOrThrow();
  }

  private static <V> Map<String, V> variables(Draw draw, Supplier<V> value) {
    ImmutableMap.Builder<String, V> all = ImmutableMap.builder();
    draw.some(3, () -> Names.variable(draw)).forEach(name -> all.put(name, value.get()));
    return all.buildOrThrow();
  }
}
