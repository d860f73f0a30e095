package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.codec.CordonCodec;
import viking.core.key.Keys;
import viking.core.model.Cordon;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.leader.testing.Hand;

/** What becomes of jobs put by hand on a host that is being emptied. */
class DrainedHostsTest {
  private static final JobId WEB = JobId.parse("adhoc.web.1");
  private static final JobId API = JobId.parse("adhoc.api.1");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ClusterByHand cluster = new ClusterByHand();
  private final Hand hand = cluster.hand();
  private final Master master = cluster.master("h9");

  @BeforeEach
  void h9Leads() {
    cluster.pass(SECOND);
    hand.host("h1");
    cluster.settle();
  }

  @Test
  void takesAJobAwayThatHasAnotherPlace() {
    run(WEB, "{\"image\":\"web\"}");
    hand.host("h2");
    drain("h1");
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
    cluster.finish(WEB, "h1");
    assertEquals("h2=''", cluster.assigned(WEB));
  }

  @Test
  void leavesAJobThatHasNoOtherPlaceUntilOneComes() {
    run(WEB, "{\"image\":\"web\"}");
    drain("h1");
    cluster.pass(Duration.ofMinutes(1));
    assertEquals("h1=viking.adhoc.web.1", cluster.assigned(WEB));
    hand.host("h2");
    cluster.pass(SECOND);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
  }

  @Test
  void takesNoMoreAwayThanThereIsRoomFor() {
    String big = "{\"image\":\"web\",\"resources\":{\"memory\":\"4g\"}}";
    String bigger = "{\"image\":\"web\",\"resources\":{\"memory\":\"3g\"}}";
    run(WEB, big);
    run(API, bigger);
    hand.host(withMemory("h2", 5L << 30));
    drain("h1");
    cluster.pass(Duration.ofSeconds(10));
    long taken =
        Stream.of(WEB, API)
            .filter(job -> cluster.value(Keys.deploy("h1", job)).equals(Optional.of("stop")))
            .count();
    assertEquals(1, taken);
  }

  @Test
  void leavesVolumesAndWhatRunsToItsEnd() {
    run(WEB, "{\"image\":\"web\",\"volume\":[\"/data\"]}");
    run(API, "{\"image\":\"api\",\"restart\":\"never\"}");
    hand.host("h2");
    drain("h1");
    cluster.pass(Duration.ofMinutes(1));
    assertEquals("h1=viking.adhoc.web.1", cluster.assigned(WEB));
    assertEquals("h1=viking.adhoc.api.1", cluster.assigned(API));
  }

  @Test
  void restsWhenThereIsNothingToTakeAway() {
    run(API, "{\"image\":\"api\",\"restart\":\"never\"}");
    drain("h1");
    master.takeEffects();
    cluster.pass(Duration.ofMinutes(1));
    assertEquals(
        0, master.takeEffects().stream().filter(StoreEffect.Commit.class::isInstance).count());
  }

  @Test
  void takesAJobAwayThatCameJustBeforeTheCordon() {
    drain("h1");
    hand.host("h2");
    hand.proc(WEB, "{\"image\":\"web\"}");
    hand.assign(WEB, "h1");
    cluster.pass(SECOND);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
  }

  private static Host withMemory(String name, long memory) {
    Host host = Hand.machine(name);
    return new Host(
        host.name(),
        host.id(),
        host.address(),
        host.tags(),
        new Resources(4000, memory),
        0,
        host.engine(),
        host.version(),
        false);
  }

  private void run(JobId job, String value) {
    hand.proc(job, value);
    cluster.settle();
    cluster.run(job, "h1");
  }

  private void drain(String host) {
    hand.put(Keys.cordon(host), new CordonCodec().write(new Cordon(true, "", "", "")));
    cluster.settle();
  }
}
