package viking.slave.container.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import viking.core.model.Protocol;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Published;
import viking.slave.container.Seen;

/** A container as an inspection shows it, and its own address while it runs. */
record Sight(Seen seen, Optional<String> address) {
  private static final ImmutableSet<String> ANY_ADDRESS = ImmutableSet.of("", "0.0.0.0", "::");
  private static final Comparator<Published> BY_PORT =
      Comparator.comparingInt(Published::port)
          .thenComparing(Published::protocol)
          .thenComparingInt(Published::hostPort);

  /** What is published on every address is published on the host's, too. */
  static Sight of(InspectContainerResponse shown, String hostAddress) {
    String name = shown.getName().replaceFirst("^/", "");
    Phase phase = phase(shown.getState().getStatus());
    Map<String, String> labels =
        Optional.ofNullable(shown.getConfig().getLabels()).orElse(Map.of());
    Seen seen =
        new Seen(
            shown.getId(),
            name,
            phase,
            phase == Phase.EXITED ? exitCode(shown.getState()) : OptionalInt.empty(),
            run(shown.getState().getStartedAt()),
            Label.of(name, labels),
            phase == Phase.RUNNING ? ports(shown.getNetworkSettings(), hostAddress) : List.of(),
            volumes(shown));
    return new Sight(seen, phase == Phase.RUNNING ? address(shown) : Optional.empty());
  }

  /** A paused container is one that runs: its process is there, and takes its room. */
  static Phase phase(String status) {
    return switch (status) {
      case "created" -> Phase.CREATED;
      case "running", "paused", "restarting" -> Phase.RUNNING;
      default -> Phase.EXITED;
    };
  }

  /** As long for every moment, so that it compares as text; empty before the first start. */
  static String run(String startedAt) {
    Instant started = OffsetDateTime.parse(startedAt).toInstant();
    return started.getEpochSecond() <= 0
        ? ""
        : String.format("%011d.%09d", started.getEpochSecond(), started.getNano());
  }

  private static OptionalInt exitCode(ContainerState state) {
    return state.getExitCodeLong() == null
        ? OptionalInt.empty()
        : OptionalInt.of(state.getExitCodeLong().intValue());
  }

  private static List<Published> ports(NetworkSettings network, String hostAddress) {
    ImmutableSortedSet.Builder<Published> found = ImmutableSortedSet.orderedBy(BY_PORT);
    Optional.ofNullable(network)
        .map(NetworkSettings::getPorts)
        .map(Ports::getBindings)
        .orElse(Map.of())
        .forEach(
            (port, bindings) -> {
              for (Ports.Binding binding : bindings == null ? new Ports.Binding[0] : bindings) {
                published(port, binding, hostAddress).ifPresent(found::add);
              }
            });
    return found.build().asList();
  }

  private static Optional<Published> published(
      ExposedPort port, Ports.Binding binding, String hostAddress) {
    String on = Optional.ofNullable(binding.getHostIp()).orElse("");
    boolean ours = on.equals(hostAddress) || ANY_ADDRESS.contains(on);
    if (!ours || binding.getHostPortSpec() == null || port.getProtocol() == InternetProtocol.SCTP) {
      return Optional.empty();
    }
    Protocol protocol = port.getProtocol() == InternetProtocol.UDP ? Protocol.UDP : Protocol.TCP;
    return Optional.of(
        new Published(
            port.getPort(), protocol, hostAddress, Integer.parseInt(binding.getHostPortSpec())));
  }

  /** Volumes by name, directories of the host by path. */
  private static Set<String> volumes(InspectContainerResponse shown) {
    ImmutableSet.Builder<String> found = ImmutableSet.builder();
    for (var mount : Optional.ofNullable(shown.getMounts()).orElse(List.of())) {
      Optional.ofNullable(mount.getName())
          .or(() -> Optional.ofNullable(mount.getSource()))
          .filter(name -> !name.isEmpty())
          .ifPresent(found::add);
    }
    return found.build();
  }

  private static Optional<String> address(InspectContainerResponse shown) {
    return Optional.ofNullable(shown.getNetworkSettings())
        .map(NetworkSettings::getNetworks)
        .orElse(Map.of())
        .values()
        .stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(address -> address != null && !address.isEmpty())
        .findFirst();
  }
}
