package viking.leader.dowding;

import java.util.List;
import java.util.Optional;
import viking.core.model.Pin;

/** Why no host takes what is wanted. */
record Refusal(boolean blocked, String reason) {

  static Refusal of(Fleet fleet, Hosts hosts, Want want) {
    return want.pin()
        .map(pin -> ofPinned(fleet, want, pin))
        .orElseGet(() -> new Refusal(false, ofAll(hosts, want)));
  }

  private static String ofAll(Hosts hosts, Want want) {
    return hosts.all().isEmpty() ? "no hosts" : "no host fits: " + Filters.reason(hosts, want);
  }

  private static Refusal ofPinned(Fleet fleet, Want want, Pin pin) {
    String waits = "waits for host " + pin.host() + ", which holds its volume";
    Optional<Berth> berth = fleet.berth(pin.host()).filter(each -> each.host().isPresent());
    if (berth.isEmpty()) {
      return new Refusal(true, waits);
    }
    if (!new PinFilter().admits(berth.get(), want)) {
      return new Refusal(true, new PinFilter().reason(want));
    }
    return new Refusal(false, waits + ": " + Filters.reason(Hosts.of(List.of(berth.get())), want));
  }
}
