package viking.slave.image;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import viking.core.model.Host;

/**
 * Whom a host asks for something, in which order: it is drawn from the names of who asks, what for,
 * and who is asked, so that many who want the same thing begin with different ones.
 */
public final class Sources {
  /** Nobody asks a thousand hosts in turn. */
  private static final int MOST_OTHERS = 24;

  private Sources() {}

  /** Those that are said to have it, and some others behind them. */
  public static List<Host> of(
      String self, String wanted, Collection<String> holders, Collection<Host> live) {
    List<Host> others = live.stream().filter(host -> !host.name().equals(self)).toList();
    List<Host> all = new ArrayList<>();
    others.stream()
        .filter(host -> holders.contains(host.name()))
        .sorted(drawn(self, wanted))
        .forEach(all::add);
    others.stream()
        .filter(host -> !holders.contains(host.name()))
        .sorted(drawn(self, wanted))
        .limit(MOST_OTHERS)
        .forEach(all::add);
    return List.copyOf(all);
  }

  /** Those that could take an image in: the ones that take jobs first. */
  public static List<Host> takers(
      String self, String wanted, Collection<Host> live, Collection<String> cordoned) {
    return live.stream()
        .filter(host -> !host.name().equals(self))
        .sorted(
            Comparator.comparing((Host host) -> cordoned.contains(host.name()) || host.restarting())
                .thenComparing(drawn(self, wanted)))
        .toList();
  }

  private static Comparator<Host> drawn(String self, String wanted) {
    return Comparator.comparingLong((Host host) -> draw(self, wanted, host.name()))
        .thenComparing(Host::name);
  }

  private static long draw(String self, String wanted, String host) {
    return Hashing.sha256()
        .hashString(String.join("\n", self, wanted, host), StandardCharsets.UTF_8)
        .asLong();
  }
}
