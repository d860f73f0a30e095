package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Phase;

/**
 * Containers on their way to their end: signalled, then killed, and done when the engine tells that
 * they have died. None of them holds a thread while it takes its time.
 */
final class Endings {
  private static final String KILL = "SIGKILL";
  private static final Duration LAST = Duration.ofSeconds(10);

  private final DockerClient client;
  private final Looks looks;
  private final Lane lane;
  private final Patience patience;
  private final Consumer<EngineEvent> answers;
  private final Map<Long, Ending> byToken = new ConcurrentHashMap<>();

  Endings(
      DockerClient client,
      Looks looks,
      Lane lane,
      Patience patience,
      Consumer<EngineEvent> answers) {
    this.client = client;
    this.looks = looks;
    this.lane = lane;
    this.patience = patience;
    this.answers = answers;
  }

  /** One container's; what was asked for under the token. */
  private record Ending(long token, String id) {}

  void begin(EngineEffect.Stop stop) {
    Ending ending = new Ending(stop.token(), stop.id());
    byToken.put(ending.token(), ending);
    Duration grace = stop.how().grace();
    signal(ending, stop.how().signal(), grace, () -> kill(ending));
  }

  void begin(EngineEffect.Kill kill) {
    Ending ending = new Ending(kill.token(), kill.id());
    byToken.put(ending.token(), ending);
    kill(ending);
  }

  /** Whether somebody waited for that. */
  boolean died(String id) {
    Collection<Ending> its = byToken.values().stream().filter(e -> e.id().equals(id)).toList();
    its.forEach(this::look);
    return !its.isEmpty();
  }

  /** Deaths may have been missed. */
  void doubt() {
    ImmutableList.copyOf(byToken.values()).forEach(this::look);
  }

  void clear() {
    byToken.clear();
  }

  private void kill(Ending ending) {
    signal(ending, KILL, LAST, () -> giveUp(ending));
  }

  private void signal(Ending ending, String signal, Duration wait, Runnable otherwise) {
    lane.call(
        () -> {
          if (byToken.containsKey(ending.token())) {
            client.killContainerCmd(ending.id()).withSignal(signal).exec();
          }
          return ending;
        },
        done -> later(ending, wait, otherwise),
        failure -> {
          Complaint complaint = Complaint.of(failure);
          if (complaint.failure() == Failure.REFUSED && complaint.words().contains("not running")) {
            look(ending);
          } else {
            end(
                ending,
                new EngineEvent.Failed(ending.token(), complaint.failure(), complaint.words()));
          }
        });
  }

  private void later(Ending ending, Duration wait, Runnable otherwise) {
    if (byToken.containsKey(ending.token())) {
      Object unused =
          patience.after(
              wait,
              () -> {
                if (byToken.containsKey(ending.token())) {
                  otherwise.run();
                }
              });
    }
  }

  private void look(Ending ending) {
    lane.call(
        () -> looks.at(ending.id()),
        sight -> {
          if (sight.seen().phase() != Phase.RUNNING) {
            end(ending, new EngineEvent.Done(ending.token(), Optional.of(sight.seen())));
          }
        },
        failure -> fail(ending, failure));
  }

  /** Not even killed: its process hangs in the kernel. */
  private void giveUp(Ending ending) {
    lane.call(
        () -> looks.at(ending.id()),
        sight -> {
          boolean runs = sight.seen().phase() == Phase.RUNNING;
          end(
              ending,
              runs
                  ? new EngineEvent.Failed(
                      ending.token(),
                      Failure.REFUSED,
                      "container " + sight.seen().name() + " does not end, though it was killed")
                  : new EngineEvent.Done(ending.token(), Optional.of(sight.seen())));
        },
        failure -> fail(ending, failure));
  }

  private void fail(Ending ending, RuntimeException failure) {
    Complaint complaint = Complaint.of(failure);
    end(ending, new EngineEvent.Failed(ending.token(), complaint.failure(), complaint.words()));
  }

  private void end(Ending ending, EngineEvent answer) {
    if (byToken.remove(ending.token()) != null) {
      answers.accept(answer);
    }
  }
}
