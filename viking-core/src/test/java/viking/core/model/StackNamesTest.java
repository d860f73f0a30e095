package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

/** How instances, images and secrets are spelled. */
class StackNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"7.2", "7.2.m1", "999999999.1.m12"})
  void readsAnInstanceBackFromItsTag(String tag) {
    assertEquals(tag, Instance.of(tag).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "7.", "0.1", "7.0", "7.2.1", "7.2.m", "7.2.m0", "1.2.3", "run.7", ""})
  void takesNoOtherTagForAnInstance(String tag) {
    assertEquals(Optional.empty(), Instance.of(tag));
  }

  @Test
  void sharesTheSlotAmongReleasesAndMoves() {
    assertEquals("2", JobId.parse("s.n.7.2").slot());
    assertEquals("2", JobId.parse("s.n.8.2.m1").slot());
    assertEquals("1.2.3", JobId.parse("s.n.1.2.3").slot());
  }

  @Test
  void tellsTheImagebanksImagesFromOthers() {
    ImageRef ref = new ImageRef("shop", "src", "0a1b");
    assertEquals(Optional.of(ref), ImageRef.of("viking/shop/src:0a1b"));
    assertEquals("viking:shop/src", ref.name().toString());
    assertEquals(Optional.empty(), ImageRef.of("viking/shop/src"));
    assertEquals(Optional.empty(), ImageRef.of("viking/shop:0a1b"));
    assertEquals(Optional.empty(), ImageRef.of("redis:7"));
    assertEquals(Optional.empty(), ImageRef.of("redis"));
    assertEquals(Optional.empty(), ImageName.of("redis"));
    Refused.with(
        "image 'viking:src' is not viking:<stack>/<image>", () -> ImageName.of("viking:src"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEY", "KEY:env", "KEY:/etc/key", "KEY@12", "KEY@12:env"})
  void readsASecretBackFromItsText(String text) {
    assertEquals(text, Secret.parse(text).toString());
  }

  @Test
  void refusesSecretsThatMakeNoSense() {
    Refused.with("secret 'KEY@x': 'x' is not a version", () -> Secret.parse("KEY@x"));
    Refused.with("secret KEY: 'etc' is not an absolute path", () -> Secret.parse("KEY:etc"));
    Refused.with(
        "secret 'a b' is not a letter or underscore, then letters, digits, underscores",
        () -> Secret.parse("a b"));
  }
}
