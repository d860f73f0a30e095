package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;

/** Deploys that are refused before anything is built. */
class RefusedDeploysTest extends StacksScene {
  @Test
  void whatCannotBeAcceptedIsNotBuilt() {
    api.write(
        hand ->
            hand.put(Keys.route("a.com"), "{\"stack\":\"other\",\"node\":\"web\",\"port\":80}"));
    HttpResponse<String> taken =
        post("deploy", Sent.of(order(stack(WEB.formatted(",\"domains\":[\"a.com\"]")), "")));
    assertEquals(409, taken.statusCode());
    assertTrue(
        taken.body().contains("domain a.com belongs to stack other (node web)"), taken::body);
    String secret =
        "\"web\":{\"job\":{\"image\":\"viking:shop/src\",\"secrets\":[\"DB_PASSWORD\"]}}";
    HttpResponse<String> unset = post("deploy", Sent.of(order(stack(secret), "")));
    assertTrue(
        unset
            .body()
            .contains(
                "secret DB_PASSWORD of deploy.web is not set: printf … | viking secret set shop"
                    + " DB_PASSWORD"),
        unset::body);
    assertEquals(0, building.given.size());
    assertTrue(isEmptyFolder(), "what was sent is still there");
  }

  @Test
  void whatIsBrokenIsRefusedInOneLine() {
    assertTrue(refused("not a tar at all".getBytes(UTF_8)).contains("no gzip"));
    byte[] whole = sent("x");
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertTrue(refused(half).contains("what was sent"));
    String first = refused(new Sent().file("c0/x", "x").bytes());
    assertTrue(first.contains("does not begin with deploy.json"), first);
    for (String name : List.of("../x", "/etc/passwd", "c0/../../x", "c0//x", "x", "d0/x")) {
      String error = refused(new Sent().file("deploy.json", "{}").file(name, "x").bytes());
      assertTrue(error.contains("is no path below a folder that is sent"), error);
    }
    for (String to : List.of("/etc", "../..", "a/../../x", "a/../x")) {
      String error = refused(new Sent().file("deploy.json", "{}").link("s0/l", to).bytes());
      assertTrue(error.contains("is a link that leads outside"), error);
    }
    byte[] nowhere = new Sent().file("deploy.json", "{}").link("c0/l", "").bytes();
    assertTrue(refused(nowhere).contains("is a link that leads nowhere"));
    byte[] through =
        new Sent().file("deploy.json", "{}").link("c0/l", "src").file("c0/l/x", "x").bytes();
    assertTrue(refused(through).contains("lies below what is no folder"));
    byte[] twice = new Sent().file("deploy.json", "{}").file("c0/x", "x").file("c0/x", "y").bytes();
    assertTrue(refused(twice).contains("is sent twice"));
    byte[] device = new Sent().file("deploy.json", "{}").device("c0/null").bytes();
    assertTrue(refused(device).contains("neither a file, a folder nor a symbolic link"));
    assertTrue(refused(new Sent().file("deploy.json", "{").bytes()).contains("is not JSON"));
    assertTrue(refused(Sent.of("{\"stack\":{\"name\":\"x\"}}")).contains("of stack 'x'"));
    assertTrue(refused(Sent.of("{\"stak\":{}}")).contains("did you mean 'stack'?"));
    assertEquals(0, building.given.size());
    assertTrue(isEmptyFolder(), "something was left behind");
  }

  /** What is up from where a link leads is not up from where the link stands. */
  @Test
  void linksThatLeadOutsideTogetherAreRefused() {
    byte[] body =
        new Sent()
            .file("deploy.json", "{}")
            .file("s0/a/b/c/x", "x")
            .link("s0/a/b/c/top", "../../..")
            .link("s0/a/b/c/key", "top/../../../secret.key")
            .bytes();
    String error = refused(body);
    assertTrue(error.contains("'s0/a/b/c/key' is a link that leads outside"), error);
  }

  /** The library takes in a name as long as it comes; packed, that may be next to nothing. */
  @Test
  void aNameThatNeverEndsIsRefused() {
    byte[] body = new Sent().file("deploy.json", "{}").longName(64 << 20).bytes();
    assertTrue(body.length < 1 << 20);
    assertTrue(refused(body).contains("holds a name longer than 1 MiB"));
  }

  @Test
  void whatIsTooLargeForEtcdIsNotBuilt() {
    String comment = "\"text\":\"" + "ä".repeat(300_000) + "\"";
    String stack =
        "{\"name\":\"shop\",\"build\":{\"src\":{"
            + comment
            + "}},\"deploy\":{"
            + WEB.formatted("")
            + "}}";
    String error = refused(Sent.of(order(stack, "")));
    assertTrue(error.contains("this release would be 586 KiB long"), error);
    assertEquals(0, building.given.size());
  }

  private String refused(byte[] body) {
    HttpResponse<String> answer = post("deploy", body);
    assertEquals(400, answer.statusCode(), answer::body);
    assertFalse(answer.body().contains("Exception"), answer::body);
    return answer.body();
  }
}
