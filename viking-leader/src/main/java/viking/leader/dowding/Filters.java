package viking.leader.dowding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** All filters, those first whose answer only a change of the hosts can change. */
final class Filters {
  private static final List<Filter> ALL =
      List.of(
          new CordonFilter(),
          new PinFilter(),
          new TagsFilter(),
          new SizeFilter(),
          new PortsFilter(),
          new RoomFilter());

  private Filters() {}

  static boolean admit(Berth berth, Want want) {
    return firstRefusing(berth, want) == ALL.size();
  }

  /** Everything that speaks against a host; nothing when it fits. */
  static List<String> complaints(Berth berth, Want want) {
    return ALL.stream()
        .filter(filter -> !filter.admits(berth, want))
        .flatMap(filter -> filter.complaints(berth, want).stream())
        .toList();
  }

  /**
   * Why none of these hosts fits. Each host counts with its first refusal alone: a host without the
   * tag stays the host without the tag however full it is.
   */
  static String reason(Hosts hosts, Want want) {
    List<String> reasons =
        new ArrayList<>(
            refusing(hosts, want).stream().mapToObj(i -> ALL.get(i).reason(want)).toList());
    Collections.reverse(reasons);
    return String.join(", or ", reasons);
  }

  private static BitSet refusing(Hosts hosts, Want want) {
    BitSet possible = new BitSet();
    for (int i = 0; i < ALL.size(); i++) {
      possible.set(i, ALL.get(i).mayRefuse(hosts, want));
    }
    BitSet refusing = new BitSet();
    for (Berth berth : hosts.all()) {
      refusing.set(firstRefusing(berth, want));
      if (refusing.equals(possible)) {
        break;
      }
    }
    return refusing;
  }

  /** The first filter that refuses, by its number; one more than the last when none does. */
  private static int firstRefusing(Berth berth, Want want) {
    int i = 0;
    while (i < ALL.size() && ALL.get(i).admits(berth, want)) {
      i++;
    }
    return i;
  }
}
