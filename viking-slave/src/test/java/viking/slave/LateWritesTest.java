package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.store.Outcome;

/** What is written of a job is late, and by then it is not so any more. */
class LateWritesTest {
  private static final String WEB =
      "{\"image\":\"web\",\"expose\":[80],"
          + "\"health\":{\"tcp\":true,\"interval\":\"1s\",\"retries\":1}}";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Machine machine = Machine.registered();

  /** No further write would follow that the late one could collide with. */
  @Test
  void doNotLandWhenAllIsAgainAsTheStoreSays() {
    doNotLand(() -> {});
  }

  @Test
  void doNotLandWhenAnOperatorHasAcceptedTheStoreMeanwhile() {
    doNotLand(
        () -> {
          machine.settle();
          machine.tell(new Order.Accept());
        });
  }

  /** What happens when it is known that nobody knows what became of them. */
  private void doNotLand(Runnable then) {
    machine.assign(JOB, WEB);
    machine.pass(SECOND.multipliedBy(5));
    Map<String, String> before = machine.keys(JOB);
    assertTrue(
        before.keySet().stream().anyMatch(key -> key.startsWith("/ports/")), before::toString);

    machine.line().hold();
    machine.healthy(false);
    machine.pass(SECOND.multipliedBy(2));
    List<StoreEffect.Commit> late =
        machine.line().held().stream()
            .filter(each -> each.reason().startsWith(JOB.toString()))
            .toList();
    assertEquals(1, late.size());
    machine.healthy(true);
    machine.pass(SECOND.multipliedBy(2));
    machine.line().forget(Outcome.unknown("no answer in time"));
    then.run();
    machine.pass(SECOND.multipliedBy(5));
    assertEquals(before, machine.keys(JOB));

    assertEquals(Outcome.Kind.REFUSED, machine.etcd().commit(late.get(0).txn()).kind());
    machine.pass(SECOND.multipliedBy(30));
    assertEquals(before, machine.keys(JOB));
    assertEquals(JobState.RUNNING, machine.status(JOB).state());
    assertEquals(Health.HEALTHY, machine.status(JOB).health());
  }
}
