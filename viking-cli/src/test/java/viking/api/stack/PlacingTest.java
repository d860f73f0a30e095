package viking.api.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import viking.api.stack.NodeChange.Action;
import viking.core.model.JobId;
import viking.core.model.Release;
import viking.core.model.testing.Plain;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** Where the plan says that new instances go, on hosts of 8 GiB that are more than half full. */
class PlacingTest {
  private final Scene scene = new Scene();

  PlacingTest() {
    Hand hand = scene.hand();
    for (int slot = 1; slot <= 2; slot++) {
      JobId job = JobId.parse("shop.web.1." + slot);
      hand.host("h" + slot);
      hand.proc(job, "{\"image\":\"a\",\"resources\":{\"memory\":\"5g\"},\"by\":\"schedule\"}");
      hand.assign(job, "h" + slot);
    }
    scene.resetState();
  }

  @Test
  void whereNothingExtraFitsTheOldOneMakesRoom() {
    List<Placing.Place> places = places("{}");
    assertEquals(List.of("h1", "h2"), places.stream().map(Placing.Place::host).sorted().toList());
    for (Placing.Place place : places) {
      assertTrue(place.why().startsWith("the old one goes first, since nothing extra fits; "));
    }
  }

  @Test
  void whatIsToStartFirstFindsNoHostThen() {
    for (Placing.Place place : places("{'order':'start-first'}")) {
      assertEquals("", place.host());
      assertEquals("no host fits: too little memory free (6 GiB wanted)", place.why());
    }
  }

  @Test
  void whatWasReplacedBeforeMakesRoomForTheNext() {
    scene.hand().host("h3");
    scene.resetState();
    List<Placing.Place> places = places("{'order':'start-first'}");
    assertEquals(List.of("h3", "h1"), places.stream().map(Placing.Place::host).toList());
  }

  @Test
  void atOnceTheyNeedRoomAtOnce() {
    scene.hand().host("h3");
    scene.resetState();
    List<Placing.Place> places = places("{'order':'start-first','parallel':2}");
    assertEquals(List.of("h3", ""), places.stream().map(Placing.Place::host).toList());
  }

  private List<Placing.Place> places(String update) {
    String job = "'job':{'image':'a','resources':{'memory':'6g'}}";
    Release next =
        Plain.release(Shop.stack("'web':{'scale':2,'update':" + update + "," + job + "}"), 2);
    NodeChange change = new NodeChange("web", Action.REPLACE, "", List.of(), 2);
    return Placing.of(scene.state(), next, new Difference(List.of(change), List.of())).get("web");
  }
}
