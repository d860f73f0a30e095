package viking.leader.dowding;

import java.util.List;
import viking.core.model.Pin;

/**
 * A job with a volume runs only on the machine that holds it; a host of the same name is not
 * enough.
 */
final class PinFilter implements Filter {
  @Override
  public boolean admits(Berth berth, Want want) {
    return want.pin().isEmpty() || holds(berth, want.pin().get());
  }

  @Override
  public boolean mayRefuse(Hosts hosts, Want want) {
    return want.pin().isPresent();
  }

  @Override
  public List<String> complaints(Berth berth, Want want) {
    return want.pin().stream()
        .map(
            pin ->
                berth.name().equals(pin.host())
                    ? "another machine than the one that holds its volume"
                    : "its volume lives on " + pin.host())
        .toList();
  }

  @Override
  public String reason(Want want) {
    return want.pin()
        .map(pin -> "host " + pin.host() + " is another machine than the one that holds its volume")
        .orElse("");
  }

  private static boolean holds(Berth berth, Pin pin) {
    return berth.host().filter(host -> host.id().equals(pin.hostId())).isPresent()
        && berth.name().equals(pin.host());
  }
}
