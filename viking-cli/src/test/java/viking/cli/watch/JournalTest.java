package viking.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import viking.cli.client.Body;
import viking.cli.client.Tree;
import viking.cli.text.Screen;

class JournalTest {
  private final StringWriter written = new StringWriter();
  private final Display journal = Display.on(Screen.NONE, new PrintWriter(written), Instant.EPOCH);

  @Test
  void everyChangeIsOneLineHoweverOftenItIsSeen() {
    for (String state : new String[] {"starting", "starting", "running", "running"}) {
      journal.stack(stack(0, "web.7.1 is not ready", "shop.web.7.1", state));
      journal.tick(Instant.EPOCH.plusSeconds(60));
    }
    journal.stack(stack(1, "", "shop.web.7.1", "running"));
    assertEquals(
        """
        shop/web: 0 of 1 ready, 0 of this release; web.7.1 is not ready
        shop.web.7.1: starting on h1
        shop.web.7.1: running on h1
        shop/web: ready, 1 of 1
        """,
        written.toString());
  }

  @Test
  void whatRunsAlreadyIsNoNewsButWhatGoesIs() {
    Tree before =
        Tree.parse(
            """
            {"stack":"shop","nodes":[{"node":"db","wanted":1,"ready":1,"current":1,"why":"",
            "jobs":[{"job":"shop.db.1.1","state":"running","health":"healthy","current":true}]},
            {"node":"web","wanted":1,"ready":1,"current":0,"why":"",
            "jobs":[{"job":"shop.web.6.1","state":"running","health":"healthy","current":false}]}]}
            """);
    journal.stack(before);
    assertEquals("", written.toString());
    journal.stack(stack(1, "", "shop.web.7.1", "running"));
    assertEquals(
        """
        shop.web.7.1: running on h1
        shop.db.1.1: gone
        shop.web.6.1: gone
        """,
        written.toString());
  }

  @Test
  void runsByTheClockThatHaveFailedBeforeAreNoNews() {
    String night =
        """
        {"stack":"shop","nodes":[{"node":"night","kind":"cron","wanted":0,"why":"","jobs":[
        {"job":"shop.night.cron.20261120-0300","state":"%s","health":"none","current":true}]}]}
        """;
    journal.stack(Tree.parse(night.formatted("failed")));
    assertEquals("", written.toString());
    journal.stack(Tree.parse(night.formatted("running")));
    journal.stack(Tree.parse(night.formatted("failed")));
    assertEquals(
        """
        shop.night.cron.20261120-0300: running
        shop.night.cron.20261120-0300: failed
        """,
        written.toString());
  }

  @Test
  void whatABuildPrintsIsAllThere() {
    image("building", "Step 1/2 : FROM a", "");
    image("building", "one\n\u001b[31mred", "");
    image("building", "one\n\u001b[31mred", "");
    image("held", "h1, h2", "viking/shop/app:1");
    image("held", "h1, h2", "viking/shop/app:1");
    assertEquals(
        """
        viking:shop/app | Step 1/2 : FROM a
        viking:shop/app | one
        viking:shop/app | [31mred
        viking:shop/app | one
        viking:shop/app | [31mred
        viking:shop/app: held, h1, h2
        """
            .replace("| [31m", "|  [31m"),
        written.toString());
  }

  @Test
  void thatItHasBeenSentIsSaidOnce() {
    journal.sending(10, 2048);
    journal.sending(2048, 2048);
    journal.sending(2048, 2048);
    assertEquals("sent 2K\n", written.toString());
  }

  @Test
  void aWarningIsASentence() {
    image("warning", "it has no user", "");
    assertEquals("warning: viking:shop/app: it has no user\n", written.toString());
  }

  private void image(String state, String text, String ref) {
    journal.event(
        Tree.parse(
            Body.of("event", "image")
                .and("image", "viking:shop/app")
                .and("state", state)
                .and("text", text)
                .and("ref", ref)
                .toString()));
  }

  private static Tree stack(int ready, String why, String job, String state) {
    return Tree.parse(
        """
        {"stack":"shop","nodes":[{"node":"web","wanted":1,"ready":%d,"current":%d,"why":"%s",
        "jobs":[{"job":"%s","state":"%s","health":"none","host":"h1","message":"","current":true}]}]}
        """
            .formatted(ready, ready, why, job, state));
  }
}
