package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import viking.core.model.Release;
import viking.core.model.testing.RandomStacks;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

/** The values that tell of stacks. */
class StackCodecsTest {
  private final StackCodec stacks = new StackCodec();
  private final ReleaseCodec releases = new ReleaseCodec();
  private final RolloutCodec rollouts = new RolloutCodec();
  private final ImageCodec images = new ImageCodec();
  private final RouteCodec routes = new RouteCodec();

  @Test
  void readBackWhateverTheyWrite() {
    Seeds.each(
        1_000,
        draw -> {
          assertSame(stacks, RandomStacks.stack(draw));
          assertSame(releases, RandomStacks.release(draw));
          assertSame(rollouts, RandomStacks.rollout(draw));
          assertSame(images, RandomStacks.image(draw));
          assertSame(routes, RandomStacks.route(draw));
        });
  }

  @Test
  void keepTheOrderOfAStackFile() {
    String text =
        "{\"name\":\"s\",\"build\":{},\"deploy\":{\"z\":{\"job\":{\"image\":\"i\"},\"scale\":1},"
            + "\"a\":{\"job\":{\"image\":\"i\"},\"scale\":2}}}";
    assertEquals(text, stacks.write(stacks.read(text)));
  }

  @Test
  void passOverWhatALaterVersionWrites() {
    Release release =
        releases.read(
            "{\"release\":3,\"cause\":\"deploy\",\"moon\":1,\"stack\":{\"name\":\"s\",\"deploy\":"
                + "{\"a\":{\"job\":{\"image\":\"i\",\"wings\":2},\"flies\":true}}}}");
    assertEquals("i", release.job("a").orElseThrow().image());
  }

  @Test
  void refuseWhatMakesNoSense() {
    Refused.with("'stack' is missing", () -> releases.read("{\"release\":3}"));
    Refused.with(
        "'x' is no Cause",
        () -> releases.read("{\"release\":3,\"cause\":\"x\",\"stack\":{\"name\":\"s\"}}"));
    Refused.with(
        "'deploy': 1 is not an object", () -> stacks.read("{\"name\":\"s\",\"deploy\":1}"));
    Refused.with(
        "a node has either an image or a document_root",
        () -> stacks.read("{\"name\":\"s\",\"deploy\":{\"a\":{}}}"));
    Refused.with(
        "digest 'x' is not sha256: and 64 hex digits", () -> images.read("{\"digest\":\"x\"}"));
  }

  private static <T> void assertSame(Codec<T> codec, T value) {
    String text = codec.write(value);
    assertEquals(value, codec.read(text), text);
    assertEquals(text, codec.write(codec.read(text)));
  }
}
