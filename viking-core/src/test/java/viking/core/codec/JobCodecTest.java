package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.Container;
import viking.core.model.Expose;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Stop;
import viking.core.model.TagFilter;

/** Values as people put them by hand. */
class JobCodecTest {
  private final JobCodec codec = new JobCodec();

  @Test
  void readsTheValueOfTheDesign() {
    Job job = codec.read("{\"image\":\"busybox\",\"run\":\"sleep 100\"}");
    assertEquals("busybox", job.image());
    assertEquals(List.of("sleep", "100"), job.run());
    assertEquals(Restart.ALWAYS, job.restart());
  }

  @Test
  void readsAllThatAJobCanSay() {
    Job job =
        codec.read(
            """
            {
              "image": "shop/web:7",
              "run": ["web", "--port", 80],
              "entrypoint": "/bin/init -g",
              "cwd": "/srv",
              "user": 1000,
              "env": {"LOG": "debug", "WORKERS": 4, "FAST": true},
              "labels": {"team": "a"},
              "hostname": "web.local",
              "init": true,
              "ulimits": {"nofile": 1024},
              "cap_add": "NET_ADMIN",
              "devices": ["/dev/fuse"],
              "tmpfs": ["/tmp"],
              "read_only": true,
              "shm_size": "64m",
              "expose": ["80", "2222:22", "53/udp"],
              "public": ["2222:22"],
              "volume": ["/data", "/srv:/srv:ro"],
              "filter": ["ssd", "rack1:flexible"],
              "resources": {"cpu": 0.5, "memory": "512m"},
              "health": {"http": "/up", "port": 80, "interval": "2s", "timeout": "500ms",
                         "retries": 5, "start_period": "1m"},
              "restart": "never",
              "retries": 2,
              "stop": {"signal": "SIGINT", "grace": "1m30s", "drain": "0s"},
              "by": "schedule"
            }
            """);
    assertEquals(
        new Job(
            "shop/web:7",
            List.of("web", "--port", "80"),
            new Container(
                List.of("/bin/init", "-g"),
                Optional.of("/srv"),
                Optional.of("1000"),
                Map.of("LOG", "debug", "WORKERS", "4", "FAST", "true"),
                Map.of("team", "a"),
                Optional.of("web.local"),
                true,
                Map.of("nofile", "1024"),
                List.of("NET_ADMIN"),
                List.of("/dev/fuse"),
                List.of("/tmp"),
                true,
                OptionalLong.of(64 << 20),
                List.of()),
            List.of(Expose.parse("80"), Expose.parse("2222:22").opened(), Expose.parse("53/udp")),
            List.of(Mount.parse("/data"), Mount.parse("/srv:/srv:ro")),
            List.of(new TagFilter("ssd", false), new TagFilter("rack1", true)),
            new Resources(500, 512 << 20),
            Optional.of(
                new HealthCheck(
                    HealthCheck.Kind.HTTP,
                    "/up",
                    List.of(),
                    OptionalInt.of(80),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    5,
                    Duration.ofMinutes(1))),
            Restart.NEVER,
            2,
            new Stop("SIGINT", Duration.ofSeconds(90), Duration.ZERO),
            "schedule"),
        job);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"sleep 100\"                   | sleep,100",
        "\"sh -c 'echo \\\"a b\\\"'\"    | sh,-c,echo \"a b\"",
        "\"echo \\\"a b\\\" c\"          | echo,a b,c",
        "[\"sh\", \"-c\", \"a 'b c\"]    | sh,-c,a 'b c",
        "[\"sleep 100\"]                 | sleep 100",
        "5                               | 5",
        "\"\"                            | ",
        "[]                              | ",
        "null                            | "
      })
  void splitsACommandIntoWordsUnlessItIsAList(String run, String words) {
    List<String> expected = words == null ? List.of() : List.of(words.split(",", -1));
    assertEquals(expected, read("run", run).run());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "80                      | 80",
        "\"80\"                  | 80",
        "\"53/udp\"              | 53/udp",
        "[80, \"2222:22\"]       | 80 2222:22",
        "[\"80/tcp\", \"81\"]    | 80 81"
      })
  void readsPortsAsANumberATextOrAList(String expose, String ports) {
    assertEquals(
        ports,
        String.join(" ", read("expose", expose).expose().stream().map(Expose::toString).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "80                        | 80                     | 80",
        "[\"80\", \"81\"]          | [80]                   | 80",
        "[\"80/tcp\", 81]          | [\"80/tcp\"]           | 80",
        "[\"80/tcp\", 81]          | 80                     | 80",
        "[80]                      | [\"80/tcp\"]           | 80",
        "[\"2222:22\", \"53/udp\"] | [\"2222:22/tcp\"]      | 2222:22",
        "[\"2222:22\", \"53/udp\"] | [\"53/udp\",\"2222:22\"] | 2222:22 53/udp",
        "80                        | []                     | "
      })
  void opensThePortsThatArePublicHoweverTheyAreSpelt(String expose, String open, String ports) {
    Job job = codec.read("{\"image\":\"x\",\"expose\":" + expose + ",\"public\":" + open + "}");
    List<String> opened = job.expose().stream().filter(Expose::open).map(Expose::toString).toList();
    assertEquals(Optional.ofNullable(ports).orElse(""), String.join(" ", opened));
  }

  @Test
  void checksHealthInOneOfThreeWays() {
    assertEquals(HealthCheck.Kind.HTTP, check("\"http\":\"/\"").kind());
    assertEquals(HealthCheck.Kind.TCP, check("\"tcp\":true").kind());
    assertEquals(HealthCheck.Kind.HTTP, check("\"http\":\"/\",\"tcp\":false").kind());
    assertEquals(List.of("pg_isready", "-q"), check("\"command\":\"pg_isready -q\"").command());
    assertEquals(
        new HealthCheck(
            HealthCheck.Kind.TCP,
            "",
            List.of(),
            OptionalInt.empty(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            3,
            Duration.ZERO),
        check("\"tcp\":true"));
  }

  @Test
  void stopsAsUsualUnlessSaidOtherwise() {
    assertEquals(Stop.USUAL, read("stop", "{}").stop());
    assertEquals(
        new Stop("SIGTERM", Duration.ofMinutes(2), Duration.ofSeconds(10)),
        read("stop", "{\"grace\":\"2m\"}").stop());
  }

  @Test
  void takesNullForNothing() {
    assertEquals(
        codec.read("{\"image\":\"x\"}"),
        codec.read(
            "{\"image\":\"x\",\"env\":null,\"expose\":null,\"health\":null,\"retries\":null}"));
  }

  private HealthCheck check(String fields) {
    return read("health", "{" + fields + "}").health().orElseThrow();
  }

  private Job read(String field, String value) {
    return codec.read("{\"image\":\"x\",\"" + field + "\":" + value + "}");
  }
}
