package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.api.http.Limits;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.testing.Eventually;

/** Removing a stack while others are at it. */
class RemovalTest {
  /** More than goes in one transaction. */
  private static final int MANY = 300;

  private final CountedStore[] stores = new CountedStore[1];
  private final ApiScene api =
      new ApiScene(Limits.USUAL, store -> stores[0] = new CountedStore(store));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void settingsOfAStackThatIsDeployedMeanwhileStay() {
    api.write(hand -> hand.put(Keys.env("shop", "X"), "1"));
    stores[0].meanwhile(() -> api.write(hand -> hand.put(Keys.stack("shop"), "{}")));
    Told told = api.ask("DELETE", "/v1/stacks/shop", "");
    assertEquals(409, told.status(), told::done);
    assertEquals("shop has changed meanwhile; look and ask again", told.error());
    assertEquals(1, found(KeySpace.ENV).size());
  }

  @Test
  void whatIsSetWhileItIsBeingRemovedIsRemovedAsWell() {
    many();
    stores[0].meanwhile(() -> {});
    stores[0].meanwhile(() -> api.write(hand -> hand.put(Keys.env("shop", "X299"), "other")));
    Told told = api.ask("DELETE", "/v1/stacks/shop", "");
    assertTrue(told.done().startsWith("shop is removed"), told::error);
    assertEquals(List.of(), found(KeySpace.ENV));
  }

  @Test
  void aStackThatIsDeployedAnewWhileItIsBeingRemovedKeepsWhatItFinds() {
    many();
    stores[0].meanwhile(() -> {});
    stores[0].meanwhile(() -> api.write(hand -> hand.put(Keys.stack("shop"), "{}")));
    Told told = api.ask("DELETE", "/v1/stacks/shop", "");
    assertEquals(
        "shop is removed, and has been deployed anew meanwhile, with what was left of it",
        told.done());
    assertEquals(MANY - 125, found(KeySpace.ENV).size());
  }

  private void many() {
    api.write(
        hand -> {
          hand.put(Keys.stack("shop"), "{}");
          for (int i = 0; i < MANY; i++) {
            hand.put(Keys.env("shop", "X" + i), "1");
          }
        });
  }

  private List<Entry> found(KeySpace space) {
    return Eventually.get(api.store.read(List.of(Range.prefix(space.prefix())))).entries();
  }
}
