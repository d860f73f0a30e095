package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.cli.client.Tree;
import viking.cli.text.Terminal;

class PsTest extends CommandScene {
  private static final String JOBS =
      """
      {"revision":7,"jobs":[
      {"id":"adhoc.hello.1","state":"running","health":"healthy","host":"h1","message":"",
       "since":"2026-11-20T19:57:00Z",
       "ports":[{"port":80,"protocol":"tcp","address":"10.0.0.1","hostPort":32768},
                {"port":53,"protocol":"udp","address":"fd00::1","hostPort":53}]},
      {"id":"adhoc.once.1","state":"done","health":"none","host":"h1","message":"exit code 0",
       "since":"2026-11-20T10:00:00Z","ports":[],"exitCode":0},
      {"id":"shop.web.7.2","state":"waiting","health":"none","host":"","message":"no host fits: tag 'ssd' missing",
       "since":"2026-11-18T20:00:00Z","ports":[]}]}
      """;

  @Test
  void listsWhatRunsAndTellsOfTrouble() {
    api.on("GET /v1/jobs", 200, JOBS);
    assertEquals(
        new Ran(
            0,
            """
            JOB            STATE              HOST  AGE  PORTS                                     MESSAGE
            adhoc.hello.1  running (healthy)  h1    3m   10.0.0.1:32768->80, [fd00::1]:53->53/udp
            shop.web.7.2   waiting                  2d                                             no host fits: tag 'ssd' missing
            """,
            """
            1 done, not shown (viking ps -a)
            1 waiting (viking why JOB tells more)
            """),
        run("ps"));
  }

  @Test
  void showsWhatIsDoneWhenAskedForAll() {
    api.on("GET /v1/jobs", 200, JOBS);
    Ran ran = run("ps", "-a");
    assertTrue(ran.out().contains("adhoc.once.1   done"), ran.out());
    assertFalse(ran.err().contains("not shown"), ran.err());
  }

  @Test
  void tellsOfAStackThatCannotBeShownAndListsItsJobs() {
    api.on("GET /v1/jobs?stack=shop", 200, JOBS);
    api.on("GET /v1/stacks/shop", 409, "{\"error\":\"/stack/shop cannot be read\"}");
    Ran ran = run("ps", "shop");
    assertEquals(0, ran.code());
    assertTrue(ran.err().startsWith("/stack/shop cannot be read"), ran::err);
    assertTrue(ran.out().startsWith("JOB"), ran::out);
  }

  @Test
  void leavesTheChoiceToTheApi() {
    api.on("GET /v1/jobs?stack=a%20b&host=h2", 200, "{\"jobs\":[]}");
    assertEquals(
        new Ran(0, "", "no jobs of stack a b on h2; viking ps --all-stacks shows all\n"),
        run("ps", "--stack", "a b", "--host", "h2"));
  }

  @Test
  void ofFailedRunsByTheClockTheLastTwoAreShown() {
    String run =
        "{\"id\":\"shop.nightly.cron.2026111%1$d-0300\",\"stack\":\"shop\",\"node\":\"nightly\","
            + "\"tag\":\"cron.2026111%1$d-0300\",\"state\":\"failed\"}";
    String runs =
        IntStream.rangeClosed(1, 9).mapToObj(run::formatted).collect(Collectors.joining(","));
    api.on("GET /v1/jobs", 200, "{\"jobs\":[" + runs + "]}");
    assertEquals(
        new Ran(
            0,
            """
            JOB                              STATE
            shop.nightly.cron.20261118-0300  failed
            shop.nightly.cron.20261119-0300  failed
            """,
            """
            7 earlier failed runs of shop/nightly, not shown (viking ps -a)
            2 failed (viking why JOB tells more)
            """),
        run("ps"));
    assertEquals(10, run("ps", "-a").out().lines().count());
  }

  @Test
  void aStackOfWebsitesIsShownWithoutAdvice() {
    api.on("GET /v1/jobs?stack=help", 200, "{\"jobs\":[]}");
    api.on(
        "GET /v1/stacks/help",
        200,
        "{\"stack\":\"help\",\"release\":1,\"by\":\"ann\",\"at\":\"2026-11-20T19:57:00Z\","
            + "\"nodes\":[{\"node\":\"www\",\"kind\":\"website\"}]}");
    write("viking.yml", "viking: {name: help}\n");
    assertEquals(
        new Ran(
            0,
            "help: release 1 of ann, 3m ago\nNODE  KIND\nwww   website\n\n",
            "the stack of viking.yml here; all: viking ps --all-stacks\nno jobs of stack help\n"),
        run("ps"));
  }

  @Test
  void saysHowToBeginWhereThereIsNothing() {
    api.on("GET /v1/jobs", 200, "{\"jobs\":[]}");
    Ran ran = run("ps");
    assertEquals(0, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("started with: viking etcdctl put /proc/adhoc/hel"));
  }

  @Test
  void tellsOfKeysThatAreNoJobs() {
    api.on(
        "GET /v1/jobs",
        200,
        "{\"jobs\":[],\"refused\":[{\"key\":\"/proc/x\",\"problem\":\"too short\"}]}");
    assertTrue(run("ps").err().endsWith("the key /proc/x is no job: too short\n"));
  }

  @Test
  void printsTheWholeAnswerAsJson() {
    api.on("GET /v1/jobs", 200, JOBS.replace("\"exitCode\":0", "\"future\":1.10"));
    Ran ran = run("ps", "-o", "json");
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("    \"future\" : 1.10\n"), ran.out());
    assertEquals(3, Tree.parse(ran.out()).list("jobs").size());
  }

  @Test
  void cutsTheMessageAndPaintsTheStateOnATerminal() {
    terminal = new Terminal(OptionalInt.of(60), true);
    api.on(
        "GET /v1/jobs",
        200,
        "{\"jobs\":[{\"id\":\"a.b.1\",\"state\":\"failed\",\"message\":\""
            + "0123456789".repeat(9)
            + "\"}]}");
    String out = run("ps").out();
    assertTrue(
        out.endsWith("a.b.1  \u001b[31mfailed\u001b[0m  " + "0123456789".repeat(4) + "0123…\n"),
        out);
  }

  @Test
  void letsNoMessageSteerTheTerminal() {
    api.on(
        "GET /v1/jobs",
        200,
        "{\"jobs\":[{\"id\":\"a.b.1\",\"state\":\"failed\",\"message\":\"a\\u001b[2Jb\\nc\"}]}");
    assertEquals("a.b.1  failed  a [2Jb c", run("ps").out().lines().toList().get(1));
  }

  @Test
  void needsNoFlagsWhereAFileNamesTheToken() {
    environment.remove("VIKING_TOKEN");
    environment.put("VIKING_DATA_DIR", folder.toString());
    write("token", FakeApi.TOKEN + "\n");
    api.on("GET /v1/jobs", 200, "{\"jobs\":[]}");
    assertEquals(0, run("ps").code());
    assertEquals(List.of(new FakeApi.Asked("GET", "/v1/jobs", "")), api.asked());
  }
}
