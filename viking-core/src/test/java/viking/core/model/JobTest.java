package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class JobTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void hasAnImage(String image) {
    Refused.with("image must be given", () -> job(image, List.of(), List.of(), Restart.ALWAYS, 0));
  }

  @Test
  void isRetriedAFixedNumberOfTimesOnlyWhereItRunsOnce() {
    String problem = "retries goes with restart: never; others are always tried again";
    Refused.with(problem, () -> retried(Restart.ALWAYS, 1));
    Refused.with(problem, () -> retried(Restart.ON_FAILURE, 1));
    Refused.with("retries must not be negative", () -> retried(Restart.NEVER, -1));
    assertEquals(3, retried(Restart.NEVER, 3).retries());
    assertEquals(0, retried(Restart.ALWAYS, 0).retries());
  }

  /** The ports apart, the one that is too many. */
  @ParameterizedTest
  @CsvSource({
    "80 80, 80",
    "80 80/tcp, 80",
    "80 8080:80, 8080:80",
    "8080:80 8081:80, 8081:80",
    "8080:80 8080:81, 8080:81",
    "53/udp 53:53/udp, 53:53/udp"
  })
  void exposesNoPortTwice(String ports, String twice) {
    Refused.with("expose '" + twice + "' is given twice", () -> exposing(ports));
  }

  @Test
  void mayExposeANumberOnceForEachProtocol() {
    assertEquals(2, exposing("53 53/udp").expose().size());
    assertEquals(2, exposing("53:53 53:53/udp").expose().size());
    assertEquals(2, exposing("80:81 81:80").expose().size());
  }

  @Test
  void takesTheHostPortsThatAreFixed() {
    assertEquals(
        List.of(new HostPort(2222, Protocol.TCP), new HostPort(53, Protocol.UDP)),
        exposing("80 2222:22 53:5353/udp").hostPorts());
  }

  @Test
  void mountsNothingTwiceAtOnePath() {
    Refused.with("volume '/data' is given twice", () -> mounting("/data", "/srv:/data:ro"));
    assertEquals(2, mounting("/srv:/a", "/srv:/b").volume().size());
  }

  @Test
  void isPinnedByAVolumeOfVikingsOwn() {
    assertFalse(mounting().pinned());
    assertFalse(mounting("/srv:/data").pinned());
    assertTrue(mounting("/srv:/data", "/more").pinned());
  }

  @Test
  void endsForGoodOnlyWhereItIsNeverRestarted() {
    assertTrue(retried(Restart.NEVER, 0).oneOff());
    assertFalse(retried(Restart.ON_FAILURE, 0).oneOff());
    assertFalse(retried(Restart.ALWAYS, 0).oneOff());
  }

  @Test
  void keepsListsOfItsOwn() {
    List<Expose> ports = new ArrayList<>(List.of(Expose.parse("80")));
    Job job = job("busybox", ports, List.of(), Restart.ALWAYS, 0);
    ports.clear();
    assertEquals(List.of(Expose.parse("80")), job.expose());
  }

  private static Job retried(Restart restart, int retries) {
    return job("busybox", List.of(), List.of(), restart, retries);
  }

  private static Job exposing(String ports) {
    List<Expose> expose = Arrays.stream(ports.split(" ")).map(Expose::parse).toList();
    return job("busybox", expose, List.of(), Restart.ALWAYS, 0);
  }

  private static Job mounting(String... volumes) {
    List<Mount> volume = Arrays.stream(volumes).map(Mount::parse).toList();
    return job("busybox", List.of(), volume, Restart.ALWAYS, 0);
  }

  private static Job job(
      String image, List<Expose> expose, List<Mount> volume, Restart restart, int retries) {
    return new Job(
        image,
        List.of(),
        Container.PLAIN,
        expose,
        volume,
        List.of(),
        Resources.NONE,
        Optional.empty(),
        restart,
        retries,
        Stop.USUAL,
        "");
  }
}
