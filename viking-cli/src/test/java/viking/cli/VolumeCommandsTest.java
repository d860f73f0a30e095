package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes: listed and given up. */
class VolumeCommandsTest extends CommandScene {
  @Test
  void listsVolumes() {
    api.on(
        "GET /v1/volumes",
        200,
        """
        {"volumes":[{"stack":"shop","node":"db","slot":"1","host":"h2","made":true,
        "hostState":"gone","job":"shop.db.7.1","jobState":"blocked"}]}
        """);
    prints(
        """
        VOLUME     HOST  HOST IS  MADE  JOB          STATE
        shop/db/1  h2    gone     yes   shop.db.7.1  blocked
        """,
        "volume",
        "ls");
  }

  @Test
  void saysHowAVolumeComesAbout() {
    api.on("GET /v1/volumes", 200, "{\"volumes\":[]}");
    Ran ran = run("volume", "ls");
    assertEquals(new Ran(0, "", ran.err()), ran);
    assertTrue(ran.err().startsWith("no volumes; "), ran.err());
  }

  @Test
  void releasesAVolume() {
    api.on("DELETE /v1/volumes/shop/db/1", 200, "{\"done\":\"released\"}");
    prints("released\n", "volume", "release", "shop/db/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop/db", "shop/db/1/2", "shop//1", "shop/../1"})
  void releasesNothingThatIsNoVolume(String word) {
    isMisuse(
        "viking volume release: '"
            + word
            + "' is not STACK/NODE/SLOT; viking volume ls lists them"
            + " (see: viking volume release --help)",
        "volume",
        "release",
        word);
    assertEquals(List.of(), api.asked());
  }
}
