package viking.leader;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import viking.core.model.JobId;
import viking.leader.testing.Hand;

/** A cluster whose first master is there from the beginning. */
abstract class MastersScene {
  static final JobId WEB = JobId.parse("ragnar.web.1.1");
  static final JobId LATER = JobId.parse("ragnar.later.1.1");
  static final String PLAIN = "{\"image\":\"web\"}";
  static final Duration SECOND = Duration.ofSeconds(1);

  final ClusterByHand cluster = new ClusterByHand();
  final Hand hand = cluster.hand();
  final Master first = cluster.master("h1");

  /** The first one, with a host; the other stands by. */
  Master lead() {
    cluster.pass(SECOND);
    Master second = cluster.master("h2");
    cluster.pass(SECOND);
    assertTrue(first.leads());
    hand.host("h1");
    cluster.settle();
    return second;
  }

  void put(JobId job) {
    hand.proc(job, PLAIN);
    cluster.settle();
  }
}
