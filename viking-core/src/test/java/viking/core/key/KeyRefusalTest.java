package viking.core.key;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.key.testing.RandomKeys;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class KeyRefusalTest {
  private static final String NAME = "1 to 32 of a-z, 0-9 and inner hyphens";
  private static final String TAG = "1 to 63 of a-z, 0-9, dot and hyphen";
  private static final String DNS = "a DNS name in lower case";
  private static final String PORT = "a port from 1 to 65535";
  private static final String IP = "an IP address";
  private static final String PORTS = "/ports/shop/web/80/tcp/10.0.0.1/32768/shop.web.1";

  @ParameterizedTest
  @ValueSource(strings = {"", "proc/shop/web/1", " /proc/shop/web/1", "x", "\\proc"})
  void beginsWithASlash(String text) {
    Refused.with("key '" + text + "' does not begin with a slash", () -> Key.parse(text));
  }

  /** The word, and what was probably meant. */
  @ParameterizedTest
  @CsvSource({
    "prc, proc",
    "process, ''",
    "prco, proc",
    "Proc, proc",
    "hosts, host",
    "host1, host",
    "stacks, stack",
    "satck, stack",
    "port, ports",
    "stauts, status",
    "stats, status",
    "deplyo, deploy",
    "metric, metrics",
    "runs, run",
    "secrets, secret",
    "registry, ''",
    "coreos.com, ''",
    "'', ''"
  })
  void isOfAKnownSpace(String word, String meant) {
    String text = "/" + word + "/a/b/1";
    Refused.with(
        "key '"
            + text
            + "' is of no key space of viking"
            + (meant.isEmpty() ? "" : ", did you mean /" + meant + "/?"),
        () -> Key.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "/cluster/, /cluster",
    "/cluster/a, /cluster",
    "/host, /host/<hostname>",
    "/host/h1/x, /host/<hostname>",
    "/host/h1/, /host/<hostname>",
    "/proc, /proc/<stack>/<node>/<tag>",
    "/proc/, /proc/<stack>/<node>/<tag>",
    "/proc/shop/web, /proc/<stack>/<node>/<tag>",
    "/proc/shop/web/1/2, /proc/<stack>/<node>/<tag>",
    "/proc/shop/web/1/, /proc/<stack>/<node>/<tag>",
    "/deploy/shop/web/1, /deploy/<hostname>/<stack>/<node>/<tag>"
  })
  void hasTheDepthOfItsSpace(String text, String pattern) {
    Refused.with("key '" + text + "' has the wrong depth: it is " + pattern, () -> Key.parse(text));
  }

  /** The key, the segment's name, its text, and what it should have been. */
  @ParameterizedTest
  @CsvSource({
    "/proc//web/1, stack, '', NAME",
    "/proc/shop//1, node, '', NAME",
    "/proc/shop/web/, tag, '', TAG",
    "/proc/Shop/web/1, stack, Shop, NAME",
    "/proc/shop/w_b/1, node, w_b, NAME",
    "/proc/shop.a/web/1, stack, shop.a, NAME",
    "/proc/shop/web.a/1, node, web.a, NAME",
    "/proc/shop/-web/1, node, -web, NAME",
    "/proc/shop/web/V1, tag, V1, TAG",
    "/proc/shop/web/a b, tag, a b, TAG",
    "/status/shop/web/ü, tag, ü, TAG",
    "/host/H1, hostname, H1, DNS",
    "/host/h_1, hostname, h_1, DNS",
    "/host/h1., hostname, h1., DNS",
    "/deploy/h..1/shop/web/1, hostname, h..1, DNS",
    "/deploy/h1/shop/web_/1, node, web_, NAME",
    "/release/shop/0, n, 0, RELEASE",
    "/release/shop/1.0, n, 1.0, RELEASE",
    "/env/shop/1A, NAME, 1A, VARIABLE",
    "/secret/shop/A-B, NAME, A-B, VARIABLE",
    "/image/shop/a.b/1, image, a.b, NAME",
    "/fixed/shop/web/A, slot, A, TAG",
    "/route/a..b, domain, a..b, DOMAIN",
    "/route/a.*, domain, a.*, DOMAIN",
    "/client/xyz, duid, xyz, DUID",
    "/metrics/a/b/c d/e, metric, c d, FREE"
  })
  void saysWhichSegmentIsWrong(String text, String segment, String value, String wanted) {
    Refused.with(
        "key '" + text + "': " + segment + " '" + value + "' is not " + words(wanted),
        () -> Key.parse(text));
  }

  /** What stands in place of what, in the key of an endpoint. */
  @ParameterizedTest
  @CsvSource({
    "/80/, /0/, port, PORT",
    "/80/, /65536/, port, PORT",
    "/80/, /http/, port, PORT",
    "/80/, /080/, port, PORT",
    "/32768/, /0/, hostPort, PORT",
    "/32768/, /65536/, hostPort, PORT",
    "/tcp/, /TCP/, proto, PROTOCOL",
    "/tcp/, /sctp/, proto, PROTOCOL",
    "/10.0.0.1/, /10.0.0/, ip, IP",
    "/10.0.0.1/, /10.0.0.256/, ip, IP",
    "/10.0.0.1/, /h1/, ip, IP",
    "/10.0.0.1/, /[fe80::1]/, ip, IP",
    "/10.0.0.1/, /FE80::1/, ip, IP",
    "/10.0.0.1/, /fe80:1/, ip, IP",
    "/shop.web.1, /shop.web, jobId, JOB_ID",
    "/shop.web.1, /shop.web., jobId, JOB_ID",
    "/shop.web.1, /.web.1, jobId, JOB_ID",
    "/shop.web.1, /shop.Web.1, jobId, JOB_ID",
    "/shop.web.1, /shop.web.A, jobId, JOB_ID",
    "/shop.web.1, /shop-.web.1, jobId, JOB_ID"
  })
  void saysWhatIsWrongWithAnEndpoint(String good, String bad, String segment, String wanted) {
    String value = bad.replace("/", "");
    String text = PORTS.replace(good, bad);
    Refused.with(
        "key '" + text + "': " + segment + " '" + value + "' is not " + words(wanted),
        () -> Key.parse(text));
  }

  @Test
  void isNotTooLong() {
    String name = "a".repeat(33);
    String tag = "1".repeat(64);
    String host = "h".repeat(64);
    Refused.with(
        "key '/proc/" + name + "/web/1': stack '" + name + "' is not " + NAME,
        () -> Key.parse("/proc/" + name + "/web/1"));
    Refused.with(
        "key '/proc/shop/web/" + tag + "': tag '" + tag + "' is not " + TAG,
        () -> Key.parse("/proc/shop/web/" + tag));
    Refused.with(
        "key '/host/" + host + "': hostname '" + host + "' is not " + DNS,
        () -> Key.parse("/host/" + host));
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithASlashTooManyWhereverItStands(KeySpace space) {
    Seeds.each(
        100,
        draw -> {
          String text = RandomKeys.key(space, draw);
          List<Integer> slashes = new ArrayList<>();
          for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/') {
              slashes.add(i);
            }
          }
          int at = draw.of(slashes);
          Refused.message(() -> Key.parse(text.substring(0, at) + "/" + text.substring(at)));
          Refused.message(() -> Key.parse(text + "/"));
        });
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithAnEmptySegment(KeySpace space) {
    Seeds.each(
        100,
        draw -> {
          List<String> segments = new ArrayList<>(RandomKeys.segments(space, draw));
          if (!segments.isEmpty()) {
            segments.set(draw.number(0, segments.size() - 1), "");
            Refused.message(() -> Key.parse(RandomKeys.key(space, segments)));
          }
        });
  }

  @Test
  void isRefusedAtOnceHoweverLongItIs() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          String million = "x".repeat(1_000_000);
          Refused.message(() -> Key.parse("/" + million));
          Refused.message(() -> Key.parse("/" + "x/".repeat(500_000)));
          Refused.message(() -> Key.parse("/host/" + million));
          Refused.message(() -> Key.parse(PORTS.replace("10.0.0.1", ":".repeat(1_000_000) + "x")));
        });
  }

  private static String words(String grammar) {
    return switch (grammar) {
      case "NAME" -> NAME;
      case "TAG" -> TAG;
      case "DNS" -> DNS;
      case "PORT" -> PORT;
      case "IP" -> IP;
      case "RELEASE" -> "a release's number";
      case "VARIABLE" -> "a letter or underscore, then letters, digits, underscores";
      case "DOMAIN" -> "a DNS name in lower case, *.name, or *";
      case "DUID" -> "hex bytes with colons between";
      case "FREE" -> "1 to 255 printing characters without a slash";
      case "PROTOCOL" -> "tcp or udp";
      case "JOB_ID" -> "<stack>.<node>.<tag>";
      default -> throw new IllegalArgumentException(grammar);
    };
  }
}
