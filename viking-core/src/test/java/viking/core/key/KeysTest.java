package viking.core.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import viking.core.model.Endpoint;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Protocol;
import viking.core.model.SlotId;
import viking.core.store.Range;

class KeysTest {
  private static final JobId JOB = JobId.parse("shop.web.7.2");

  @Test
  void areSpeltAsTheDesignSays() {
    assertSpells("/cluster", KeySpace.CLUSTER, Keys.cluster());
    assertSpells("/leader", KeySpace.LEADER, Keys.leader());
    assertSpells("/host/h1", KeySpace.HOST, Keys.host("h1"));
    assertSpells("/cordon/h1", KeySpace.CORDON, Keys.cordon("h1"));
    assertSpells("/proc/shop/web/7.2", KeySpace.PROC, Keys.proc(JOB));
    assertSpells("/run/shop/web/7.2", KeySpace.RUN, Keys.run(JOB));
    assertSpells("/status/shop/web/7.2", KeySpace.STATUS, Keys.status(JOB));
    assertSpells("/deploy/h1/shop/web/7.2", KeySpace.DEPLOY, Keys.deploy("h1", JOB));
    assertSpells("/counter/h1/shop/web/7.2", KeySpace.COUNTER, Keys.counter("h1", JOB));
    assertSpells("/fixed/shop/web/2", KeySpace.FIXED, Keys.fixed(new SlotId("shop", "web", "2")));
    assertSpells(
        "/ports/shop/web/80/tcp/fe80::1/32768/shop.web.7.2",
        KeySpace.PORTS,
        Keys.ports(new Endpoint(JOB, 80, Protocol.TCP, "fe80::1", 32768)));
  }

  @Test
  void beginWithThePrefixOfWhatTheyBelongTo() {
    assertHolds(Keys.deploysOf("h1"), Keys.deploy("h1", JOB), Keys.deploy("h1.a", JOB));
    assertHolds(
        Keys.portsOf(new NodeId("shop", "web")),
        "/ports/shop/web/80/tcp/10.0.0.1/1/shop.web.1",
        "/ports/shop/web2/80/tcp/10.0.0.1/1/shop.web2.1");
    assertTrue(Range.prefix(Keys.everything()).contains(Keys.cluster()));
  }

  private static void assertSpells(String text, KeySpace space, String key) {
    assertEquals(text, key);
    assertEquals(space, Key.parse(key).space());
    assertEquals(text, Key.parse(key).text());
  }

  private static void assertHolds(String prefix, String own, String other) {
    assertTrue(prefix.endsWith("/"), prefix);
    assertTrue(Range.prefix(prefix).contains(own), own);
    assertFalse(Range.prefix(prefix).contains(other), other);
  }
}
