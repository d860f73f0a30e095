package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends CommandScene {
  private static final String HELLO = "GET /v1/jobs/adhoc.hello.1";
  private static final String THREE =
      "{\"jobs\":[{\"id\":\"adhoc.hello.1\"},{\"id\":\"shop.web.7.1\"},{\"id\":\"shop.web.7.2\"},"
          + "{\"id\":\"shop.web2.1\"}]}";

  @Test
  void listsTheHosts() {
    api.on(
        "GET /v1/hosts",
        200,
        """
        {"revision":9,"leader":"h1","hosts":[
        {"name":"h1","address":"10.0.0.1","tags":["fast","ssd"],"cpu":4000,"memory":8589934592,
         "engine":"20.10","state":"ready","reason":"","leader":true,"jobs":3,
         "reserved":{"cpu":1250,"memory":1288490189}},
        {"name":"h2","address":"","tags":[],"state":"lost","leader":false,"jobs":1}]}
        """);
    prints(
        """
        HOST  STATE           ADDRESS   JOBS  CPU     MEMORY   ENGINE  TAGS
        h1    ready (leader)  10.0.0.1  3     1.25/4  1.2G/8G  20.10   fast,ssd
        h2    lost                      1
        """,
        "hosts");
  }

  @Test
  void saysThatNobodyLeads() {
    api.on("GET /v1/hosts", 200, "{\"leader\":\"\",\"hosts\":[{\"name\":\"h1\"}]}");
    assertEquals("nobody leads: no job is placed until a master is elected\n", run("hosts").err());
  }

  @Test
  void cordonsWithAReasonOfAnyCharacters() {
    api.on(
        "PUT /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 takes no new jobs: a \\\"new\\\" disk\"}");
    prints("h2 takes no new jobs: a \"new\" disk\n", "cordon", "h2", "a", "\"new\"", "disk");
    assertEquals("{\"reason\":\"a \\\"new\\\" disk\"}", api.asked().get(0).body());
  }

  @Test
  void cordonsWithoutAReason() {
    api.on("PUT /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 takes no new jobs\"}");
    prints("h2 takes no new jobs\n", "cordon", "h2");
    assertEquals("{\"reason\":\"\"}", api.asked().get(0).body());
  }

  @Test
  void uncordons() {
    api.on("DELETE /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 takes jobs again\"}");
    prints("h2 takes jobs again\n", "uncordon", "h2");
  }

  @Test
  void refusesWhatCanBeNoHost() {
    isMisuse(
        "viking cordon: host '../x' is not a DNS name in lower case (see: viking cordon --help)",
        "cordon",
        "../x");
    assertEquals(List.of(), api.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"adhoc.hello.1", "adhoc/hello/1", "adhoc/hello", "adhoc", "adhoc.hel"})
  void retriesTheOneJobThatIsMeant(String word) {
    api.on(HELLO, 200, "{}").on("GET /v1/jobs", 200, THREE);
    api.on("POST /v1/jobs/adhoc.hello.1/retry", 200, "{\"done\":\"it starts now\"}");
    prints("it starts now\n", "retry", word);
  }

  @Test
  void namesTheJobsThatAWordMayMean() {
    api.on("GET /v1/jobs", 200, THREE);
    failsWith(
        "'shop/web' may be 2 jobs, name one: shop.web.7.1, shop.web.7.2", "retry", "shop/web");
    failsWith(
        "'shop.web.7' may be 2 jobs, name one: shop.web.7.1, shop.web.7.2", "retry", "shop.web.7");
  }

  @Test
  void guessesWhichJobWasMeant() {
    api.on("GET /v1/jobs", 200, THREE);
    failsWith(
        "there is no job 'adhoc.helo.1'; did you mean 'adhoc.hello.1'?", "why", "adhoc.helo.1");
    failsWith("there is no job 'shop/wbe'; did you mean 'shop.web'?", "why", "shop/wbe");
    failsWith("there is no job 'zzzzzz'; viking ps -a lists them", "why", "zzzzzz");
  }

  @Test
  void handsOnWhyAJobIsNotRetried() {
    api.on(HELLO, 200, "{}");
    api.on("POST /v1/jobs/adhoc.hello.1/retry", 409, "{\"error\":\"it runs; nothing to retry\"}");
    failsWith("it runs; nothing to retry", "retry", "adhoc.hello.1");
  }

  @Test
  void saysWhyOfEveryHost() {
    api.on(HELLO, 200, "{}");
    api.on(
        "GET /v1/jobs/adhoc.hello.1/why",
        200,
        """
        {"id":"adhoc.hello.1","summary":"adhoc.hello.1 runs on h1: the most room is there","hosts":[
        {"name":"h1","fits":true,"chosen":true,"sentence":"fits, most room"},
        {"name":"h2","fits":true,"chosen":false,"sentence":"fits"},
        {"name":"h3","fits":false,"chosen":false,"sentence":"tag 'ssd' missing"}]}
        """);
    prints(
        """
        adhoc.hello.1 runs on h1: the most room is there
        HOST  FITS    WHY
        h1    chosen  fits, most room
        h2    yes     fits
        h3    no      tag 'ssd' missing
        """,
        "why",
        "adhoc/hello/1");
  }

  @Test
  void asksWhyOfOneHostAlone() {
    api.on(HELLO, 200, "{}");
    api.on(
        "GET /v1/jobs/adhoc.hello.1/why?host=h2", 200, "{\"summary\":\"it waits\",\"hosts\":[]}");
    prints("it waits\n", "why", "adhoc/hello/1", "h2");
  }

  @Test
  void listsVolumes() {
    api.on(
        "GET /v1/volumes",
        200,
        """
        {"volumes":[{"stack":"shop","node":"db","slot":"1","host":"h2","made":true,
        "hostState":"gone","job":"shop.db.7.1","jobState":"blocked"}]}
        """);
    prints(
        """
        VOLUME     HOST  HOST IS  MADE  JOB          STATE
        shop/db/1  h2    gone     yes   shop.db.7.1  blocked
        """,
        "volume",
        "ls");
  }

  @Test
  void saysHowAVolumeComesAbout() {
    api.on("GET /v1/volumes", 200, "{\"volumes\":[]}");
    Ran ran = run("volume", "ls");
    assertEquals(new Ran(0, "", ran.err()), ran);
    assertTrue(ran.err().startsWith("no volumes; "), ran.err());
  }

  @Test
  void releasesAVolume() {
    api.on("DELETE /v1/volumes/shop/db/1", 200, "{\"done\":\"released\"}");
    prints("released\n", "volume", "release", "shop/db/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop/db", "shop/db/1/2", "shop//1", "shop/../1"})
  void releasesNothingThatIsNoVolume(String word) {
    isMisuse(
        "viking volume release: '"
            + word
            + "' is not STACK/NODE/SLOT; viking volume ls lists them"
            + " (see: viking volume release --help)",
        "volume",
        "release",
        word);
    assertEquals(List.of(), api.asked());
  }

  @Test
  void describesTheHostThatAnswers() {
    api.on(
        "GET /v1/info",
        200,
        """
        {"hostname":"h1","id":"abc","address":"10.0.0.1","master":true,"tags":[],"cluster":"c1",
        "version":"0.1.0","keyFormat":1,"engine":"20.10","etcd":["10.0.0.1:2379","10.0.0.2:2379"],
        "leads":true,"registered":true,"revision":12,"problem":"etcd has gone back","uptimeSeconds":7300}
        """);
    prints(
        """
        host      h1
        address   10.0.0.1
        id        abc
        cluster   c1
        part      master and slave, leads
        etcd      10.0.0.1:2379, 10.0.0.2:2379
        revision  12
        viking    0.1.0 (key format 1)
        engine    20.10
        up        2h
        problem   etcd has gone back
        """,
        "info");
  }

  @Test
  void acceptsTheStore() {
    api.on("POST /v1/accept", 200, "{\"done\":\"h1 goes on\"}");
    prints("h1 goes on\n", "accept");
  }

  @Test
  void completesEveryCommandThatIsShown() {
    String script = run("completion").out();
    for (String verb : Verbs.ALL.keySet()) {
      assertEquals(!verb.equals("train"), script.contains("_picocli_viking_" + verb + "()"), verb);
    }
  }

  @Test
  void trainsWithoutAnyApi() {
    environment.put("VIKING_ADDR", "127.0.0.1:1");
    Ran ran = run("train");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("a.b.1"), ran.out());
    assertTrue(ran.err().contains("1 unhealthy"), ran.err());
  }

  @Test
  void everyCommandHelpsWithExamplesWithinEightyColumns() {
    for (String verb : Verbs.ALL.keySet()) {
      Ran ran = run(verb, "--help");
      assertEquals(0, ran.code(), verb);
      assertTrue(ran.out().lines().allMatch(line -> line.length() <= 80), ran.out());
      boolean plain = verb.equals("help") || verb.equals("train");
      assertTrue(plain || ran.out().contains("Example"), ran.out());
    }
  }

  @Test
  void guessesWhatAnUnknownOptionOrSubcommandMeant() {
    isMisuse(
        "viking ps: unknown option '--stak'; did you mean '--stack'? (see: viking ps --help)",
        "ps",
        "--stak");
    isMisuse(
        "viking volume: unknown command 'relaese'; did you mean 'release'?"
            + " (see: viking volume --help)",
        "volume",
        "relaese");
    isMisuse("viking ps: unknown argument 'web' (see: viking ps --help)", "ps", "shop", "web");
  }
}
