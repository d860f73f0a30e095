package viking.slave.container.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import viking.slave.volume.VolumeEngine;
import viking.slave.volume.VolumeProblem;

/** Volumes in Docker. Calls wait for nobody else's. */
final class DockerVolumes implements VolumeEngine {
  private final Clients clients;
  private final Limits limits;
  private final Patience patience;

  DockerVolumes(Clients clients, Limits limits, Patience patience) {
    this.clients = clients;
    this.limits = limits;
    this.patience = patience;
  }

  @Override
  public List<String> remove(Map<String, String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("all volumes there are would be removed");
    }
    ImmutableList.Builder<String> removed = ImmutableList.builder();
    for (String name : labelled(labels)) {
      remove(name);
      removed.add(name);
    }
    return removed.build();
  }

  /** An engine that knew less of filters than it should would name more of them. */
  private List<String> labelled(Map<String, String> labels) {
    List<String> filter =
        labels.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
    try {
      List<InspectVolumeResponse> found =
          patience.within(
              limits.look(),
              () ->
                  clients.calls().listVolumesCmd().withFilter("label", filter).exec().getVolumes());
      return Objects.requireNonNullElse(found, List.<InspectVolumeResponse>of()).stream()
          .filter(volume -> carries(volume, labels))
          .map(InspectVolumeResponse::getName)
          .sorted()
          .toList();
    } catch (RuntimeException e) {
      throw problem("listing volumes", e);
    }
  }

  private void remove(String name) {
    try {
      patience.within(limits.act(), () -> clients.calls().removeVolumeCmd(name).exec());
    } catch (NotFoundException e) {
      // As it should be.
    } catch (ConflictException e) {
      throw new VolumeProblem("a container still has volume " + name, e);
    } catch (RuntimeException e) {
      throw problem("removing volume " + name, e);
    }
  }

  private static boolean carries(InspectVolumeResponse volume, Map<String, String> labels) {
    return volume.getLabels() != null
        && volume.getLabels().entrySet().containsAll(labels.entrySet());
  }

  private static VolumeProblem problem(String what, RuntimeException e) {
    return new VolumeProblem(what + " failed: " + Complaint.of(e).words(), e);
  }
}
