package viking.core.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import viking.core.key.testing.RandomKeys;
import viking.core.model.Endpoint;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Protocol;
import viking.core.model.SlotId;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Names;
import viking.core.model.testing.Seeds;

/** Whatever is put into a key is what comes out of it. */
class KeyRoundTripTest {
  private static final int TRIES = 1_000;

  @ParameterizedTest
  @EnumSource
  void keysOfEverySpace(KeySpace space) {
    Seeds.each(
        TRIES,
        draw -> {
          List<String> segments = RandomKeys.segments(space, draw);
          String text = RandomKeys.key(space, segments);
          Key key = Key.parse(text);
          assertEquals(space, key.space());
          assertEquals(segments, key.segments());
          assertEquals(text, key.text());
          assertTrue(text.startsWith(space.prefix()));
        });
  }

  @Test
  void jobs() {
    Seeds.each(
        TRIES,
        draw -> {
          JobId job = Names.job(draw);
          NodeId node = new NodeId(job.stack(), job.node());
          for (String text : List.of(Keys.proc(job), Keys.run(job), Keys.status(job))) {
            assertEquals(job, Key.parse(text).job());
            assertEquals(node, Key.parse(text).node());
          }
        });
  }

  @Test
  void jobsOnHosts() {
    Seeds.each(
        TRIES,
        draw -> {
          JobId job = Names.job(draw);
          String host = Names.hostname(draw);
          for (String text : List.of(Keys.deploy(host, job), Keys.counter(host, job))) {
            assertEquals(job, Key.parse(text).job());
            assertEquals(host, Key.parse(text).hostname());
          }
        });
  }

  @Test
  void hosts() {
    Seeds.each(
        TRIES,
        draw -> {
          String host = Names.hostname(draw);
          for (String text : List.of(Keys.host(host), Keys.cordon(host))) {
            assertEquals(host, Key.parse(text).hostname());
          }
        });
  }

  @Test
  void slots() {
    Seeds.each(
        TRIES,
        draw -> {
          SlotId slot = Names.job(draw).slotId();
          Key key = Key.parse(Keys.fixed(slot));
          assertEquals(slot, key.slot());
          assertEquals(new NodeId(slot.stack(), slot.node()), key.node());
        });
  }

  @Test
  void endpoints() {
    Seeds.each(
        TRIES,
        draw -> {
          Endpoint endpoint = endpoint(draw);
          Key key = Key.parse(Keys.ports(endpoint));
          assertEquals(endpoint, key.endpoint());
          assertEquals(endpoint.job(), key.job());
          assertEquals(endpoint.job().nodeId(), key.node());
        });
  }

  private static Endpoint endpoint(Draw draw) {
    return new Endpoint(
        Names.job(draw),
        Names.port(draw),
        draw.of(List.of(Protocol.values())),
        Names.address(draw),
        Names.port(draw));
  }
}
