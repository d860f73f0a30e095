package viking.slave.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.JobId;
import viking.slave.container.Containers;
import viking.slave.container.EngineEvent;
import viking.slave.container.Label;
import viking.slave.container.Seen;
import viking.slave.secret.SecretEffect;

/** All jobs of this host: those assigned to it and those whose containers it still has. */
public final class Works {
  private final Place place;
  private final Tokens tokens;
  private final Containers containers;
  private final Strays strays;
  private final Map<JobId, Work> works = new TreeMap<>();
  private boolean told;
  private boolean adopted;
  private long followed;

  /** Strays are held as they were before a restart, of so many containers; 0 for none. */
  public Works(Place place, Tokens tokens, Containers containers, int heldOutOf) {
    this.place = place;
    this.tokens = tokens;
    this.containers = containers;
    this.strays = new Strays(tokens, place, heldOutOf);
  }

  /**
   * All assignments of this host, as a listing shows them. Up to the revision {@code before} this
   * host had heard of all that became of them.
   */
  public void assigned(Map<JobId, Assigned> all, long before) {
    boolean clear = adopted && works.values().stream().noneMatch(w -> w.assigned().isEmpty());
    if (!told || clear) {
      followed = before;
    }
    told = true;
    works.forEach((id, work) -> work.assigned(Optional.ofNullable(all.get(id))));
    all.forEach((id, each) -> work(id).assigned(Optional.of(each)));
  }

  /** One assignment has come, changed or gone. */
  public void assigned(JobId id, Optional<Assigned> now) {
    work(id).assigned(now);
  }

  /** Others may have written this host's keys while it was away. */
  public void distrust() {
    works.values().forEach(Work::distrust);
  }

  public void retry(JobId id) {
    Optional.ofNullable(works.get(id)).ifPresent(Work::retry);
  }

  /** An operator says that the store is right, whatever it was before. */
  public void accept() {
    works.values().forEach(Work::forgetStore);
    strays.accept();
  }

  /** Whether strays wait for an operator's word. */
  public boolean holdsStrays() {
    return strays.held();
  }

  /** Of how many containers they were most; 0 while none wait. To be remembered. */
  public int heldOutOf() {
    return strays.outOf();
  }

  public void take(StoreEvent event, String cluster, Now now) {
    for (Work work : works.values()) {
      if (work.take(event, now)) {
        return;
      }
    }
    strays.take(event, labels(cluster));
  }

  public void take(EngineEvent event, String cluster, Now now) {
    World world = world(cluster, false);
    for (Work work : works.values()) {
      if (work.take(event, world, now)) {
        return;
      }
    }
  }

  /** Lets every job take its next step. Nothing is done before the engine has been listed. */
  public long step(Now now, String cluster, boolean online, Consumer<Effect> out) {
    if (!containers.known()) {
      return Long.MAX_VALUE;
    }
    adopt(cluster);
    Map<String, String> going = online ? strays(now, cluster, out) : Map.of();
    World world = world(cluster, online);
    works.forEach((id, work) -> work.reserve(world.room(), seen(id)));
    long wake = online ? strays.wakeAt() : Long.MAX_VALUE;
    for (Map.Entry<JobId, Work> each : works.entrySet()) {
      Optional<Seen> seen = seen(each.getKey());
      Optional<String> stray = seen.map(s -> going.get(s.id()));
      wake = Math.min(wake, each.getValue().next(now, seen, world.withStray(stray), out));
    }
    works.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue(), out));
    return wake;
  }

  private boolean isOver(JobId id, Work work, Consumer<Effect> out) {
    boolean over = work.assigned().isEmpty() && work.idle() && seen(id).isEmpty();
    if (over && work.hasSecrets()) {
      out.accept(new SecretEffect.Drop(id, id + " is gone from here"));
    }
    return over;
  }

  /**
   * Own containers that nobody spoke of yet: without any word from the store they go on as they
   * are.
   */
  private void adopt(String cluster) {
    adopted = true;
    labels(cluster)
        .values()
        .forEach(
            label -> {
              if (!works.containsKey(label.job())) {
                Work work = work(label.job());
                if (!told) {
                  work.assigned(
                      Optional.of(new Assigned(label.assignment(), 0, label.job().container())));
                }
              }
            });
  }

  private Map<String, String> strays(Now now, String cluster, Consumer<Effect> out) {
    Map<String, Label> labels = labels(cluster);
    List<Seen> without = new ArrayList<>();
    for (Seen seen : containers.all()) {
      Label label = labels.get(seen.id());
      if (label != null && works.get(label.job()).assigned().isEmpty()) {
        without.add(seen);
      }
    }
    return strays.decide(without, labels, followed, now, out);
  }

  private Map<String, Label> labels(String cluster) {
    Map<String, Label> labels = new HashMap<>();
    for (Seen seen : containers.all()) {
      seen.label()
          .filter(label -> label.cluster().equals(cluster))
          .ifPresent(label -> labels.put(seen.id(), label));
    }
    return labels;
  }

  private Optional<Seen> seen(JobId id) {
    return containers.named(id.container());
  }

  private World world(String cluster, boolean online) {
    Room room = new Room(place.capacity(), containers.all());
    return new World(cluster, online, told, containers, room, Optional.empty());
  }

  private Work work(JobId id) {
    return works.computeIfAbsent(id, each -> new Work(each, place, tokens));
  }
}
