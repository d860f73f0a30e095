package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.Host;
import viking.core.model.Resources;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Names;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class HostCodecTest {
  @Test
  void readsBackWhateverItWrites() {
    Seeds.each(
        1_000,
        draw -> {
          Host host = host(draw);
          assertEquals(host, HostCodec.read(host.name(), HostCodec.write(host)));
        });
  }

  @Test
  void isReadByPeople() {
    Host host =
        new Host(
            "h1",
            "id1",
            "10.0.0.1",
            Set.of("ssd", "eu"),
            new Resources(4000, 1024),
            9,
            "20.10",
            "0.1",
            false);
    String text =
        "{\"id\":\"id1\",\"address\":\"10.0.0.1\",\"tags\":[\"eu\",\"ssd\"],\"milliCpu\":4000,"
            + "\"memory\":1024,\"disk\":9,\"engine\":\"20.10\",\"version\":\"0.1\"";
    assertEquals(text + "}", HostCodec.write(host));
    assertEquals(text + ",\"restarting\":true}", HostCodec.write(host.restartingNow()));
  }

  @Test
  void passesOverWhatALaterVersionWrites() {
    assertEquals(
        new Host("h1", "id1", "::1", Set.of(), Resources.NONE, 0, "", "", false),
        HostCodec.read("h1", "{\"id\":\"id1\",\"address\":\"::1\",\"gpus\":[{\"a\":1}]}"));
  }

  @Test
  void refusesWhatMakesNoSense() {
    refuses("'id' is missing", "\"address\":\"10.0.0.1\"");
    refuses("'address' is missing", "\"id\":\"id1\"");
    refuses("host h1 has no id", "\"id\":\"\",\"address\":\"10.0.0.1\"");
    refuses("address 'h1' is not an IP address", "\"id\":\"id1\",\"address\":\"h1\"");
    String good = "\"id\":\"id1\",\"address\":\"10.0.0.1\",";
    refuses("memory must not be negative", good + "\"memory\":-1");
    refuses("'disk': \"big\" is not a whole number", good + "\"disk\":\"big\"");
    refuses("'restarting': 1 is not true or false", good + "\"restarting\":1");
    refuses("tag 'A' is not 1 to 63 of a-z, 0-9, dot and hyphen", good + "\"tags\":[\"a\",\"A\"]");
    refuses(
        "'memory': 9223372036854775808 is not a whole number",
        good + "\"memory\":9223372036854775808");
  }

  private static void refuses(String problem, String fields) {
    Refused.with(problem, () -> HostCodec.read("h1", "{" + fields + "}"));
  }

  private static Host host(Draw draw) {
    return new Host(
        Names.hostname(draw),
        "i" + RandomJobs.text(draw),
        Names.address(draw),
        new HashSet<>(draw.some(4, () -> Names.tag(draw))),
        new Resources(draw.number(0, 999_999), (long) draw.number(0, 999_999) << 20),
        draw.number(0, 999_999),
        RandomJobs.text(draw),
        RandomJobs.text(draw),
        draw.oneIn(3));
  }
}
