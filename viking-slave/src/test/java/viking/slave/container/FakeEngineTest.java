package viking.slave.container;

import org.junit.jupiter.api.AfterEach;
import viking.slave.container.testing.EngineLine;
import viking.slave.container.testing.FakeEngine;
import viking.slave.container.testing.FakeEnginePerformer;

class FakeEngineTest extends EngineContract {
  private static final String IMAGE = "web";

  private FakeEnginePerformer performer;

  @AfterEach
  void close() {
    performer.close();
  }

  @Override
  EngineLine line() {
    FakeEngine fake = new FakeEngine(ADDRESS);
    fake.image(IMAGE);
    performer = new FakeEnginePerformer(fake);
    return new EngineLine(performer, "c1");
  }

  @Override
  String image() {
    return IMAGE;
  }

  @Override
  void awaitReady(Seen seen) {}

  @Override
  void end(Seen seen, int code) {
    performer.exit(seen.id(), code);
  }

  @Override
  void removeByHand(Seen seen) {
    performer.vanish(seen.id());
  }

  @Override
  void foreign(String name) {
    performer.foreign(name);
  }
}
