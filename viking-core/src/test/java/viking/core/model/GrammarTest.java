package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import viking.core.model.testing.Names;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class GrammarTest {
  private static final String A32 = "a".repeat(32);
  private static final String A63 = "a".repeat(63);

  /** Words apart. */
  @ParameterizedTest
  @CsvSource({
    "NAME, a 7 a-b web2 0-0 a--b",
    "TAG, 1 7.2 run.x . -- cron.2026-01-01t00-00",
    "HOSTNAME, h1 h1.example.com a 1 a-b.c-d",
    "DOMAIN, a.com *.b.com * localhost xn--bcher-kva.example",
    "VARIABLE, A _ a_1 __ PATH",
    "NUMBER, 1 10 999999999999999999",
    "RELEASE_NUMBER, 1 10 999999999",
    "PORT, 1 9 10 80 443 9999 10000 59999 64999 65499 65529 65535",
    "PROTOCOL, tcp udp",
    "ADDRESS, 0.0.0.0 10.0.0.1 255.255.255.255 ::1 :: fe80::1 1:2:3:4:5:6:7:8 ::ffff:10.0.0.1",
    "JOB_ID, s.n.1 shop.web.7.2 a-b.c-d.run.x",
    "DUID, 00 00:01 de:ad:be:ef",
    "FREE, a !$%&'()*+-.:;<=>?@[]^_`{|}~ A"
  })
  void takes(Grammar grammar, String texts) {
    for (String text : Splitter.on(" ").split(texts)) {
      assertTrue(grammar.matches(text), () -> grammar + " should take " + text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, -a a- A a_b a.b a/b ä",
    "TAG, A a_b a/b ü a:b",
    "HOSTNAME, -a a- H1 a..b .a a. a_b a.-b *.b",
    "DOMAIN, ** *. *.* a.*.b *b.com A.com a_b.c .com",
    "VARIABLE, 1A A-B A.B Ä",
    "NUMBER, 0 01 -1 +1 1.0 1e3 1000000000000000000",
    "RELEASE_NUMBER, 0 01 -1 +1 1.0 1e3 1000000000",
    "PORT, 0 00 080 -1 65536 65540 65600 66000 70000 100000 8o",
    "PROTOCOL, TCP sctp tcpudp",
    "ADDRESS, 1.2.3 1.2.3.4.5 256.0.0.1 999.0.0.1 1.2.3.04 host : 1: 1:2:3 ::1::2 FE80::1",
    "ADDRESS, ::: 12345::1 fe80::1%eth0 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7::8 ::ffff:1.2.3.256 ::g",
    "JOB_ID, s s.n s.n. .n.1 S.n.1 s..1 s/n.1",
    "DUID, 0 000 0:1 00: :00 0G 00-01 AA",
    "FREE, a/b ü"
  })
  void refuses(Grammar grammar, String texts) {
    for (String text : Splitter.on(" ").split(texts)) {
      assertFalse(grammar.matches(text), () -> grammar + " should refuse " + text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsEmptyBlankOrOfTwoLines(Grammar grammar) {
    for (String text : List.of("", " ", "a b", "1 ", "\n", "1\n", "a\n", "1\na", "a\0")) {
      assertFalse(grammar.matches(text), () -> grammar + " should refuse '" + text + "'");
    }
  }

  @Test
  void knowsHowLongThingsMayBe() {
    assertLongest(Grammar.NAME, A32);
    assertLongest(Grammar.TAG, A63);
    assertLongest(Grammar.HOSTNAME, String.join(".", A63, A63, A63, "a".repeat(61)));
    assertFalse(Grammar.HOSTNAME.matches(A63 + "a.b"));
    assertLongest(Grammar.DOMAIN, String.join(".", "*", A63, A63, A63, "a".repeat(59)));
    assertLongest(Grammar.VARIABLE, "A".repeat(128));
    assertLongest(Grammar.JOB_ID, A32 + "." + A32 + "." + A63);
    assertLongest(Grammar.FREE, "a".repeat(255));
    assertTrue(Grammar.DUID.matches("00" + ":00".repeat(129)));
    assertFalse(Grammar.DUID.matches("00" + ":00".repeat(130)));
  }

  @Test
  void saysWhatATextShouldHaveBeen() {
    assertEquals("1 to 32 of a-z, 0-9 and inner hyphens", Grammar.NAME.description());
    Refused.with(
        "stack 'A' is not 1 to 32 of a-z, 0-9 and inner hyphens",
        () -> Grammar.NAME.check("stack", "A"));
  }

  @Test
  void handsBackWhatIsRight() {
    String name = "web";
    assertSame(name, Grammar.NAME.check("stack", name));
  }

  @Test
  void takesForAnAddressWhatOthersTakeForOne() {
    Seeds.each(
        2_000,
        draw -> {
          String address = Names.address(draw);
          assertTrue(InetAddresses.isInetAddress(address), address);
          assertTrue(Grammar.ADDRESS.matches(address), address);
          String near = address.replaceFirst(draw.of(List.of(":", "\\.", "[0-9a-f]")), "");
          if (!near.contains(".") || !near.contains(":")) {
            assertEquals(InetAddresses.isInetAddress(near), Grammar.ADDRESS.matches(near), near);
          }
        });
  }

  /** Keys of a million characters can be put by hand; the leader must not stop to think. */
  @ParameterizedTest
  @EnumSource
  void judgesHugeTextsAtOnce(Grammar grammar) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String part : List.of(":", "a", "1", "a.", "a:", "::1", "1.", "*.", "00:", "-")) {
            assertFalse(grammar.matches(part.repeat(1_000_000) + "/"));
          }
        });
  }

  private static void assertLongest(Grammar grammar, String text) {
    assertTrue(grammar.matches(text), () -> grammar + " of " + text.length());
    assertFalse(grammar.matches(text + "a"), () -> grammar + " of " + (text.length() + 1));
  }
}
