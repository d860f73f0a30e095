package viking.api.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import viking.api.http.Refusal;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.codec.StackCodec;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.model.Stack;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

/** Which release a rollback goes back to, and how the history tells of those before. */
class ReleasesTest {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RolloutCodec ROLLOUTS = new RolloutCodec();

  private final List<Entry> entries = new ArrayList<>();

  @Test
  void goesBackOverWhatHasFailedOrWasOvertaken() {
    release(1, "a");
    release(2, "b");
    release(3, "c");
    Release current = release(4, "d");
    rollout(4, Phase.DONE, Map.of(2, Phase.FAILED, 3, Phase.ROLLING));
    assertEquals(1, target(current));
  }

  @Test
  void goesBackToNothingThatWasNeverReady() {
    release(1, "a");
    release(2, "b");
    Release current = release(3, "b");
    rollout(3, Phase.DONE, Map.of(1, Phase.FAILED));
    Refusal refusal = assertThrows(Refusal.class, () -> target(current));
    assertEquals(
        "no release of shop that differs from the present one was ever wholly ready; 'viking history"
            + " shop' lists them, and 'viking rollback shop N' takes any",
        refusal.getMessage());
    assertEquals(1, Releases.target(present(current), OptionalInt.of(1)).number());
  }

  @Test
  void theHistoryTellsHowEachEnded() {
    release(1, "a");
    release(2, "b");
    release(3, "c");
    Release current = release(4, "d");
    rollout(4, Phase.ROLLED_BACK, Map.of(2, Phase.ROLLING, 3, Phase.FAILED));
    String json = new String(History.list(present(current)).body(), UTF_8);
    assertEquals(List.of("rolled-back", "failed", "overtaken", "done"), phases(json));
  }

  @Test
  void whatIsThereAlreadyIsNoChangeAlsoWhereSomethingRunsOnce() {
    Release current = release(1, "a");
    rollout(1, Phase.DONE, Map.of());
    Present now = present(current);
    Release again = Accept.next(now, current.stack(), current.images(), "ann", "now");
    assertFalse(Accept.changes(now, again));
    assertEquals(List.of("migrate", "web"), Difference.none(again).unchanged());
    entries.clear();
    release(1, "a");
    rollout(1, Phase.FAILED, Map.of());
    assertTrue(Accept.changes(present(current), again), "it is tried again");
  }

  @Test
  void allSecretsThatNobodyHasSetAreNamedAtOnce() {
    Present nothing = Present.of("shop", new Snapshot(9, List.of()));
    Stack stack =
        new StackCodec()
            .read(
                "{\"name\":\"shop\",\"deploy\":{\"web\":{\"job\":{\"image\":\"a\",\"secrets\":"
                    + "[\"KEY\",\"TOKEN:env\"]}}}}");
    Release next = Accept.next(nothing, stack, Map.of(), "ann", "now");
    Refusal refusal = assertThrows(Refusal.class, () -> Accept.deploy(nothing, next));
    assertEquals(
        "secret KEY of deploy.web is not set: printf … | viking secret set shop KEY; secret TOKEN of"
            + " deploy.web is not set: printf … | viking secret set shop TOKEN",
        refusal.getMessage());
  }

  private int target(Release current) {
    return Releases.target(present(current), OptionalInt.empty()).number();
  }

  private Present present(Release current) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(entry(Keys.stack("shop"), RELEASES.write(current)));
    return Present.of("shop", new Snapshot(9, all));
  }

  private Release release(int number, String image) {
    Stack stack =
        new StackCodec()
            .read(
                "{\"name\":\"shop\",\"deploy\":{\"migrate\":{\"job\":{\"image\":\"m\"},\"once\":true},"
                    + "\"web\":{\"job\":{\"image\":\""
                    + image
                    + "\"}}}}");
    Release release =
        new Release(
            stack, number, Cause.DEPLOY, 0, "ann", "", Map.of(), Map.of(), Map.of(), Map.of());
    entries.add(entry(Keys.release("shop", number), RELEASES.write(release)));
    return release;
  }

  private void rollout(int number, Phase phase, Map<Integer, Phase> fallen) {
    Rollout rollout = new Rollout(number, phase, Duration.ZERO, number, 0, "", List.of(), fallen);
    entries.add(entry(Keys.rollout("shop"), ROLLOUTS.write(rollout)));
  }

  private static Entry entry(String key, String value) {
    return new Entry(key, value, 3, 3, 0);
  }

  private static List<String> phases(String json) {
    return Pattern.compile("\"phase\":\"([a-z-]*)\"")
        .matcher(json)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
