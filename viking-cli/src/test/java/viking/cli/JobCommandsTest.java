package viking.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single jobs, and which is meant: retried, killed, explained. */
class JobCommandsTest extends CommandScene {
  private static final String HELLO = "GET /v1/jobs/adhoc.hello.1";
  private static final String THREE =
      "{\"jobs\":[{\"id\":\"adhoc.hello.1\"},{\"id\":\"shop.web.7.1\"},{\"id\":\"shop.web.7.2\"},"
          + "{\"id\":\"shop.web2.1\"}]}";

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
  void killsOneJob() {
    api.on("GET /v1/jobs/adhoc.hello.1", 200, "{}").on("DELETE /v1/jobs/adhoc.hello.1", 200, "{}");
    prints("adhoc.hello.1 is being stopped\n", "kill", "adhoc/hello/1");
  }
}
