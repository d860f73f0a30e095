package viking.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import viking.core.codec.JobCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Stack;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.Write;

/** The people who deploy, scale, restart, roll back and remove stacks, through the API. */
final class StackPeople {
  private static final List<String> STACKS = List.of("ragnar", "saga");

  private final SimStore store;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final StackFiles files;
  private final Clockmakers clockmakers;
  private int version;

  StackPeople(SimStore store, Schedule schedule, Chance chance, Trace trace) {
    this.store = store;
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
    this.files = new StackFiles(chance);
    this.clockmakers = new Clockmakers(store, chance, this::hand);
  }

  Clockmakers clockmakers() {
    return clockmakers;
  }

  void doSomething() {
    if (store.away()) {
      return;
    }
    String stack = chance.of(STACKS);
    Optional<Release> current = Acceptance.current(store.model(), stack);
    if (current.isEmpty()) {
      deploy(files.draw(stack));
      return;
    }
    switch (chance.from(0, 15)) {
      case 0 -> restart(current.get());
      case 1, 2 -> scale(current.get());
      case 3 -> rollback(current.get());
      case 4 -> env(current.get());
      case 5 -> kill(stack);
      case 6 -> {
        if (chance.in(2)) {
          remove(stack);
        }
      }
      case 7 -> {
        deploy(files.change(current.get().stack()));
        deploy(files.change(current.get().stack()));
      }
      default -> deploy(files.change(current.get().stack()));
    }
  }

  /** Somebody mends what cannot run, most often. */
  void settle() {
    for (String stack : STACKS) {
      Optional<Release> current = Acceptance.current(store.model(), stack);
      if (current.isPresent() && chance.in(2)) {
        mend(current.get());
      } else if (current.isPresent() && chance.in(8)) {
        remove(stack);
      }
    }
  }

  /** What ends and is begun for ever is mended, when its release is over; whether there was any. */
  boolean mendWhatNeverEnds() {
    boolean any = false;
    for (String stack : STACKS) {
      boolean loops =
          jobs(stack).stream().anyMatch(entry -> job(entry).filter(StackFiles::loops).isPresent());
      Optional<Release> over = Acceptance.current(store.model(), stack).filter(this::over);
      if (loops && over.isPresent()) {
        mend(over.get());
        any = true;
      }
    }
    return any;
  }

  /** What is a service is not replaced by a deploy: it is told to restart as well. */
  private void mend(Release release) {
    Stack sound = files.mend(release.stack());
    further(
        release.name(),
        before -> {
          Map<String, Integer> restarts = new TreeMap<>(release.restarts());
          sound.nodes().keySet().stream()
              .filter(node -> sound.nodes().get(node).service())
              .forEach(node -> restarts.put(node, number(release.name())));
          return next(sound, Cause.DEPLOY, 0, release.env(), restarts);
        },
        List.of());
  }

  private boolean over(Release release) {
    return store
        .model()
        .find(Keys.rollout(release.name()))
        .map(entry -> new RolloutCodec().read(entry.value()))
        .filter(rollout -> rollout.release() == release.number() && rollout.over())
        .isPresent();
  }

  private void deploy(Stack stack) {
    further(
        stack.name(),
        before ->
            next(
                stack,
                Cause.DEPLOY,
                0,
                before.map(Release::env).orElse(Map.of()),
                before.map(Release::restarts).orElse(Map.of())),
        List.of());
  }

  private void restart(Release current) {
    String node = chance.of(new ArrayList<>(current.stack().nodes().keySet()));
    further(
        current.name(),
        before -> {
          Release last = before.orElse(current);
          Map<String, Integer> restarts = new TreeMap<>(last.restarts());
          restarts.put(node, number(last.name()));
          return next(last.stack(), Cause.RESTART, 0, last.env(), restarts);
        },
        List.of());
  }

  private void rollback(Release current) {
    List<Release> former =
        new ArrayList<>(Acceptance.history(store.model(), current.name()).values());
    Release to = chance.of(former);
    further(
        current.name(),
        before -> next(to.stack(), Cause.ROLLBACK, to.number(), to.env(), to.restarts()),
        List.of());
  }

  private void env(Release current) {
    String value = "e" + ++version;
    further(
        current.name(),
        before -> {
          Release last = before.orElse(current);
          Map<String, String> env = new TreeMap<>(last.env());
          env.put("MODE", value);
          return next(last.stack(), Cause.ENV, 0, env, last.restarts());
        },
        List.of(Write.put(Keys.env(current.name(), "MODE"), value)));
  }

  private void scale(Release current) {
    String name = chance.of(new ArrayList<>(current.stack().nodes().keySet()));
    Node node = current.stack().nodes().get(name);
    if (node.standing()) {
      String key = Keys.scale(new NodeId(current.name(), name));
      hand(new Txn(List.of(), List.of(Write.put(key, Integer.toString(chance.from(0, 3))))));
    }
  }

  private void remove(String stack) {
    hand(Acceptance.removal(store.model(), stack));
  }

  /** One of the release's jobs is killed, and is to be made anew. */
  private void kill(String stack) {
    List<Entry> jobs =
        jobs(stack).stream()
            .filter(entry -> job(entry).filter(job -> !job.oneOff()).isPresent())
            .toList();
    if (!jobs.isEmpty()) {
      hand(new Txn(List.of(), List.of(Write.delete(chance.of(jobs).key()))));
    }
  }

  /**
   * What is accepted was made of what was there a while ago; where something has come in between,
   * it is refused.
   */
  private void further(
      String stack, Function<Optional<Release>, Release> make, List<Write> others) {
    Release release = make.apply(Acceptance.current(store.model(), stack));
    Optional<Txn> txn = Acceptance.of(store.model(), release);
    if (txn.isEmpty()) {
      trace.tell("people", "release of " + stack + " claims somebody else's domain");
      return;
    }
    List<Write> writes = new ArrayList<>(txn.get().writes());
    writes.addAll(others);
    schedule.after(chance.millis(0, 100), () -> hand(new Txn(txn.get().compares(), writes)));
  }

  private Release next(
      Stack stack, Cause cause, int of, Map<String, String> env, Map<String, Integer> restarts) {
    return new Release(
        stack,
        number(stack.name()),
        cause,
        of,
        "people",
        "2026-01-01T00:00:00Z",
        Map.of(),
        env,
        Map.of(),
        restarts);
  }

  private int number(String stack) {
    return Acceptance.current(store.model(), stack).map(Release::number).orElse(0) + 1;
  }

  private void hand(Txn txn) {
    if (store.away()) {
      return;
    }
    Outcome outcome = store.commits().byHand(txn);
    for (Write write : txn.writes()) {
      trace.tell(
          "people", outcome.kind() + " " + write.kind() + " " + write.key() + " " + write.value());
    }
  }

  private List<Entry> jobs(String stack) {
    String prefix = Keys.ofStack(KeySpace.PROC, stack);
    return store.model().read(List.of(Range.prefix(prefix))).entries();
  }

  static Optional<Job> job(Entry proc) {
    try {
      return Optional.of(new JobCodec().read(proc.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  static JobId id(Entry proc) {
    return Key.parse(proc.key()).job();
  }
}
