package viking.core.state;

import java.util.Optional;
import viking.core.codec.CordonCodec;
import viking.core.codec.HostCodec;
import viking.core.codec.PinCodec;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.codec.RouteCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Key;
import viking.core.model.BadInput;
import viking.core.store.Entry;

/**
 * Reads keys and values into the state. What does not parse is set down as refused, never thrown.
 */
final class Feed {
  private final ClusterState state;
  private final ProcReader procs = new ProcReader();
  private final StatusCodec statuses = new StatusCodec();
  private final PinCodec pins = new PinCodec();
  private final CordonCodec cordons = new CordonCodec();
  private final ReleaseCodec releases = new ReleaseCodec();
  private final RolloutCodec rollouts = new RolloutCodec();
  private final RouteCodec routes = new RouteCodec();

  Feed(ClusterState state) {
    this.state = state;
  }

  void put(Entry entry) {
    state.refuse(entry.key(), null);
    parse(entry.key()).ifPresent(key -> set(key, Optional.of(entry)));
  }

  void delete(String key) {
    state.refuse(key, null);
    parse(key).ifPresent(parsed -> set(parsed, Optional.empty()));
    state.refuse(key, null);
  }

  private Optional<Key> parse(String text) {
    try {
      return Optional.of(Key.parse(text));
    } catch (BadInput e) {
      state.refuse(text, Problem.of(e));
      return Optional.empty();
    }
  }

  private void set(Key key, Optional<Entry> entry) {
    switch (key.space()) {
      case LEADER -> state.leader(entry.orElse(null));
      case HOST -> state.host(key.hostname(), read(entry, e -> HostCodec.read(key.hostname(), e)));
      case CORDON -> state.cordon(key.hostname(), read(entry, cordons::read));
      case FIXED -> state.pin(key.slot(), read(entry, pins::read));
      case ROUTE -> state.route(key.segment(0), read(entry, routes::read));
      case STACK, RELEASE, ROLLOUT, SCALE, CRON -> ofStack(key, entry);
      case PROC, RUN, DEPLOY, STATUS, COUNTER, PORTS -> ofJob(key, entry);
      default -> {
        // The stages that read the other spaces keep their own images of them.
      }
    }
  }

  private void ofStack(Key key, Optional<Entry> entry) {
    StackFacts facts = state.stackFacts(key.stack());
    switch (key.space()) {
      case STACK -> facts.release(read(entry, releases::read), modified(entry));
      case RELEASE -> facts.release(key.number(), read(entry, value -> value));
      case ROLLOUT -> facts.rollout(read(entry, rollouts::read), modified(entry));
      case SCALE -> facts.scale(key.node().node(), read(entry, Feed::count));
      case CRON -> facts.cron(key.node().node(), read(entry, value -> value));
      default -> throw new IllegalStateException(key + " is about no stack");
    }
    state.forgetIfEmpty(facts);
  }

  private void ofJob(Key key, Optional<Entry> entry) {
    JobFacts facts = state.facts(key.job());
    switch (key.space()) {
      case PROC -> facts.proc(entry.map(e -> Versioned.of(procs.read(e.value()), e)).orElse(null));
      case RUN -> facts.run(read(entry, value -> value));
      case DEPLOY -> state.deploy(facts, key.hostname(), read(entry, value -> value));
      case STATUS -> facts.status(read(entry, statuses::read), modified(entry));
      case COUNTER -> facts.counter(key.hostname(), read(entry, Feed::count));
      case PORTS -> facts.port(key.text(), entry.map(Entry::modified).orElse(null));
      default -> throw new IllegalStateException(key + " is about no job");
    }
    state.forgetIfEmpty(facts);
  }

  /** A value that does not parse counts as absent, and as refused. */
  private <T> Versioned<T> read(
      Optional<Entry> entry, java.util.function.Function<String, T> reader) {
    if (entry.isEmpty()) {
      return null;
    }
    try {
      return Versioned.of(reader.apply(entry.get().value()), entry.get());
    } catch (BadInput e) {
      state.refuse(entry.get().key(), Problem.of(e));
      return null;
    }
  }

  private static long modified(Optional<Entry> entry) {
    return entry.map(Entry::modified).orElse(0L);
  }

  private static Integer count(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new BadInput("'" + text + "' is not a count", e);
    }
  }
}
