package viking.lab;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import viking.core.model.BadInput;

/** A range of IPv4 addresses, as routes have it. */
record Subnet(long first, int length) {
  /** Wider ones are default routes in disguise, as VPNs set them. */
  private static final int WIDEST = 8;

  private static final Pattern ROUTE =
      Pattern.compile(
          "(?:(?:unicast|local|broadcast|multicast|blackhole|unreachable|prohibit|throw|anycast) )?"
              + "(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)(?:/(\\d+))?\\b.*");

  /**
   * The third number of the lowest 10.113.X.0/24 that no route touches and no lab has.
   *
   * @param routes as {@code ip -4 route show table all} prints them
   */
  static int choose(String routes, Set<Integer> taken) {
    List<Subnet> used =
        routes
            .lines()
            .map(ROUTE::matcher)
            .filter(Matcher::matches)
            .map(Subnet::of)
            .filter(route -> route.length >= WIDEST)
            .toList();
    return IntStream.range(0, 256)
        .filter(x -> !taken.contains(x))
        .filter(x -> used.stream().noneMatch(of(x)::overlaps))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "no 10.113.X.0/24 is free: routes and labs have them all (labs: %s; see: ip route)"
                        .formatted(new TreeSet<>(taken))));
  }

  static Subnet of(int x) {
    return new Subnet((10L << 24) + (113L << 16) + ((long) x << 8), 24);
  }

  boolean overlaps(Subnet other) {
    int bits = 32 - Math.min(length, other.length);
    return first >> bits == other.first >> bits;
  }

  private static Subnet of(Matcher route) {
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      address = (address << 8) + Integer.parseInt(route.group(i));
    }
    return new Subnet(address, route.group(5) == null ? 32 : Integer.parseInt(route.group(5)));
  }
}
