package viking.core.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.Endpoint;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Protocol;
import viking.core.model.SlotId;

class KeyTest {
  @ParameterizedTest
  @CsvSource({
    "CLUSTER, /cluster",
    "LEADER, /leader",
    "HOST, /host/h1.example.com",
    "CORDON, /cordon/h1",
    "STACK, /stack/shop",
    "RELEASE, /release/shop/12",
    "ROLLOUT, /rollout/shop",
    "SCALE, /scale/shop/web",
    "ENV, /env/shop/LOG_LEVEL",
    "SECRET, /secret/shop/_key1",
    "IMAGE, /image/shop/web/7",
    "PROC, /proc/shop/web/7.2",
    "RUN, /run/shop/web/run.x",
    "DEPLOY, /deploy/h1.example.com/shop/web/7.2",
    "FIXED, /fixed/shop/db/1",
    "STATUS, /status/shop/web/cron.2026-01-01t00-00",
    "COUNTER, /counter/h1/shop/web/7.2",
    "PORTS, /ports/shop/web/80/tcp/10.0.0.1/32768/shop.web.7.2",
    "PORTS, /ports/shop/dns/53/udp/fe80::1/53/shop.dns.1",
    "ROUTE, /route/*.b.com",
    "ROUTE, /route/*",
    "SEEN, /seen/h1",
    "VIP, /vip/shop/web",
    "CRON, /cron/shop/backup",
    "METRICS, /metrics/host/h1/cpu/2026-01-01T00:00:00Z",
    "CLIENT, /client/00:01:de:ad"
  })
  void isTakenApartAndSpeltAgain(KeySpace space, String text) {
    Key key = Key.parse(text);
    assertEquals(space, key.space());
    assertEquals(text, key.text());
    assertEquals(text, key.toString());
    assertEquals(key, new Key(space, key.segments()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/shop/web/7.2",
        "/run/shop/web/7.2",
        "/status/shop/web/7.2",
        "/deploy/h1/shop/web/7.2",
        "/counter/h1/shop/web/7.2",
        "/ports/shop/web/80/tcp/10.0.0.1/32768/shop.web.7.2"
      })
  void isAboutAJob(String text) {
    assertEquals(new JobId("shop", "web", "7.2"), Key.parse(text).job());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/host/h1",
        "/cordon/h1",
        "/deploy/h1/shop/web/1",
        "/counter/h1/shop/web/1",
        "/seen/h1"
      })
  void namesAHost(String text) {
    assertEquals("h1", Key.parse(text).hostname());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/shop/web/1",
        "/run/shop/web/1",
        "/status/shop/web/1",
        "/scale/shop/web",
        "/fixed/shop/web/1",
        "/ports/shop/web/80/tcp/10.0.0.1/32768/shop.web.1",
        "/vip/shop/web",
        "/cron/shop/web"
      })
  void namesANode(String text) {
    assertEquals(new NodeId("shop", "web"), Key.parse(text).node());
  }

  @Test
  void namesASlot() {
    assertEquals(new SlotId("shop", "db", "1"), Key.parse("/fixed/shop/db/1").slot());
  }

  @Test
  void namesAnEndpoint() {
    assertEquals(
        new Endpoint(JobId.parse("shop.web.1"), 80, Protocol.UDP, "fe80::1", 32768),
        Key.parse("/ports/shop/web/80/udp/fe80::1/32768/shop.web.1").endpoint());
  }

  @Test
  void saysOfEachSegmentWhatItIs() {
    Key key = Key.parse("/release/shop/12");
    assertEquals(List.of("shop", "12"), key.segments());
    assertEquals("12", key.segment(1));
  }

  /** Whoever asks has made a mistake: that is no bad input. */
  @Test
  void knowsWhatItIsNotAbout() {
    Key stack = Key.parse("/stack/shop");
    assertEquals(
        "/stack/shop is about no job",
        assertThrows(IllegalStateException.class, stack::job).getMessage());
    assertEquals(
        "/stack/shop names no host",
        assertThrows(IllegalStateException.class, stack::hostname).getMessage());
    assertEquals(
        "/stack/shop names no node",
        assertThrows(IllegalStateException.class, stack::node).getMessage());
    assertEquals(
        "/stack/shop names no slot",
        assertThrows(IllegalStateException.class, stack::slot).getMessage());
  }
}
