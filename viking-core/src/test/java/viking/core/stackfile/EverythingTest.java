package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import viking.core.codec.StackCodec;
import viking.core.model.Build;
import viking.core.model.Container;
import viking.core.model.Domain;
import viking.core.model.Every;
import viking.core.model.Expose;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Node;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Secret;
import viking.core.model.Stack;
import viking.core.model.Stop;
import viking.core.model.TagFilter;
import viking.core.model.Update;

/** A file with every key that there is, and what each of them becomes. */
class EverythingTest {
  private static final Stack ALL =
      StackFile.read(TestFiles.of("good/everything.yml"), Map.of("WORD", "w", "COUNT", "3"))
          .orThrow();
  private static final Node WEB = node("web");
  private static final Job JOB = WEB.job().orElseThrow();
  private static final Container CONTAINER = JOB.container();

  @Test
  void nameAndComment() {
    assertEquals("all", ALL.name());
    assertEquals("Everything there is", ALL.comment());
    assertEquals(
        List.of("web", "db", "migrate", "nightly", "weekly", "site", "docs"),
        List.copyOf(ALL.nodes().keySet()));
  }

  @Test
  void builds() {
    assertEquals(
        Map.of(
            "app",
            new Build("", "app", "Dockerfile", Map.of("BASE", "busybox")),
            "other",
            new Build("", "app", "sub/Other.dockerfile", Map.of("A", "1", "B", "two=2")),
            "inline",
            Build.ofText("FROM viking:elsewhere/base\nRUN echo \"$HOME ${NOT_SET} $$\"\n")),
        ALL.builds());
  }

  @Test
  void whatRuns() {
    assertEquals("viking:all/app", JOB.image());
    assertEquals(List.of("serve", "--name", "a b"), JOB.run());
    assertEquals(List.of("/bin/tini", "--"), CONTAINER.entrypoint());
    assertEquals(Optional.of("/srv"), CONTAINER.cwd());
    assertEquals(Optional.of("1000:1000"), CONTAINER.user());
    assertEquals(Optional.of("web.local"), CONTAINER.hostname());
    assertEquals(Map.of("tier", "front", "team", "a=b"), CONTAINER.labels());
    assertEquals(List.of("mongod", "--quiet mode"), job("db").run());
    assertEquals(Restart.ALWAYS, JOB.restart());
    assertEquals(Restart.ON_FAILURE, job("db").restart());
    assertEquals("", JOB.by());
  }

  @Test
  void variablesAreTheTextThatStandsThere() {
    assertEquals(
        Map.of(
            "PLAIN", "no",
            "VERSION", "1.10",
            "OCTAL", "010",
            "TIME", "22:22",
            "EMPTY", "",
            "BOTH", "env",
            "FILLED", "w-default-$5",
            "FROM_FILE", "one",
            "QUOTED", "two words"),
        CONTAINER.env());
  }

  @Test
  void secrets() {
    assertEquals(
        List.of(
            new Secret("DB_PASS", Optional.of("/run/secrets/DB_PASS"), 0),
            new Secret("API_KEY", Optional.empty(), 0),
            new Secret("CERT", Optional.of("/etc/cert"), 0),
            new Secret("TOKEN", Optional.of("/etc/token"), 0)),
        CONTAINER.secrets());
  }

  @Test
  void howManyAndAfterWhat() {
    assertEquals(3, WEB.scale());
    assertEquals(0, node("db").scale());
    assertEquals(1, node("migrate").scale());
    assertEquals(List.of("migrate", "db"), WEB.after());
    assertTrue(node("db").service());
    assertFalse(WEB.service());
  }

  @Test
  void ports() {
    assertEquals(
        List.of(
            Expose.parse("80"),
            Expose.parse("53/udp"),
            Expose.parse("2222:22"),
            Expose.parse("8080").opened(),
            Expose.parse("9090:90")),
        JOB.expose());
    assertEquals(List.of(Expose.parse("27017")), job("db").expose());
  }

  @Test
  void volumesAndFilters() {
    assertEquals(
        List.of(
            new Mount(Optional.empty(), "/data", false),
            new Mount(Optional.of("/host/dir"), "/logs", false),
            new Mount(Optional.of("/etc/conf"), "/conf", true)),
        JOB.volume());
    assertEquals(List.of(new TagFilter("ssd", false), new TagFilter("eu", true)), JOB.filter());
  }

  @Test
  void domains() {
    assertEquals(
        List.of(
            new Domain("a.com", OptionalInt.empty()),
            new Domain("*.b.com", OptionalInt.empty()),
            new Domain("api.a.com", OptionalInt.of(8080)),
            new Domain("c.com", OptionalInt.of(22))),
        WEB.domains());
  }

  @Test
  void whatTheEngineGives() {
    assertEquals(new Resources(1500, 512L << 20), JOB.resources());
    assertTrue(CONTAINER.init());
    assertEquals(Map.of("nofile", "1024:2048", "core", "0"), CONTAINER.ulimits());
    assertEquals(List.of("NET_ADMIN"), CONTAINER.capAdd());
    assertEquals(List.of("/dev/fuse", "/dev/a:/dev/b:r"), CONTAINER.devices());
    assertEquals(List.of("/run", "/tmp:size=64m"), CONTAINER.tmpfs());
    assertTrue(CONTAINER.readOnly());
    assertEquals(OptionalLong.of(128L << 20), CONTAINER.shmSize());
  }

  @Test
  void health() {
    assertEquals(
        Optional.of(
            new HealthCheck(
                HealthCheck.Kind.HTTP,
                "/health",
                List.of(),
                OptionalInt.of(80),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                5,
                Duration.ofMinutes(1))),
        JOB.health());
    assertEquals(HealthCheck.Kind.TCP, job("db").health().orElseThrow().kind());
    HealthCheck command = job("nightly").health().orElseThrow();
    assertEquals(HealthCheck.Kind.COMMAND, command.kind());
    assertEquals(List.of("test", "-f", "/tmp/ok"), command.command());
    assertEquals(HealthCheck.USUAL_INTERVAL, command.interval());
  }

  @Test
  void updateAndStop() {
    assertEquals(
        new Update(Update.Order.START_FIRST, 2, Duration.ofSeconds(1), Duration.ofMinutes(10)),
        WEB.update());
    assertEquals(Update.USUAL, node("db").update());
    assertEquals(new Stop("SIGINT", Duration.ofSeconds(20), Duration.ofSeconds(5)), JOB.stop());
    assertEquals(Stop.USUAL, job("db").stop());
  }

  @Test
  void whatLaterReadersGet() {
    assertEquals(
        Optional.of(
            "{\"min\":1,\"max\":5,\"cpu\":\"70%\",\"quoted\":\"5\",\"on\":true,"
                + "\"list\":[\"a\",\"1.50\"]}"),
        WEB.autoscale());
    assertEquals(Optional.of("\"dhcpv6\""), WEB.provision());
  }

  @Test
  void onceRunsToItsEndAndTakesWhatTheAnchorGives() {
    Node migrate = node("migrate");
    assertTrue(migrate.once());
    assertEquals(Restart.NEVER, job("migrate").restart());
    assertEquals(2, job("migrate").retries());
    assertEquals("viking:all/app", job("migrate").image());
    assertEquals(List.of("./migrate", "up"), job("migrate").run());
    assertEquals("SIGINT", job("migrate").stop().signal());
  }

  @Test
  void everyRunsToItsEndToo() {
    assertEquals(Optional.of(new Every("0 3 * * *", "UTC", false)), node("nightly").every());
    assertEquals(Restart.NEVER, job("nightly").restart());
    assertEquals(
        Optional.of(new Every("30 4 * * 1", "Europe/Berlin", true)), node("weekly").every());
    assertEquals(3, job("weekly").retries());
  }

  @Test
  void websites() {
    assertEquals(Optional.of("www"), node("site").documentRoot());
    assertEquals(List.of(new Domain("*", OptionalInt.empty())), node("site").domains());
    assertTrue(node("docs").website());
  }

  @Test
  void readsBackFromTheStore() {
    StackCodec codec = new StackCodec();
    assertEquals(ALL, codec.read(codec.write(ALL)));
  }

  private static Node node(String name) {
    return ALL.nodes().get(name);
  }

  private static Job job(String name) {
    return node(name).job().orElseThrow();
  }
}
