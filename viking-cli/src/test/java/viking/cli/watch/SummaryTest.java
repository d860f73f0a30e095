package viking.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.cli.client.Tree;
import viking.cli.text.Terminal;

class SummaryTest {
  private static final Tree ACCEPTED = Tree.parse("{\"changed\":[\"web\"],\"unchanged\":[\"db\"]}");

  @Test
  void saysWhatIsNotReadyThoughTheReleaseIsThrough() {
    Tree stack =
        Tree.parse(
            """
            {"stack":"shop","release":7,"nodes":[
            {"node":"web","wanted":3,"ready":3,"domains":["shop.com"]},
            {"node":"help","kind":"website","wanted":0,"ready":0},
            {"node":"db","wanted":2,"ready":1,"jobs":[
             {"job":"shop.db.1.1","state":"running","health":"healthy","message":""},
             {"job":"shop.db.1.2","state":"blocked","health":"none","message":"waits for host h1"}]}]}
            """);
    assertEquals(
        List.of(
            "shop       release 7 runs, after 6s",
            "changed    web",
            "unchanged  db",
            "not ready  db: shop.db.1.2 blocked: waits for host h1",
            "domains    shop.com -> web"),
        print(stack));
  }

  private static List<String> print(Tree stack) {
    StringWriter written = new StringWriter();
    Summary.of(ACCEPTED, stack, List.of(), Duration.ofSeconds(6))
        .print(new PrintWriter(written, true), Terminal.NONE);
    return written.toString().lines().toList();
  }
}
