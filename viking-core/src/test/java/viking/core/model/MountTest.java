package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class MountTest {
  @Test
  void isAVolumeOfVikingsOwnWithoutASource() {
    assertEquals(new Mount(Optional.empty(), "/data", false), Mount.parse("/data"));
    assertTrue(Mount.parse("/data").pinned());
  }

  @Test
  void isADirectoryOfTheHostWithASource() {
    assertEquals(new Mount(Optional.of("/srv"), "/data", false), Mount.parse("/srv:/data"));
    assertFalse(Mount.parse("/srv:/data").pinned());
  }

  @Test
  void mayBeReadOnly() {
    assertEquals(new Mount(Optional.of("/srv"), "/data", true), Mount.parse("/srv:/data:ro"));
    assertEquals(new Mount(Optional.empty(), "/data", true), Mount.parse("/data:ro"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data", "/data:ro", "/srv:/data", "/srv:/data:ro", "/a.b/c..d:/e f"})
  void isWrittenAsItWasRead(String text) {
    assertEquals(text, Mount.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a:/b:/c", "/a:/b:/c:ro", "/a:/b:/c:/d", "/a:/b:rw"})
  void refusesMoreParts(String text) {
    Refused.with(
        "volume '" + text + "' is not /path, /host/path:/path or /host/path:/path:ro",
        () -> Mount.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "data, data",
    "ro, ro",
    "/, /",
    "/srv:/, /",
    "./a:/b, ./a",
    "name:/data, name",
    "/a:b, b",
    "/a:rw, rw",
    ":/data, ''",
    "/a:, ''",
    "/a/../b, /a/../b",
    "/a/.., /a/..",
    "/.., /..",
    "/../etc:/data, /../etc"
  })
  void refusesWhatIsNoPathBelowTheRoot(String text, String path) {
    Refused.with(
        "volume path '" + path + "' is not an absolute path below /", () -> Mount.parse(text));
  }
}
