package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.MapDifference;
import com.google.common.collect.Maps;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Seeds;
import viking.core.store.Write;

/** Random histories: the state is what the store holds, however it came to know. */
class ClusterStateHistoryTest {
  private static final int TRIES = 400;

  @Test
  void endsInTheStateOfASnapshotWhenToldChangeByChange() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          play(scene, draw, draw.number(1, 60));
          ClusterState read = new ClusterState();
          read.reset(scene.snapshot());
          assertEquals(image(read), image(scene.state()));
          assertEquals(read.revision(), scene.state().revision());
        });
  }

  @Test
  void isTheSameWhenItIsReadAnewAndGoesOnFromThere() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          play(scene, draw, draw.number(1, 20));
          Map<String, String> before = image(scene.state());
          scene.state().reset(scene.snapshot());
          assertEquals(before, image(scene.state()));
          play(scene, draw, draw.number(1, 20));
          ClusterState read = new ClusterState();
          read.reset(scene.snapshot());
          assertEquals(image(read), image(scene.state()));
        });
  }

  /** One may be told of something again, when a watch is opened anew. */
  @Test
  void isTheSameWhenAChangeIsToldTwice() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          play(scene, draw, draw.number(1, 20));
          long before = scene.revision();
          scene.commit(RandomHistory.writes(draw));
          scene.tell(before);
          Map<String, String> once = image(scene.state());
          scene.tell(before);
          assertEquals(once, image(scene.state()));
        });
  }

  @Test
  void touchesWhateverIsAnotherThanBefore() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          for (int i = 0; i < 15; i++) {
            Map<String, String> before = image(scene.state());
            if (draw.oneIn(5)) {
              scene.commit(RandomHistory.writes(draw));
              scene.state().reset(scene.snapshot());
            } else {
              play(scene, draw, 1);
            }
            assertTouched(before, image(scene.state()), scene.state().takeTouched());
          }
        });
  }

  @Test
  void knowsTheValueThatStoodWhereAnAssignmentWasMade() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          Map<JobId, TreeMap<Long, Optional<Versioned<Proc>>>> values = new HashMap<>();
          for (int i = 0; i < 60; i++) {
            long revision = scene.write(RandomHistory.writes(draw).toArray(Write[]::new));
            for (JobId id : scene.state().jobs()) {
              values
                  .computeIfAbsent(id, key -> new TreeMap<>())
                  .put(revision, scene.job(id).proc());
              scene
                  .job(id)
                  .deploys()
                  .values()
                  .forEach(deploy -> assertKnown(scene.job(id), deploy, values.get(id)));
            }
          }
        });
  }

  private static void assertKnown(
      JobFacts facts,
      Versioned<String> deploy,
      NavigableMap<Long, Optional<Versioned<Proc>>> values) {
    var before = values.lowerEntry(deploy.created());
    if (before == null || before.getValue().isEmpty()) {
      return;
    }
    boolean changedMeanwhile = !before.getValue().equals(values.get(deploy.created()));
    if (!changedMeanwhile) {
      assertEquals(
          before.getValue().get().value().job(), facts.valueFor(deploy), facts.id()::toString);
    }
  }

  private static void assertTouched(
      Map<String, String> before, Map<String, String> after, Touched touched) {
    MapDifference<String, String> difference = Maps.difference(before, after);
    Set<String> changed = new TreeSet<>(difference.entriesDiffering().keySet());
    changed.addAll(difference.entriesOnlyOnLeft().keySet());
    changed.addAll(difference.entriesOnlyOnRight().keySet());
    Set<String> jobs = touched.jobs().stream().map(JobId::toString).collect(Collectors.toSet());
    assertContains(jobs, changed, "job ");
    assertContains(touched.hosts(), changed, "host ");
    assertContains(touched.hosts(), changed, "cordon ");
    assertTrue(touched.pins() || changed.stream().noneMatch(line -> line.startsWith("pin ")));
  }

  private static void assertContains(Set<String> touched, Set<String> changed, String kind) {
    for (String line : changed) {
      if (line.startsWith(kind)) {
        assertTrue(touched.contains(line.substring(kind.length())), () -> line + " is untouched");
      }
    }
  }

  /** So many turns, each of one or more revisions that are told together. */
  private static void play(StateScene scene, Draw draw, int turns) {
    for (int i = 0; i < turns; i++) {
      long before = scene.revision();
      for (int revisions = draw.oneIn(4) ? draw.number(2, 5) : 1; revisions > 0; revisions--) {
        scene.commit(RandomHistory.writes(draw));
      }
      scene.tell(before);
    }
  }

  private static Map<String, String> image(ClusterState state) {
    return StateImage.of(state, RandomHistory.HOSTS, RandomHistory.SLOTS);
  }
}
