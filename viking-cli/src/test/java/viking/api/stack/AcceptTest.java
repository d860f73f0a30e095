package viking.api.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.model.Stack;
import viking.core.store.Entry;
import viking.core.store.Write;

/** What a release writes. */
class AcceptTest {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();

  @Test
  void fiftyReleasesAreKept() {
    assertEquals(List.of(), forgotten(49, "", 0));
    assertEquals(List.of("/release/shop/1"), forgotten(50, "", 0));
    assertEquals(List.of("/release/shop/2"), forgotten(51, "", 1));
  }

  @Test
  void ofLongReleasesFewerAreKept() {
    String long1 = "x".repeat(400 << 10);
    assertEquals(List.of(), forgotten(9, long1, 0));
    assertEquals(List.of("/release/shop/1"), forgotten(10, long1, 0));
    assertEquals(List.of("/release/shop/2", "/release/shop/3"), forgotten(12, long1, 1));
    assertEquals(10, forgotten(40, long1, 0).size());
  }

  /** After so many releases, of which one was the last good one. */
  private static List<String> forgotten(int releases, String comment, int good) {
    Map<Integer, Entry> all = new TreeMap<>();
    for (int n = 1; n <= releases; n++) {
      all.put(n, entry(Keys.release("shop", n), RELEASES.write(release(n, comment)), n));
    }
    Rollout rollout =
        new Rollout(releases, Phase.ROLLING, Duration.ZERO, good, 0, "", List.of(), Map.of());
    Present now =
        new Present(
            "shop",
            Optional.of(entry(Keys.stack("shop"), all.get(releases).value(), releases)),
            Optional.of(entry(Keys.rollout("shop"), new RolloutCodec().write(rollout), 99)),
            all,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());
    return Accept.of(now, release(releases + 1, comment)).txn().writes().stream()
        .filter(write -> write.kind() == Write.Kind.DELETE)
        .map(Write::key)
        .toList();
  }

  private static Entry entry(String key, String value, long revision) {
    return new Entry(key, value, revision, revision, 0);
  }

  private static Release release(int number, String comment) {
    return new Release(
        new Stack("shop", comment, Map.of(), Map.of()),
        number,
        Cause.DEPLOY,
        0,
        "ann",
        "",
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }
}
