package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.Cluster;
import viking.core.model.Cordon;
import viking.core.model.HostMemory;
import viking.core.model.Pin;
import viking.core.model.testing.Names;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

/** The values that fit on a line. */
class SmallCodecsTest {
  private final PinCodec pins = new PinCodec();
  private final CordonCodec cordons = new CordonCodec();
  private final ClusterCodec clusters = new ClusterCodec();
  private final MemoryCodec memories = new MemoryCodec();

  @Test
  void readBackWhateverTheyWrite() {
    Seeds.each(
        1_000,
        draw -> {
          String text = RandomJobs.text(draw);
          String id = "i" + text;
          assertSame(pins, new Pin(Names.hostname(draw), id, draw.oneIn(2)));
          assertSame(cordons, new Cordon(draw.oneIn(2), text, id, RandomJobs.text(draw)));
          assertSame(clusters, new Cluster(id, draw.number(0, 9), text));
          assertSame(
              memories,
              new HostMemory(id, text, draw.number(0, 99), draw.number(0, 99), draw.number(0, 99)));
        });
  }

  @Test
  void areReadByPeople() {
    assertEquals(
        "{\"host\":\"h1\",\"hostId\":\"id1\",\"made\":true}",
        pins.write(new Pin("h1", "id1", true)));
    assertEquals(
        "{\"drain\":true,\"reason\":\"disk\",\"by\":\"ann\",\"at\":\"then\"}",
        cordons.write(new Cordon(true, "disk", "ann", "then")));
    assertEquals(
        "{\"id\":\"c1\",\"format\":1,\"created\":\"then\"}",
        clusters.write(new Cluster("c1", 1, "then")));
  }

  @Test
  void passOverWhatALaterVersionWrites() {
    assertEquals(
        new Pin("h1", "id1", false), pins.read("{\"host\":\"h1\",\"hostId\":\"id1\",\"size\":{}}"));
    assertEquals(new Cordon(true, "", "", ""), cordons.read("{\"drain\":true,\"until\":[1]}"));
    assertEquals(new Cluster("c1", 0, ""), clusters.read("{\"id\":\"c1\",\"quota\":null}"));
    assertEquals(HostMemory.of("i1"), memories.read("{\"hostId\":\"i1\",\"x\":1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "{}"})
  void takeAnEmptyCordonForOne(String text) {
    assertEquals(new Cordon(false, "", "", ""), cordons.read(text));
  }

  @Test
  void refuseWhatMakesNoSense() {
    Refused.with("'host' is missing", () -> pins.read("{}"));
    Refused.with("'hostId' is missing", () -> pins.read("{\"host\":\"h1\"}"));
    Refused.with(
        "host 'H' is not a DNS name in lower case",
        () -> pins.read("{\"host\":\"H\",\"hostId\":\"i\"}"));
    Refused.with(
        "the pin to h1 names no host id", () -> pins.read("{\"host\":\"h1\",\"hostId\":\"\"}"));
    Refused.with(
        "'drain': \"yes\" is not true or false", () -> cordons.read("{\"drain\":\"yes\"}"));
    Refused.with("not a JSON object, which would begin with {", () -> cordons.read("true"));
    Refused.with("'id' is missing", () -> clusters.read("{\"format\":1}"));
    Refused.with("the cluster has no id", () -> clusters.read("{\"id\":\" \"}"));
    Refused.with(
        "'format': -1 is not a count", () -> clusters.read("{\"id\":\"c\",\"format\":-1}"));
    Refused.with("'hostId' is missing", () -> memories.read("{}"));
  }

  private static <T> void assertSame(Codec<T> codec, T value) {
    assertEquals(value, codec.read(codec.write(value)));
  }
}
