package viking.leader.dowding;

import java.util.List;
import java.util.stream.Collectors;
import viking.core.model.HostPort;

/** A fixed port of a host belongs to one job. */
final class PortsFilter implements Filter {
  @Override
  public boolean admits(Berth berth, Want want) {
    for (HostPort port : want.ports()) {
      if (berth.hasTaken(port)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean mayRefuse(Hosts hosts, Want want) {
    return !want.ports().isEmpty();
  }

  @Override
  public List<String> complaints(Berth berth, Want want) {
    return want.ports().stream()
        .filter(berth::hasTaken)
        .map(port -> "port " + port + " taken" + holder(berth, port))
        .toList();
  }

  @Override
  public String reason(Want want) {
    return want.ports().stream()
        .map(HostPort::toString)
        .collect(Collectors.joining(" or ", "port ", " taken"));
  }

  private static String holder(Berth berth, HostPort port) {
    return berth.jobs().entrySet().stream()
        .filter(each -> each.getValue().hostPorts().contains(port))
        .map(each -> " by " + each.getKey())
        .findFirst()
        .orElse("");
  }
}
