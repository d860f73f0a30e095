package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Keys;
import viking.core.model.Build;
import viking.core.model.ImageRef;
import viking.core.model.JobId;
import viking.core.model.Release;
import viking.core.model.Stack;
import viking.core.model.testing.Plain;
import viking.slave.build.Builder;
import viking.slave.image.testing.ImageScene;
import viking.slave.image.testing.SavedTar;

class SweeperTest {
  private static final Sweeper.Pace PACE =
      new Sweeper.Pace(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(4));
  private final ImageScene hosts = new ImageScene();
  private final ImageRef ref = new ImageRef("ragnar", "src", "a1");
  private final AtomicBoolean believed = new AtomicBoolean(true);
  private Sweeper sweeper;

  @BeforeEach
  void begin() {
    hosts.host("h1");
    hosts.host("h2");
    sweeper = sweeper("h1");
  }

  private Sweeper sweeper(String host) {
    return new Sweeper(
        host, hosts.engine(host), hosts.catalogue(), hosts.unannounced(host), PACE, believed::get);
  }

  private void bring(ImageRef image, String... holders) {
    hosts.bring(image, SavedTar.of(image.toString()), holders);
  }

  private void sweepAfter(int minutes) {
    sweeper.sweep(Duration.ofMinutes(minutes).toNanos());
  }

  private void sweepLong() {
    sweepAfter(0);
    sweepAfter(11);
  }

  private boolean here() {
    return hosts.engine("h1").find(ref.toString()).isPresent();
  }

  private boolean known() {
    return hosts.entry(Keys.image(ref)).isPresent();
  }

  private void release(int number, Map<String, String> images) {
    Release release = Plain.release(new Stack("ragnar", "", Map.of(), Map.of()), number, images);
    hosts.put(Keys.stack("ragnar"), new ReleaseCodec().write(release));
    hosts.put(Keys.release("ragnar", number), new ReleaseCodec().write(release));
  }

  @Test
  void whatNobodyNeedsGoesAfterAWhile() {
    bring(ref, "h1");
    sweepAfter(0);
    sweepAfter(9);
    assertTrue(here());
    sweepAfter(10);
    assertFalse(here());
    assertFalse(known());
  }

  @Test
  void foreignImagesAreNeverTouched() {
    hosts.engine("h1").have("redis:latest", SavedTar.of("redis"));
    hosts.engine("h1").have("viking/odd:1", SavedTar.of("odd"));
    sweepLong();
    assertEquals(List.of("redis:latest", "viking/odd:1"), hosts.engine("h1").references());
  }

  @Test
  void nothingGoesForWhatAStoreSaysThatIsNotBelieved() {
    hosts.engine("h1").have(ref.toString(), SavedTar.of("of a cluster that has lost its etcd"));
    believed.set(false);
    sweepLong();
    sweepAfter(30);
    assertTrue(here());
    believed.set(true);
    sweepAfter(31);
    sweepAfter(34);
    assertTrue(here());
    sweepAfter(35);
    assertFalse(here());
  }

  @Test
  void whatAJobRunsStays() {
    bring(ref, "h1");
    hosts.put(
        Keys.proc(new JobId("other", "web", "1")), "{\"image\":\"" + ref + "\",\"run\":\"x\"}");
    sweepLong();
    assertTrue(here());
  }

  @Test
  void whatAContainerIsMadeOfStays() {
    bring(ref, "h1");
    hosts.engine("h1").use(ref.toString());
    sweepLong();
    assertTrue(here());
    assertTrue(known());
  }

  @Test
  void theCurrentReleaseAndTheThreeBeforeKeepTheirImages() {
    bring(ref, "h1");
    release(1, Map.of("viking:ragnar/src", ref.toString()));
    for (int number = 2; number <= 4; number++) {
      release(number, Map.of());
    }
    sweepLong();
    assertTrue(here());
    release(5, Map.of());
    sweepLong();
    sweepAfter(22);
    assertFalse(here());
  }

  @Test
  void theLastGoodReleaseKeepsItsImages() {
    bring(ref, "h1");
    release(1, Map.of("viking:ragnar/src", ref.toString()));
    release(9, Map.of());
    hosts.put(
        Keys.rollout("ragnar"), "{\"release\":9,\"phase\":\"rolling\",\"used\":\"0s\",\"good\":1}");
    sweepLong();
    assertTrue(here());
  }

  @Test
  void whatADeployHasJustFoundAgainIsSparedAnew() {
    bring(ref, "h1");
    sweepAfter(0);
    assertTrue(hosts.catalogue().touch(ref));
    sweepAfter(11);
    assertTrue(here());
    sweepAfter(21);
    assertFalse(here());
  }

  @Test
  void whatADeployFindsAgainJustNowIsNotTakenFromUnderIt() {
    bring(ref, "h1");
    sweepAfter(0);
    hosts.engine("h1").meanwhile(() -> assertTrue(hosts.catalogue().touch(ref)));
    sweepAfter(11);
    assertTrue(here());
    assertTrue(known());
  }

  @Test
  void aCopyThatNobodyCountsOnIsNotTakenEitherWhenADeployFindsTheImageAgain() {
    bring(ref, "h2");
    hosts.engine("h1").have(ref.toString(), SavedTar.of(ref.toString()));
    sweepAfter(0);
    hosts.engine("h1").meanwhile(() -> assertTrue(hosts.catalogue().touch(ref)));
    sweepAfter(11);
    assertTrue(here());
  }

  @Test
  void whatIsMadeKnownJustNowIsNotTakenForALeftOver() {
    hosts.engine("h1").have(ref.toString(), SavedTar.of(ref.toString()));
    sweepAfter(0);
    hosts.engine("h1").meanwhile(() -> bring(ref, "h1"));
    sweepAfter(5);
    assertTrue(here());
  }

  @Test
  void whatTheEngineKeepsAllTheSameIsStillKnown() {
    bring(ref, "h1");
    sweepAfter(0);
    hosts.engine("h1").meanwhile(() -> hosts.engine("h1").keeps(ref.toString()));
    sweepAfter(11);
    assertTrue(here());
    assertTrue(known());
  }

  @Test
  void theKeyStaysAsLongAsAnotherHostHoldsTheImage() {
    bring(ref, "h1", "h2");
    sweepLong();
    assertFalse(here());
    assertEquals(List.of("h2"), hosts.catalogue().find(ref).orElseThrow().value().holders());
    Sweeper other = sweeper("h2");
    other.sweep(0);
    other.sweep(Duration.ofMinutes(11).toNanos());
    assertFalse(known());
  }

  /** A large one is saved whole before anybody knows what it is. */
  @Test
  void whatThisHostIsMakingStaysHoweverLongThatTakes(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("c0"));
    Stack stack = new Stack("ragnar", "", Map.of("src", Build.ofText("FROM scratch")), Map.of());
    hosts
        .engine("h1")
        .meanwhileSaving(
            () -> {
              if (hosts.keys("/image/").isEmpty()) {
                sweepAfter(0);
                sweepAfter(30);
              }
            });
    Map<String, String> images =
        new Builder(hosts.workshop("h1"))
            .build(
                new Builder.Order(stack, folder, Map.of(".", "c0"), Map.of(), false), event -> {});
    String made = images.get("viking:ragnar/src");
    assertTrue(hosts.engine("h1").find(made).isPresent());
    hosts.delete(Keys.image(ImageRef.of(made).orElseThrow()));
    sweepAfter(40);
    sweepAfter(44);
    assertFalse(hosts.engine("h1").find(made).isPresent());
  }

  @Test
  void whatTheImagebankDoesNotKnowIsSparedWhileItMayBeBeingMade() {
    hosts.engine("h1").have(ref.toString(), SavedTar.of("new"));
    sweepAfter(0);
    sweepAfter(3);
    assertTrue(here());
    sweepAfter(4);
    assertFalse(here());
  }
}
