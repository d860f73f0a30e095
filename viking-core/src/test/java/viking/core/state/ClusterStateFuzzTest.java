package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import viking.core.codec.JobCodec;
import viking.core.key.KeySpace;
import viking.core.key.testing.RandomKeys;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.core.model.testing.Draw;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Seeds;
import viking.core.store.Snapshot;
import viking.core.store.Write;

/** Whatever a hand puts under any key: nothing is thrown, and what stands beside it stays. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class ClusterStateFuzzTest {
  private static final int TRIES = 400;
  private static final String SIGNS =
      " !\"#$%&'()*+,-./0123456789:;<=>?@ABZ[\\]^_`abcdefz{|}~\u0001\näß€漢";

  private static final JobId NEIGHBOUR = JobId.parse("good.web.1");
  private static final List<Write> NEIGHBOURS =
      List.of(
          Write.put("/proc/good/web/1", "{\"image\":\"web\",\"volume\":\"/data\"}"),
          Write.put("/run/good/web/1", "good1"),
          Write.put("/deploy/good1/good/web/1", "viking.good.web.1"),
          Write.put("/status/good/web/1", "{\"state\":\"running\",\"assignment\":2}"),
          Write.put("/counter/good1/good/web/1", "1"),
          Write.put("/ports/good/web/80/tcp/10.0.0.1/1/good.web.1", "10.0.0.1:1"),
          Write.put("/fixed/good/web/1", "{\"host\":\"good1\",\"hostId\":\"i\"}"),
          Write.put("/host/good1", "{\"id\":\"i\",\"address\":\"10.0.0.1\"}"),
          Write.put("/cordon/good1", "{\"reason\":\"disk\"}"));

  @Test
  void takesGarbageChangeByChange() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          scene.write(NEIGHBOURS.toArray(Write[]::new));
          Map<String, String> before = neighbours(scene.state());
          assertFalse(StateImage.of(scene.state(), NEIGHBOUR).isEmpty());
          Set<String> keys = new LinkedHashSet<>();
          for (int i = 0; i < 20; i++) {
            String key = key(draw);
            keys.add(key);
            scene.put(key, value(draw));
            assertEquals(before, neighbours(scene.state()), key);
          }
          keys.forEach(scene::delete);
          assertEquals(before, neighbours(scene.state()));
          assertEquals(Set.of(NEIGHBOUR), scene.state().jobs());
          assertEquals(Map.of(), scene.state().refused());
          assertEquals(Set.of("good1"), scene.state().hosts().keySet());
        });
  }

  @Test
  void takesGarbageWholesale() {
    Seeds.each(
        TRIES,
        draw -> {
          StateScene scene = new StateScene();
          scene.write(NEIGHBOURS.toArray(Write[]::new));
          Map<String, String> before = neighbours(scene.state());
          List<String> keys = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            keys.add(key(draw));
            scene.commit(List.of(Write.put(keys.get(i), value(draw))));
          }
          Snapshot snapshot = scene.snapshot();
          ClusterState read = new ClusterState();
          read.reset(snapshot);
          assertEquals(before, neighbours(read), keys::toString);
          scene.tell(2);
          assertEquals(
              StateImage.of(read, List.of(), List.of()),
              StateImage.of(scene.state(), List.of(), List.of()));
        });
  }

  private static Map<String, String> neighbours(ClusterState state) {
    Map<String, String> image =
        StateImage.of(state, List.of("good1"), List.of(new SlotId("good", "web", "1")));
    image.keySet().retainAll(neighboursOf(image.keySet()));
    return image;
  }

  private static Set<String> neighboursOf(Set<String> lines) {
    Set<String> near = new LinkedHashSet<>(lines);
    near.removeIf(line -> !line.contains("good") || line.startsWith("refused "));
    return near;
  }

  /** Any key: a right one, a right one spoilt, or a space and then anything. */
  private static String key(Draw draw) {
    KeySpace space = draw.of(List.of(KeySpace.values()));
    String key = RandomKeys.key(space, draw);
    int at = draw.number(1, key.length());
    return switch (draw.number(0, 5)) {
      case 0 -> key.substring(0, at) + draw.text(SIGNS, 1, 3) + key.substring(at);
      case 1 -> key.substring(0, at);
      case 2 -> space.prefix() + draw.text(SIGNS, 0, 20);
      case 3 -> "/" + draw.text(SIGNS, 0, 20);
      default -> key;
    };
  }

  private static String value(Draw draw) {
    String json = new JobCodec().write(RandomJobs.job(draw));
    int at = draw.number(0, json.length());
    return switch (draw.number(0, 6)) {
      case 0 -> json;
      case 1 -> json.substring(0, at) + draw.text(SIGNS, 1, 3) + json.substring(at);
      case 2 -> json.substring(0, at);
      case 3 -> draw.of(List.of("", "{}", "[]", "null", "0", "-1", "stop", "h1", "99999999999"));
      case 4 -> "{\"state\":\"" + draw.text(SIGNS, 0, 5) + "\"}";
      case 5 -> "{\"id\":\"" + RandomJobs.text(draw).replace('"', '\'') + "\",\"address\":\"::1\"}";
      default -> draw.text(SIGNS, 0, 60);
    };
  }
}
