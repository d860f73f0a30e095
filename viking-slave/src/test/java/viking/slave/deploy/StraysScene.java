package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Revision;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.testing.Examples;
import viking.slave.testing.Hand;

/** Containers of one host without an assignment, and a store that is asked about them. */
abstract class StraysScene {
  static final Job WEB = Examples.job("{\"image\":\"web\"}");
  static final String UNKNOWN = "nothing is known of it any more";

  final EtcdModel etcd = new EtcdModel();
  final Hand hand = new Hand(etcd);
  final ManualClock clock = new ManualClock();
  final Strays strays =
      new Strays(new Tokens(0), new Place("h1", "id-h1", Examples.host("h1").capacity()), 0);
  final Map<String, Label> labels = new HashMap<>();
  final List<String> told = new ArrayList<>();
  boolean breaks;

  List<Seen> containers(int count) {
    List<Seen> all =
        IntStream.range(0, count)
            .mapToObj(i -> Examples.seen(job(i), WEB, Phase.RUNNING, "1"))
            .toList();
    all.forEach(each -> labels.put(each.id(), each.label().orElseThrow()));
    while (etcd.revision() < 5) {
      hand.put("/later", "than the containers' assignment");
    }
    return all;
  }

  Map<String, String> settle(List<Seen> without) {
    return settle(without, 0);
  }

  /** Decides with all that the store has to say. */
  Map<String, String> settle(List<Seen> without, long followed) {
    List<StoreEffect.Read> asked = new ArrayList<>();
    Map<String, String> going = decide(without, followed, asked);
    asked.forEach(this::answer);
    return asked.isEmpty() ? going : decide(without, followed, new ArrayList<>());
  }

  Map<String, String> decide(List<Seen> without, List<StoreEffect.Read> asked) {
    return decide(without, 0, asked);
  }

  Map<String, String> decide(List<Seen> without, long followed, List<StoreEffect.Read> asked) {
    List<Effect> out = new ArrayList<>();
    Map<String, String> going = strays.decide(without, labels, followed, clock.now(), out::add);
    for (Effect each : out) {
      if (each instanceof StoreEffect.Read read) {
        asked.add(read);
      } else if (each instanceof StoreEffect.OpenWatch watch) {
        strays.take(history(watch), labels);
      } else if (each instanceof Tell tell) {
        assertEquals(Tell.Level.ERROR, tell.level());
        told.add(each.reason());
      } else {
        assertInstanceOf(StoreEffect.CloseWatch.class, each);
      }
    }
    return going;
  }

  private StoreEvent history(StoreEffect.OpenWatch watch) {
    if (breaks) {
      return new StoreEvent.WatchEnded(watch.token(), false, "the line broke");
    }
    Optional<List<Revision>> since = etcd.changesSince(watch.range(), watch.fromRevision());
    return since.isEmpty()
        ? new StoreEvent.WatchEnded(watch.token(), true, "compacted")
        : new StoreEvent.Changed(
            watch.token(),
            etcd.revision(),
            since.get().stream().flatMap(each -> each.changes().stream()).toList());
  }

  void answer(StoreEffect.Read read) {
    strays.take(
        new StoreEvent.Loaded(read.token(), Optional.of(etcd.read(read.ranges())), ""), labels);
  }

  static JobId job(int number) {
    return new JobId("a", "b", Integer.toString(number));
  }
}
