package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.store.Write;

/** In which order instances are replaced, and how many at once. */
class OrderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MIN_READY = Duration.ofSeconds(5);

  private final StackScene scene = new StackScene();

  @Test
  void endsTheOldFirstWhereToldSoOneAfterTheOther() {
    scene.deployed(1, web("1", "'order':'stop-first'"));
    scene.deploy(2, web("2", "'order':'stop-first'"));
    assertEquals(List.of("1.2", "1.3", "2.1"), scene.tags("web"));
    scene.ready("web.2.1");
    scene.pass(MIN_READY.minus(SECOND));
    assertEquals(List.of("1.2", "1.3", "2.1"), scene.tags("web"));
    scene.pass(SECOND);
    assertEquals(List.of("1.3", "2.1", "2.2"), scene.tags("web"));
  }

  @Test
  void replacesAsManyAtOnceAsItMay() {
    scene.deployed(1, web("1", "'order':'stop-first','parallel':2"));
    scene.deploy(2, web("2", "'order':'stop-first','parallel':2"));
    assertEquals(List.of("1.3", "2.1", "2.2"), scene.tags("web"));
    scene.ready("web.2.1");
    scene.pass(MIN_READY);
    assertEquals(List.of("2.1", "2.2", "2.3"), scene.tags("web"));
  }

  @Test
  void startsAsManyAtOnceAsItMay() {
    scene.deployed(1, web("1", "'parallel':2"));
    scene.deploy(2, web("2", "'parallel':2"));
    assertEquals(List.of("1.1", "1.2", "1.3", "2.1", "2.2"), scene.tags("web"));
  }

  @Test
  void countsAnInstanceThatFailsByItselfAmongThoseThatAreMissing() {
    scene.deployed(1, web("1", "'order':'stop-first'"));
    scene.tell("web.1.3", JobState.BACKOFF, Health.NONE, 1, "");
    scene.deploy(2, web("2", "'order':'stop-first'"));
    assertEquals(List.of("1.1", "1.2", "2.3"), scene.tags("web"), "it has nothing to lose");
    scene.ready("web.2.3");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.2", "2.1", "2.3"), scene.tags("web"));
  }

  @Test
  void replacesAtOnceWhatServesNobody() {
    scene.deploy(1, web("1", "'order':'stop-first'"));
    scene.deploy(2, web("2", "'order':'stop-first'"));
    assertEquals(List.of("2.1", "2.2", "2.3"), scene.tags("web"));
  }

  @Test
  void isStopFirstByItselfWithAPortOfTheHost() {
    scene.deployed(1, "'dns':{'job':{'image':'dns','expose':['53:53/udp']}}");
    scene.deploy(2, "'dns':{'job':{'image':'dns2','expose':['53:53/udp']}}");
    assertEquals(List.of("2.1"), scene.tags("dns"));
  }

  @Test
  void startsFirstWithAPortOfTheHostWhereToldSo() {
    String update = ",'update':{'order':'start-first'}";
    scene.deployed(1, "'dns':{'job':{'image':'dns','expose':['53:53/udp']}" + update + "}");
    scene.deploy(2, "'dns':{'job':{'image':'dns2','expose':['53:53/udp']}" + update + "}");
    assertEquals(List.of("1.1", "2.1"), scene.tags("dns"));
  }

  @Test
  void cannotStartFirstWithAVolume() {
    String update = ",'update':{'order':'start-first'}";
    scene.deployed(1, "'db':{'job':{'image':'db','volume':['/data']}" + update + "}");
    scene.deploy(2, "'db':{'job':{'image':'db2','volume':['/data']}" + update + "}");
    assertEquals(List.of("2.1"), scene.tags("db"));
  }

  @Test
  void endsTheOldOneAfterAMomentWhereNothingExtraFits() {
    scene.room((job, others) -> others.size() == 1);
    scene.deployed(1, web("1", "'parallel':3"));
    scene.deploy(2, web("2", "'parallel':3"));
    for (String job : List.of("web.2.1", "web.2.2", "web.2.3")) {
      scene.say(job, JobState.WAITING, "no host fits");
    }
    scene.pass(SECOND.multipliedBy(3).minusMillis(1));
    assertEquals(6, scene.tags("web").size());
    scene.pass(Duration.ofMillis(1));
    assertEquals(List.of("1.2", "1.3", "2.1", "2.2", "2.3"), scene.tags("web"), "one at a time");
    scene.ready("web.2.1");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.3", "2.1", "2.2", "2.3"), scene.tags("web"));
  }

  @Test
  void endsNothingForANewOneThatWouldNotFitEvenThen() {
    scene.room((job, others) -> false);
    scene.deployed(1, web("1", "'parallel':1"));
    scene.deploy(2, web("2", "'parallel':1"));
    scene.say("web.2.1", JobState.WAITING, "no host has the tag ssd");
    scene.pass(Duration.ofMinutes(4));
    assertEquals(List.of("1.1", "1.2", "1.3", "2.1"), scene.tags("web"));
  }

  @Test
  void endsNothingForRoomWhereToldToStartFirst() {
    scene.room((job, others) -> true);
    scene.deployed(1, web("1", "'order':'start-first'"));
    scene.deploy(2, web("2", "'order':'start-first'"));
    scene.say("web.2.1", JobState.WAITING, "no host fits");
    scene.pass(Duration.ofMinutes(4));
    assertEquals(List.of("1.1", "1.2", "1.3", "2.1"), scene.tags("web"));
  }

  @Test
  void takesAnotherTagWhereAHandHasTakenTheUsualOne() {
    scene.hand().proc(StackScene.id("web.1.2"), "{\"image\":\"mine\"}");
    scene.deploy(1, web("1", "'parallel':1"));
    assertEquals(List.of("1.1", "1.2", "1.2.m1", "1.3"), scene.tags("web"));
    assertTrue(
        scene.scene().etcd().find("/proc/ragnar/web/1.2").orElseThrow().value().contains("mine"));
  }

  @Test
  void keepsAnInstanceOfTheSameValueWhateverItsTag() {
    scene.deployed(1, web("1", "'parallel':1"));
    scene.deploy(2, web("2", "'parallel':1"));
    scene.deploy(3, web("1", "'parallel':1"));
    assertEquals(List.of("1.1", "1.2", "1.3"), scene.tags("web"));
    scene.pass(MIN_READY);
    assertEquals("3 DONE", scene.phase());
  }

  @Test
  void takesTheLeftoversOfAnInterruptedReleaseAwayAndKeepsWhatServes() {
    scene.deployed(1, web("1", "'parallel':1"));
    scene.deploy(2, web("2", "'parallel':1"));
    scene.deploy(3, web("3", "'parallel':1"));
    assertEquals(List.of("1.1", "1.2", "1.3", "3.1"), scene.tags("web"));
    scene.run(Duration.ofMinutes(1));
    assertEquals(List.of("3.1", "3.2", "3.3"), scene.tags("web"));
    assertEquals(1, scene.rollout().orElseThrow().good(), "the last before it that was ready");
  }

  @Test
  void aLeftoverThatBecomesReadyAtThatMomentIsTheOneThatStays() {
    scene.deployed(1, web("1", "'parallel':1"));
    scene.tell("web.1.1", JobState.BACKOFF, Health.NONE, 1, "");
    scene.deploy(2, web("2", "'parallel':1"));
    scene.tell("web.2.1", JobState.STARTING, Health.NONE, 0, "");
    JobId late = StackScene.id("web.2.1");
    long assignment = scene.scene().facts(late).deploys().get("h1").created();
    scene.watch(
        txn -> {
          if (txn.writes().contains(Write.delete(Keys.proc(late)))) {
            scene.hand().tell(late, assignment, "h1", JobState.RUNNING, 0);
          }
        });
    scene.deploy(3, web("3", "'parallel':1"));
    assertTrue(scene.tags("web").contains("2.1"), "it serves: " + scene.tags("web"));
  }

  @Test
  void replacesAServiceOnlyByOrder() {
    scene.deployed(1, "'db':{'job':{'image':'a'},'service':true}");
    scene.deployed(2, "'db':{'job':{'image':'b'},'service':true}");
    assertEquals(List.of("1.1"), scene.tags("db"));
    scene.deploy(scene.restarted(3, "db"));
    scene.run(Duration.ofMinutes(1));
    assertEquals(List.of("3.1"), scene.tags("db"));
    assertEquals("3 DONE", scene.phase());
  }

  @Test
  void restartsANodeByOrder() {
    scene.deployed(1, web("1", "'parallel':9"));
    scene.deploy(scene.restarted(2, "web"));
    scene.run(Duration.ofMinutes(1));
    assertEquals(List.of("2.1", "2.2", "2.3"), scene.tags("web"));
  }

  @Test
  void endsWhatIsInNoFileAnyMoreLast() {
    scene.deployed(1, "'a':{'job':{'image':'a'}},'b':{'job':{'image':'b'}}");
    scene.deploy(2, "'b':{'job':{'image':'b2'}}");
    assertEquals(List.of("1.1"), scene.tags("a"));
    scene.ready("b.2.1");
    scene.pass(MIN_READY);
    assertEquals(List.of(), scene.tags("a"));
    assertEquals("2 DONE", scene.phase());
  }

  @Test
  void endsWhatIsInNoFileAnyMoreSoonerWhereItsRoomIsWanted() {
    scene.room((job, others) -> others.stream().anyMatch(o -> o.id().node().equals("a")));
    scene.deployed(1, "'a':{'job':{'image':'a'}}");
    scene.deploy(2, "'b':{'job':{'image':'b'}}");
    scene.say("b.2.1", JobState.WAITING, "no host fits");
    scene.pass(SECOND.multipliedBy(3));
    assertEquals(List.of(), scene.tags("a"));
  }

  @Test
  void doesNothingAboutAReleaseThatItCannotRead() {
    scene.deployed(1, web("1", "'parallel':1"));
    scene.hand().put(Keys.stack(StackScene.STACK), "scribble");
    scene.run(Duration.ofMinutes(1));
    assertEquals(List.of("1.1", "1.2", "1.3"), scene.tags("web"));
    assertEquals("1 DONE", scene.phase());
  }

  @Test
  void replacesARolloutThatItCannotRead() {
    scene.deployed(1, web("1", "'parallel':1"));
    scene.hand().put(Keys.rollout(StackScene.STACK), "scribble");
    scene.run(Duration.ofMinutes(1));
    assertEquals("1 DONE", scene.phase());
  }

  private static String web(String version, String update) {
    return "'web':{'job':{'image':'web" + version + "'},'scale':3,'update':{" + update + "}}";
  }
}
