package viking.api;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import viking.api.stack.Building;
import viking.core.store.testing.Eventually;
import viking.slave.build.BuildEvent;
import viking.slave.build.BuildFailed;
import viking.slave.build.Builder;

/** Builds as another one does, when it has been told to go on. */
final class SlowBuilding implements Building {
  private final Building other;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  SlowBuilding(Building other) {
    this.other = other;
  }

  @Override
  public Map<String, String> build(Builder.Order order, Consumer<BuildEvent> events)
      throws BuildFailed {
    begun.countDown();
    await(goesOn);
    return other.build(order, events);
  }

  void awaitBegin() {
    await(begun);
  }

  void goOn() {
    goesOn.countDown();
  }

  private static void await(CountDownLatch latch) {
    Eventually.holds("it goes on", () -> latch.getCount() == 0);
  }
}
