package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.GIB;
import static viking.leader.dowding.Examples.avoiding;
import static viking.leader.dowding.Examples.exposing;
import static viking.leader.dowding.Examples.filtered;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.gib;
import static viking.leader.dowding.Examples.host;
import static viking.leader.dowding.Examples.job;
import static viking.leader.dowding.Examples.pinned;
import static viking.leader.dowding.Examples.request;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.core.model.TagFilter;

class ExplainTest {
  private static final JobId OTHER = JobId.parse("harald.db.1.1");

  @Test
  void namesEveryFilterThatRefusesWithItsFigures() {
    Fleet fleet = fleet(host("h2"));
    fleet.occupy("h2", OTHER, job(new Resources(3500, 7000L << 20)));
    assertEquals(
        List.of(
            "h2: tag 'ssd' missing; 0.5 cores free, 2 wanted; 1.1 GiB of memory free, 4 GiB"
                + " wanted"),
        sentences(
            fleet,
            request(
                "ragnar.web.1.1",
                job(
                    new Resources(2000, 4 * GIB),
                    List.of(new TagFilter("ssd", false)),
                    List.of()))));
  }

  @Test
  void tellsOneThatIsTooSmallFromOneThatIsFull() {
    assertEquals(
        List.of("h1: 4 cores in all, 8 wanted; 8 GiB of memory in all, 16 GiB wanted"),
        sentences(
            fleet(host("h1")), request("ragnar.web.1.1", job(new Resources(8000, 16 * GIB)))));
  }

  @Test
  void neverCallsTooLittleAsMuchAsIsWanted() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", OTHER, job(new Resources(0, 4 * GIB + 1)));
    assertEquals(
        List.of("h1: 3.9 GiB of memory free, 4 GiB wanted"),
        sentences(fleet, request("ragnar.web.1.1", gib(4))));
  }

  @Test
  void saysHowAHostThatFitsCompares() {
    Fleet fleet = fleet(host("h1"), host("h2", "ssd"), host("h3"));
    fleet.occupy("h1", OTHER, gib(1));
    fleet.occupy("h2", JobId.parse("ragnar.web.1.2"), ANY);
    assertEquals(
        List.of(
            "h1 fits: 0 of ragnar/web there, 1 of its flexible tags missing, 13% reserved",
            "h2 fits: 1 of ragnar/web there, 3% reserved",
            "h3 fits: 0 of ragnar/web there, 1 of its flexible tags missing, 0% reserved"),
        sentences(fleet, request("ragnar.web.1.1", filtered("ssd:flexible"))));
    assertEquals(
        "h1 fits: failed there before, 0 of ragnar/web there, 13% reserved",
        sentences(fleet, avoiding("ragnar.web.1.1", ANY, "h1")).get(0));
  }

  @Test
  void namesTheHolderOfAPort() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", OTHER, exposing("80:8080"));
    assertEquals(
        List.of("h1: port 80/tcp taken by harald.db.1.1"),
        sentences(fleet, request("ragnar.web.1.1", exposing("80:80"))));
  }

  @Test
  void givesTheWordsOfTheCordon() {
    Fleet fleet = new Fleet();
    fleet.host(host("h1"), Optional.of("cordoned: kernel upgrade"));
    assertEquals(List.of("h1: cordoned: kernel upgrade"), sentences(fleet, request("a.a.1", ANY)));
  }

  @Test
  void saysWhereTheVolumeOfAPinnedJobLives() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    assertEquals(
        List.of("h1: its volume lives on h2", "h2 fits: holds its volume"),
        sentences(fleet, pinned("a.a.1", ANY, host("h2"))));
    fleet.host(Examples.anotherMachine(host("h2")), Optional.empty());
    assertEquals(
        List.of(
            "h1: its volume lives on h2", "h2: another machine than the one that holds its volume"),
        sentences(fleet, pinned("a.a.1", ANY, host("h2"))));
  }

  @Test
  void doesNotHoldItsOwnRoomAgainstAJob() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", JobId.parse("ragnar.web.1.1"), gib(8));
    assertEquals(
        List.of("h1 fits: 0 of ragnar/web there, 0% reserved"),
        sentences(fleet, request("ragnar.web.1.1", gib(8))));
    assertEquals(gib(8).resources(), fleet.used("h1"));
  }

  @Test
  void hasNothingToSayOfAHostThatIsNotThere() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h2", OTHER, ANY);
    assertEquals(Optional.empty(), Dowding.explain(fleet, request("ragnar.web.1.1", ANY), "h2"));
    assertEquals(
        Optional.of(new Verdict("h1", true, "h1 fits: 0 of ragnar/web there, 0% reserved")),
        Dowding.explain(fleet, request("ragnar.web.1.1", ANY), "h1"));
  }

  private static List<String> sentences(Fleet fleet, Request request) {
    return Dowding.explain(fleet, request).stream().map(Verdict::sentence).toList();
  }
}
