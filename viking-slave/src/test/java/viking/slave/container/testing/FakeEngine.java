package viking.slave.container.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.model.Expose;
import viking.core.model.HostPort;
import viking.core.model.Mount;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Published;
import viking.slave.container.Seen;

/**
 * The containers and volumes of one machine. Synchronous; whoever drives it decides how long things
 * take and when processes end.
 */
public final class FakeEngine {
  private static final int FIRST_FREE_PORT = 32768;

  private final String address;
  private final Set<String> images = new HashSet<>();
  private final Set<String> volumes = new TreeSet<>();
  private final Map<String, Seen> byName = new TreeMap<>();
  private final Map<String, EngineEffect.Create> made = new TreeMap<>();
  private int created;
  private int started;

  /** Publishes ports on the given address. */
  public FakeEngine(String address) {
    this.address = address;
  }

  public void image(String name) {
    images.add(name);
  }

  public Set<String> volumes() {
    return volumes;
  }

  public List<Seen> list() {
    return List.copyOf(byName.values());
  }

  public Optional<Seen> find(String id) {
    return byName.values().stream().filter(seen -> seen.id().equals(id)).findFirst();
  }

  /** Puts a container there that viking did not make. */
  public void foreign(String name) {
    byName.put(name, seen("foreign-" + name, name, Phase.RUNNING, "1", Map.of(), Set.of()));
  }

  /** Answers any effect but a check, at once; a stop counts as obeyed. */
  public EngineEvent perform(EngineEffect effect) {
    if (effect instanceof EngineEffect.ListAll list) {
      return new EngineEvent.Listed(list.token(), list());
    }
    if (effect instanceof EngineEffect.EnsureVolume volume) {
      return ensure(volume);
    }
    if (effect instanceof EngineEffect.Create create) {
      return create(create);
    }
    if (effect instanceof EngineEffect.Start start) {
      return start(start);
    }
    if (effect instanceof EngineEffect.Stop stop) {
      return end(stop.token(), stop.id(), 143);
    }
    if (effect instanceof EngineEffect.Kill kill) {
      return end(kill.token(), kill.id(), 137);
    }
    if (effect instanceof EngineEffect.Remove remove) {
      return remove(remove);
    }
    throw new IllegalArgumentException("not for this engine: " + effect);
  }

  /** The container's process ends by itself; the container as it is then. */
  public Optional<Seen> exit(String id, int code) {
    Optional<Seen> seen = find(id).filter(each -> each.phase() == Phase.RUNNING);
    seen.ifPresent(each -> byName.put(each.name(), exited(each, code)));
    return find(id);
  }

  /** Somebody removes the container by hand, running or not. */
  public Optional<Seen> vanish(String id) {
    Optional<Seen> seen = find(id);
    seen.ifPresent(each -> byName.remove(each.name()));
    return seen;
  }

  /** The machine loses power: processes end, containers and volumes stay. */
  public void powerOff() {
    for (Seen seen : list()) {
      if (seen.phase() == Phase.RUNNING) {
        byName.put(seen.name(), exited(seen, 137));
      }
    }
  }

  private EngineEvent ensure(EngineEffect.EnsureVolume volume) {
    if (volume.mustExist() && !volumes.contains(volume.volume())) {
      return new EngineEvent.Failed(
          volume.token(), Failure.VOLUME_MISSING, "volume missing: " + volume.volume());
    }
    volumes.add(volume.volume());
    return new EngineEvent.Done(volume.token(), Optional.empty());
  }

  private EngineEvent create(EngineEffect.Create create) {
    if (byName.containsKey(create.name())) {
      return new EngineEvent.Failed(
          create.token(), Failure.NAME_TAKEN, "the name " + create.name() + " is taken");
    }
    if (!images.contains(create.job().image())) {
      return new EngineEvent.Failed(
          create.token(),
          Failure.IMAGE_MISSING,
          "image " + create.job().image() + " cannot be had");
    }
    String id = address + "#" + ++created;
    Set<String> mounted = new TreeSet<>(create.volumes().values());
    for (Mount mount : create.job().volume()) {
      mount.source().ifPresent(mounted::add);
    }
    Seen seen = seen(id, create.name(), Phase.CREATED, "", create.labels(), mounted);
    byName.put(create.name(), seen);
    made.put(id, create);
    return new EngineEvent.Done(create.token(), Optional.of(seen));
  }

  private EngineEvent start(EngineEffect.Start start) {
    Optional<Seen> found = find(start.id());
    if (found.isEmpty()) {
      return new EngineEvent.Failed(start.token(), Failure.NO_CONTAINER, "no " + start.id());
    }
    Seen seen = found.get();
    if (seen.phase() == Phase.RUNNING) {
      return new EngineEvent.Done(start.token(), found);
    }
    EngineEffect.Create create = made.get(seen.id());
    Set<HostPort> taken = taken();
    List<Published> ports = new ArrayList<>();
    int free = FIRST_FREE_PORT;
    for (Expose expose : create.job().expose()) {
      HostPort wanted;
      if (expose.hostPort().isPresent()) {
        wanted = expose.hostPort().get();
        if (taken.contains(wanted)) {
          return new EngineEvent.Failed(
              start.token(),
              Failure.REFUSED,
              "host port " + wanted.port() + " is taken by container " + holder(wanted));
        }
      } else {
        while (taken.contains(new HostPort(free, expose.protocol()))) {
          free++;
        }
        wanted = new HostPort(free, expose.protocol());
      }
      taken.add(wanted);
      ports.add(new Published(expose.port(), expose.protocol(), address, wanted.port()));
    }
    Seen running =
        new Seen(
            seen.id(),
            seen.name(),
            Phase.RUNNING,
            OptionalInt.empty(),
            String.format("%09d", ++started),
            seen.label(),
            ports,
            seen.volumes());
    byName.put(seen.name(), running);
    return new EngineEvent.Done(start.token(), Optional.of(running));
  }

  private EngineEvent end(long token, String id, int code) {
    Optional<Seen> found = find(id);
    if (found.isEmpty()) {
      return new EngineEvent.Failed(token, Failure.NO_CONTAINER, "no " + id);
    }
    exit(id, code);
    return new EngineEvent.Done(token, find(id));
  }

  private EngineEvent remove(EngineEffect.Remove remove) {
    Optional<Seen> found = find(remove.id());
    if (found.isEmpty()) {
      return new EngineEvent.Failed(remove.token(), Failure.NO_CONTAINER, "no " + remove.id());
    }
    if (found.get().phase() == Phase.RUNNING) {
      return new EngineEvent.Failed(remove.token(), Failure.REFUSED, remove.id() + " still runs");
    }
    byName.remove(found.get().name());
    return new EngineEvent.Done(remove.token(), Optional.empty());
  }

  private String holder(HostPort wanted) {
    return byName.values().stream()
        .filter(seen -> seen.phase() == Phase.RUNNING)
        .filter(
            seen ->
                seen.ports().stream()
                    .anyMatch(p -> wanted.equals(new HostPort(p.hostPort(), p.protocol()))))
        .map(Seen::name)
        .findFirst()
        .orElseThrow();
  }

  private Set<HostPort> taken() {
    Set<HostPort> taken = new HashSet<>();
    for (Seen seen : byName.values()) {
      if (seen.phase() == Phase.RUNNING) {
        seen.ports().forEach(port -> taken.add(new HostPort(port.hostPort(), port.protocol())));
      }
    }
    return taken;
  }

  private static Seen exited(Seen seen, int code) {
    return new Seen(
        seen.id(),
        seen.name(),
        Phase.EXITED,
        OptionalInt.of(code),
        seen.run(),
        seen.label(),
        List.of(),
        seen.volumes());
  }

  private static Seen seen(
      String id,
      String name,
      Phase phase,
      String run,
      Map<String, String> labels,
      Set<String> vols) {
    return new Seen(
        id, name, phase, OptionalInt.empty(), run, Label.of(name, labels), List.of(), vols);
  }
}
