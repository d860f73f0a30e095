package viking.slave.deploy;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.model.HostPort;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.slave.container.Phase;
import viking.slave.container.Published;
import viking.slave.container.Seen;
import viking.slave.volume.Volumes;

/**
 * What this host's live containers take, whether or not the leader knows of them: what it assigns
 * may have to wait here until a left-over is gone.
 */
final class Room {
  private final Resources capacity;
  private final Map<String, Seen> live = new HashMap<>();
  private final Map<JobId, Job> starting = new HashMap<>();

  Room(Resources capacity, Collection<Seen> seen) {
    this.capacity = capacity;
    for (Seen each : seen) {
      if (each.phase() == Phase.RUNNING) {
        live.put(each.name(), each);
      }
    }
  }

  /** The job's start is under way: it takes room although nothing is seen yet. */
  void starting(JobId id, Job job) {
    starting.put(id, job);
  }

  /** What keeps the job from starting now; nothing if there is room for it. */
  Optional<String> refuses(JobId id, Job job) {
    Resources used = Resources.NONE;
    Set<HostPort> ports = new HashSet<>();
    Set<String> volumes = new HashSet<>();
    for (Seen each : live.values()) {
      if (!each.name().equals(id.container())) {
        used = used.plus(each.label().map(l -> l.value().resources()).orElse(Resources.NONE));
        for (Published port : each.ports()) {
          ports.add(new HostPort(port.hostPort(), port.protocol()));
        }
        volumes.addAll(each.volumes());
      }
    }
    for (Map.Entry<JobId, Job> each : starting.entrySet()) {
      if (!each.getKey().equals(id) && !live.containsKey(each.getKey().container())) {
        used = used.plus(each.getValue().resources());
        ports.addAll(each.getValue().hostPorts());
        volumes.addAll(Volumes.of(each.getKey(), each.getValue()).values());
      }
    }
    return conflict(id, job, used, ports, volumes);
  }

  private Optional<String> conflict(
      JobId id, Job job, Resources used, Set<HostPort> ports, Set<String> volumes) {
    boolean asks = !job.resources().equals(Resources.NONE);
    if (asks && !used.plus(job.resources()).fitsIn(capacity)) {
      return Optional.of("waits until containers that are still here have made room");
    }
    for (HostPort port : job.hostPorts()) {
      if (ports.contains(port)) {
        return Optional.of("waits until another container has left host port " + port);
      }
    }
    for (String volume : Volumes.of(id, job).values()) {
      if (volumes.contains(volume)) {
        return Optional.of("waits until another container has left volume " + volume);
      }
    }
    return Optional.empty();
  }
}
