package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.api.ApiScene.Told;

/** What users and their scripts get wrong, and the line that they are told. */
class RefusalsTest {
  private static ApiScene api;

  @BeforeAll
  static void open() {
    api = new ApiScene();
    api.write(hand -> hand.host("h1"));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/info", "/v1/jobs", "/metrics", "/v1/nothing", "/"})
  void nothingIsToldWithoutTheToken(String path) {
    Told none = ApiScene.told(api.send(api.bare(path).build()));
    assertEquals(401, none.status());
    assertEquals("no token: send the header Authorization: Bearer TOKEN", none.error());
    assertEquals("Bearer", none.response().headers().firstValue("www-authenticate").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer s3cre", "Bearer s3crett", "Bearer ", "Basic s3cret", "s3cret"})
  void aWrongTokenIsNone(String header) {
    HttpRequest request = api.bare("/v1/info").header("Authorization", header).build();
    assertEquals(401, api.send(request).statusCode());
  }

  @Test
  void noOrderIsCarriedOutWithoutTheToken() {
    HttpRequest cordon = api.bare("/v1/hosts/h1/cordon").PUT(BodyPublishers.ofString("{}")).build();
    assertEquals(401, api.send(cordon).statusCode());
    assertEquals("ready", api.get("/v1/hosts").json().get("hosts").get(0).get("state").asText());
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("GET", "/v1/job", "", 404, "there is no '/v1/job', did you mean '/v1/jobs'?"),
        refusal("GET", "/v1/jobs/", "", 400, "job '' is not <stack>.<node>.<tag>"),
        refusal("GET", "/v2", "", 404, "there is no '/v2'"),
        refusal(
            "GET",
            "/v1/jobs/a.b.c/wyh",
            "",
            404,
            "there is no '/v1/jobs/a.b.c/wyh', did you mean '/v1/jobs/a.b.c/why'?"),
        refusal("POST", "/v1/jobs", "", 405, "'/v1/jobs' does not take POST, but GET, HEAD"),
        refusal(
            "GET",
            "/v1/hosts/h1/cordon",
            "",
            405,
            "'/v1/hosts/h1/cordon' does not take GET, but PUT, DELETE"),
        refusal("PATCH", "/health", "", 405, "'/health' does not take PATCH, but GET, HEAD"),
        refusal(
            "GET", "/v1/jobs?stak=a", "", 400, "unknown parameter 'stak', did you mean 'stack'?"),
        refusal("GET", "/v1/info?x=1", "", 400, "unknown parameter 'x'; there are none here"),
        refusal("GET", "/v1/jobs?stack=a&stack=b", "", 400, "the parameter 'stack' is given twice"),
        refusal(
            "GET",
            "/v1/jobs?stack=A",
            "",
            400,
            "stack 'A' is not 1 to 32 of a-z, 0-9 and inner hyphens"),
        refusal(
            "GET",
            "/v1/jobs?state=runing",
            "",
            400,
            "state 'runing' is none, did you mean 'running'?"),
        refusal("GET", "/v1/jobs/x", "", 400, "job 'x' is not <stack>.<node>.<tag>"),
        refusal(
            "GET", "/v1/jobs/a.b.C", "", 400, "tag 'C' is not 1 to 63 of a-z, 0-9, dot and hyphen"),
        refusal(
            "GET",
            "/v1/jobs/a.b.%2Fetc",
            "",
            400,
            "tag '/etc' is not 1 to 63 of a-z, 0-9, dot and hyphen"),
        refusal("GET", "/v1/jobs/%ff", "", 400, "'%ff' in the request line is not UTF-8"),
        refusal("PUT", "/v1/hosts/H1/cordon", "", 400, "host 'H1' is not a DNS name in lower case"),
        refusal("PUT", "/v1/hosts/h2/cordon", "", 404, "there is no host 'h2', did you mean 'h1'?"),
        refusal("DELETE", "/v1/hosts/far/cordon", "", 404, "there is no host 'far'"),
        refusal(
            "PUT",
            "/v1/hosts/h1/cordon",
            "{\"raeson\":\"x\"}",
            400,
            "unknown field 'raeson', did you mean 'reason'?"),
        refusal("PUT", "/v1/hosts/h1/cordon", "{\"reason\":1}", 400, "'reason' is not text"),
        refusal(
            "PUT",
            "/v1/hosts/h1/cordon",
            "[]",
            400,
            "the body is not a JSON object, which would begin with {"),
        refusal(
            "DELETE",
            "/v1/hosts/h1/cordon",
            "{\"x\":1}",
            400,
            "unknown field 'x'; no fields are taken here"),
        refusal(
            "PUT",
            "/v1/hosts/h1/cordon",
            "{\"reason\":\"" + "x".repeat(501) + "\"}",
            400,
            "'reason' is longer than 500 characters"),
        refusal("DELETE", "/v1/volumes/a/b/1", "", 404, "no volume of 'a/b/1' is kept"),
        refusal(
            "DELETE",
            "/v1/volumes/a/B/1",
            "",
            400,
            "node 'B' is not 1 to 32 of a-z, 0-9 and inner hyphens"),
        refusal("POST", "/v1/jobs/a.b.c/retry", "", 404, "there is no job 'a.b.c'"),
        refusal("POST", "/v1/accept", "", 409, "this host has no complaint about etcd"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyRefusalIsOneLine(String method, String path, String body, int status, String error) {
    Told told = api.ask(method, path, body);
    assertEquals(error, told.error());
    assertEquals(status, told.status());
    assertFalse(told.error().contains("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"reason\":\"a\",\"reason\":\"b\"}", "{} {}", "nonsense"})
  void whatIsNotJsonIsTold(String body) {
    Told told = api.ask("PUT", "/v1/hosts/h1/cordon", body);
    assertEquals(400, told.status());
    assertTrue(told.error().startsWith("the body is not JSON at column "), told.error());
  }

  @Test
  void aBodyThatIsNotTextIsTold() {
    HttpRequest request =
        api.request("/v1/hosts/h1/cordon")
            .PUT(BodyPublishers.ofByteArray(new byte[] {'{', (byte) 0xff}))
            .build();
    assertEquals("the body is not UTF-8", ApiScene.told(api.send(request)).error());
  }

  @Test
  void whatIsAllowedIsToldInTheHeaderToo() {
    Told told = api.ask("POST", "/v1/jobs", "");
    assertEquals("GET, HEAD", told.response().headers().firstValue("allow").orElse(""));
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedHoweverItComes() {
    byte[] large = "x".repeat((1 << 20) + 1).getBytes(StandardCharsets.US_ASCII);
    HttpRequest announced =
        api.request("/v1/hosts/h1/cordon").PUT(BodyPublishers.ofByteArray(large)).build();
    assertEquals(413, api.send(announced).statusCode());
    HttpRequest chunked =
        api.request("/v1/hosts/h1/cordon")
            .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))
            .build();
    Told told = ApiScene.told(api.send(chunked));
    assertEquals(413, told.status());
    assertEquals("the body is larger than 1048576 bytes, which is the most", told.error());
    assertEquals(200, api.get("/v1/info").status());
  }

  @Test
  void aBodyOfJustTheMostIsTaken() {
    String padding = " ".repeat((1 << 20) - 2);
    assertEquals(
        "h1 takes no new jobs", api.ask("PUT", "/v1/hosts/h1/cordon", "{" + padding + "}").done());
    assertEquals(200, api.ask("DELETE", "/v1/hosts/h1/cordon", "").status());
  }

  private static Arguments refusal(
      String method, String path, String body, int status, String error) {
    return Arguments.of(method, path, body, status, error);
  }
}
