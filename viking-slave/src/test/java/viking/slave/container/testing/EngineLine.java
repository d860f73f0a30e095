package viking.slave.container.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import viking.core.actor.Event;
import viking.core.actor.Performer;
import viking.core.actor.Tokens;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Stop;
import viking.core.store.testing.Eventually;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Label;
import viking.slave.container.Seen;
import viking.slave.volume.Volumes;

/** Asks an engine as a slave does, waits for the answers, and keeps the news. */
public final class EngineLine {
  private static final String WHY = "a test wants it";

  private final Performer engine;
  private final String cluster;
  private final Tokens tokens = new Tokens(0);
  private final List<EngineEvent> heard = new CopyOnWriteArrayList<>();

  public EngineLine(Performer engine, String cluster) {
    this.engine = engine;
    this.cluster = cluster;
  }

  public String cluster() {
    return cluster;
  }

  /** Asks, and says under which token the answer will come. */
  public long begin(LongFunction<EngineEffect> effect) {
    long token = tokens.next();
    if (!engine.perform(effect.apply(token), this::hear)) {
      throw new IllegalStateException("this engine does not do that");
    }
    return token;
  }

  public EngineEvent ask(LongFunction<EngineEffect> effect) {
    return answer(begin(effect));
  }

  public EngineEvent answer(long token) {
    Eventually.holds("an answer to request " + token, () -> answered(token).isPresent());
    return answered(token).orElseThrow();
  }

  public Optional<EngineEvent> answered(long token) {
    return heard.stream().filter(event -> tokenOf(event) == token).findFirst();
  }

  public List<Seen> list() {
    return ((EngineEvent.Listed) ask(token -> new EngineEffect.ListAll(token, WHY))).containers();
  }

  public Optional<Seen> listed(String name) {
    return list().stream().filter(seen -> seen.name().equals(name)).findFirst();
  }

  public EngineEvent create(JobId id, Job job) {
    return ask(create(id, job, 7));
  }

  public LongFunction<EngineEffect> create(JobId id, Job job, long assignment) {
    Map<String, String> labels = new Label(cluster, id, assignment, job).write();
    Map<String, String> env = Map.of("VIKING_NODE", id.node());
    return token ->
        new EngineEffect.Create(token, id.container(), job, labels, Volumes.of(id, job), env, WHY);
  }

  public Seen created(JobId id, Job job) {
    return done(create(id, job));
  }

  public Seen started(JobId id, Job job) {
    return done(start(created(id, job).id()));
  }

  public EngineEvent start(String id) {
    return ask(token -> new EngineEffect.Start(token, id, WHY));
  }

  public EngineEvent stop(String id, Stop how) {
    return ask(token -> new EngineEffect.Stop(token, id, how, WHY));
  }

  public EngineEvent kill(String id) {
    return ask(token -> new EngineEffect.Kill(token, id, WHY));
  }

  public EngineEvent remove(String id) {
    return ask(token -> new EngineEffect.Remove(token, id, WHY));
  }

  public EngineEvent ensure(String volume, JobId id, boolean mustExist) {
    return ask(
        token ->
            new EngineEffect.EnsureVolume(
                token, volume, Label.ofVolume(cluster, id.slotId()), mustExist, WHY));
  }

  public EngineEvent check(String id, HealthCheck check) {
    return ask(token -> new EngineEffect.Check(token, id, check, WHY));
  }

  /** The container that the answer shows. */
  public static Seen done(EngineEvent answer) {
    if (answer instanceof EngineEvent.Done done && done.seen().isPresent()) {
      return done.seen().get();
    }
    throw new AssertionError("not done: " + answer);
  }

  public static String failed(Failure expected, EngineEvent answer) {
    if (answer instanceof EngineEvent.Failed failed && failed.failure() == expected) {
      return failed.problem();
    }
    throw new AssertionError("should have failed, " + expected + ", but: " + answer);
  }

  public Seen noticed(Predicate<Seen> wanted) {
    Eventually.holds(() -> "news in " + heard, () -> findNoticed(wanted).isPresent());
    return findNoticed(wanted).orElseThrow();
  }

  public void vanished(Seen gone) {
    EngineEvent wanted = new EngineEvent.Vanished(gone.name(), gone.id());
    Eventually.holds(() -> wanted + " in " + heard, () -> heard.contains(wanted));
  }

  public Optional<Seen> findNoticed(Predicate<Seen> wanted) {
    return heard.stream()
        .filter(EngineEvent.Noticed.class::isInstance)
        .map(event -> ((EngineEvent.Noticed) event).seen())
        .filter(wanted)
        .findFirst();
  }

  public List<EngineEvent> heard() {
    return List.copyOf(heard);
  }

  private void hear(Event event) {
    heard.add((EngineEvent) event);
  }

  private static long tokenOf(EngineEvent event) {
    if (event instanceof EngineEvent.Done done) {
      return done.token();
    }
    if (event instanceof EngineEvent.Failed failed) {
      return failed.token();
    }
    if (event instanceof EngineEvent.Listed listed) {
      return listed.token();
    }
    return event instanceof EngineEvent.Checked checked ? checked.token() : 0;
  }
}
