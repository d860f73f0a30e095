package viking.slave;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Actor;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.actor.Turn;
import viking.core.follow.Followed;
import viking.core.follow.Follower;
import viking.core.follow.StoreGuard;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Host;
import viking.core.model.HostMemory;
import viking.core.model.JobId;
import viking.core.store.Change;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.slave.container.Containers;
import viking.slave.container.EngineEvent;
import viking.slave.deploy.Assigned;
import viking.slave.deploy.Place;
import viking.slave.deploy.Works;
import viking.slave.host.Registration;
import viking.slave.host.Remember;

/** One host's slave: its assignments, its containers, its keys. */
public final class Slave implements Actor {
  private static final Duration AUDIT_EVERY = Duration.ofSeconds(15);
  private static final long REMEMBER_EVERY = 100;

  private final String hostname;
  private final StoreGuard guard;
  private final Follower follower;
  private final Registration registration;
  private final Containers containers;
  private final Works works;
  private HostMemory memory;
  private boolean wasRegistered;

  public Slave(SlaveSettings settings, long lastToken) {
    Host self = settings.self();
    Tokens tokens = new Tokens(lastToken);
    this.hostname = self.name();
    this.memory = settings.memory();
    this.guard = new StoreGuard(memory.cluster(), memory.revision());
    List<Range> listed =
        List.of(
            Range.key(Keys.cluster()),
            Range.key(Keys.host(hostname)),
            Range.prefix(Keys.deploysOf(hostname)));
    this.follower =
        new Follower(
            tokens,
            guard,
            Range.prefix(Keys.deploysOf(hostname)),
            listed,
            listed,
            AUDIT_EVERY,
            new Assignments());
    this.registration = new Registration(tokens, self, settings.hostTtl(), memory.lease());
    this.containers = new Containers(tokens);
    Place place = new Place(hostname, self.id(), self.capacity());
    this.works = new Works(place, tokens, containers, memory.held());
  }

  @Override
  public Turn pass(Now now, List<Event> arrived) {
    List<Effect> out = new ArrayList<>();
    for (Event event : arrived) {
      take(event, now, out::add);
    }
    long wake = follower.next(now, out::add);
    wake = Math.min(wake, registration.step(now, follower.current(), out::add));
    if (registration.wantsLook(now) && follower.current()) {
      follower.soon(now);
      wake = Math.min(wake, follower.next(now, out::add));
    }
    wake = Math.min(wake, containers.step(now, out::add));
    boolean registered = registration.registered();
    if (registered && !wasRegistered) {
      works.distrust();
    }
    wasRegistered = registered;
    boolean online = follower.current() && registered;
    wake = Math.min(wake, works.step(now, guard.cluster(), online, out::add));
    remember(out::add);
    return new Turn(out, wake);
  }

  /** What keeps this host from taking part, for people; empty when nothing does. */
  public String problem() {
    if (!follower.problem().isEmpty()) {
      return follower.problem();
    }
    if (!registration.refusal().isEmpty()) {
      return registration.refusal();
    }
    return works.holdsStrays() ? "most containers have lost their assignments" : "";
  }

  /** The cluster that this host belongs to; empty before the first. */
  public String cluster() {
    return guard.cluster();
  }

  /** Whether the store shows this host under its name. */
  public boolean registered() {
    return registration.registered();
  }

  /** How far this host has seen the store come. */
  public long revision() {
    return guard.revision();
  }

  /** Whether a planned departure is complete. */
  public boolean left() {
    return registration.left();
  }

  private void take(Event event, Now now, Consumer<Effect> out) {
    if (event instanceof Order order) {
      obey(order, now);
    } else if (event instanceof EngineEvent told) {
      if (!containers.take(told, now, out)) {
        works.take(told, guard.cluster(), now);
      }
    } else if (event instanceof StoreEvent told
        && !follower.take(told, now, out)
        && !registration.take(told, now)) {
      works.take(told, guard.cluster(), now);
    }
  }

  private void obey(Order order, Now now) {
    if (order instanceof Order.Leave) {
      registration.leave();
    } else if (order instanceof Order.Accept) {
      guard.accept();
      works.accept();
      registration.forget();
      follower.again(now);
    } else if (order instanceof Order.Retry retry) {
      works.retry(retry.job());
    }
  }

  private void remember(Consumer<Effect> out) {
    boolean changed =
        !memory.cluster().equals(guard.cluster())
            || memory.lease() != registration.lease()
            || memory.held() != works.heldOutOf()
            || guard.revision() < memory.revision()
            || guard.revision() >= memory.revision() + REMEMBER_EVERY;
    if (changed && !guard.cluster().isEmpty()) {
      memory =
          new HostMemory(
              memory.hostId(),
              guard.cluster(),
              guard.revision(),
              registration.lease(),
              works.heldOutOf());
      out.accept(new Remember(memory));
    }
  }

  /** Feeds the assignments to the works, and the own name to the registration. */
  private final class Assignments implements Followed {
    @Override
    public void reset(Snapshot snapshot) {
      registration.looked(snapshot.find(Keys.host(hostname)), snapshot.revision());
      Map<JobId, Assigned> all = new HashMap<>();
      for (Entry entry : snapshot.entries()) {
        job(entry.key()).ifPresent(id -> all.put(id, Assigned.of(entry)));
      }
      works.assigned(all, memory.revision());
    }

    @Override
    public void changed(long revision, List<Change> changes) {
      for (Change change : changes) {
        boolean put = change.kind() == Change.Kind.PUT;
        job(change.entry().key())
            .ifPresent(
                id ->
                    works.assigned(
                        id, put ? Optional.of(Assigned.of(change.entry())) : Optional.empty()));
      }
    }

    private Optional<JobId> job(String key) {
      if (!key.startsWith(Keys.deploysOf(hostname))) {
        return Optional.empty();
      }
      try {
        return Optional.of(Key.parse(key).job());
      } catch (BadInput e) {
        return Optional.empty();
      }
    }
  }
}
