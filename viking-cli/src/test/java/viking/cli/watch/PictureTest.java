package viking.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.cli.client.Body;
import viking.cli.client.Tree;
import viking.cli.text.Screen;

class PictureTest {
  private final StringWriter written = new StringWriter();
  private Picture picture = picture(70);

  @Test
  void showsTheStepThatEachBuildIsAt() {
    image("src", "building", "Step 2/3 : RUN npm install");
    image("src", "building", "added 12 packages");
    image("site", "held", "h1, h2");
    assertEquals(
        List.of(
            "making images  0s",
            "IMAGE  STATE     STEP",
            "src    building  2/3  added 12 packages",
            "site   held      h1, h2"),
        picture.lines());
  }

  @Test
  void showsOfEveryNodeWhatItWaitsForAsWideAsTheWindow() {
    Tree stack =
        Tree.parse(
            """
            {"stack":"shop","release":7,"rollout":{"phase":"rolling"},"nodes":[
            {"node":"db","kind":"service","wanted":1,"ready":1,"current":1,"why":""},
            {"node":"help","kind":"website","wanted":0,"ready":0,"current":0,"why":""},
            {"node":"web","kind":"standing","wanted":3,"ready":2,"current":1,"why":"",
             "jobs":[{"job":"shop.web.7.1","state":"running","health":"healthy","host":"h1","current":true},
              {"job":"shop.web.7.2","state":"starting","health":"none","host":"h2","message":"fetching the image","current":true},
              {"job":"shop.web.6.3","state":"running","health":"healthy","host":"h1","current":false}]}]}
            """);
    picture.stack(stack);
    picture.tick(Instant.EPOCH.plusSeconds(61));
    List<String> lines =
        List.of(
            "shop  release 7  rolling  1m",
            "NODE  READY    NEW  WAITS FOR",
            "db    1/1",
            "help  website",
            "web   2/3      1    7.2 starting on h2: fetching the image");
    assertEquals(lines.subList(0, 4), picture.lines().subList(0, 4));
    picture = picture(40);
    picture.stack(stack);
    assertTrue(picture.lines().stream().allMatch(line -> line.length() <= 40));
    assertEquals("web   2/3      1    7.2 starting on h2:…", picture.lines().get(4));
  }

  @Test
  void whatHasBecomeReadyIsToStaySoForAWhile() {
    String shop =
        """
        {"stack":"shop","rollout":{"phase":"%s"},"nodes":[
        {"node":"db","wanted":1,"ready":1,"current":1,"why":"","minReady":"5s"},
        {"node":"web","wanted":2,"ready":2,"current":2,"why":"%s","minReady":"5s"}]}
        """;
    picture.stack(Tree.parse(shop.formatted("rolling", "7.2 is starting")));
    picture.tick(Instant.EPOCH.plusSeconds(10));
    picture.stack(Tree.parse(shop.formatted("rolling", "")));
    picture.tick(Instant.EPOCH.plusSeconds(13));
    assertEquals(
        List.of("db    1/1", "web   2/2    ready for 3 of 5s"), picture.lines().subList(2, 4));
    picture.tick(Instant.EPOCH.plusSeconds(15));
    assertEquals("web   2/2", picture.lines().get(3));
    picture.stack(Tree.parse(shop.formatted("done", "")));
    picture.tick(Instant.EPOCH.plusSeconds(12));
    assertEquals("web   2/2", picture.lines().get(3));
  }

  @Test
  void drawsOverItselfAndOnlyWhatIsNew() {
    image("src", "building", "");
    int before = written.toString().length();
    picture.tick(Instant.EPOCH.plusMillis(400));
    assertEquals(before, written.toString().length());
    picture.tick(Instant.EPOCH.plusSeconds(1));
    String second = written.toString().substring(before);
    assertTrue(second.startsWith("\u001b[?7l\u001b[3A\r"), second);
    assertTrue(second.endsWith("\u001b[J\u001b[?7h"), second);
  }

  @Test
  void aSentenceStaysAboveThePicture() {
    image("src", "building", "");
    picture.say("release 8 carries it on");
    String all = written.toString();
    assertTrue(all.contains("\u001b[3A\r\u001b[J\u001b[?7hrelease 8 carries it on\n"), all);
  }

  @Test
  void aWarningStaysToo() {
    image("src", "building", "");
    image("", "warning", "the disk is nearly full");
    assertTrue(written.toString().contains("warning: the disk is nearly full\n"));
    assertEquals(3, picture.lines().size());
  }

  @Test
  void moreLinesThanTheWindowHasAreCounted() {
    for (int i = 0; i < 30; i++) {
      image("i" + i, "building", "");
    }
    String[] last = written.toString().split("\u001b\\[J", -1);
    String drawn = last[last.length - 2];
    assertTrue(drawn.contains("… 10 more lines"), drawn);
    assertEquals(23, drawn.chars().filter(c -> c == '\n').count());
  }

  private Picture picture(int width) {
    Screen screen = Screen.of("24 " + width, Map.of("TERM", "xterm", "NO_COLOR", "1"));
    return new Picture(screen, new PrintWriter(written), Instant.EPOCH);
  }

  private void image(String name, String state, String text) {
    picture.event(
        Tree.parse(
            Body.of("event", "image")
                .and("image", name)
                .and("state", state)
                .and("text", text)
                .toString()));
  }
}
