package viking.api.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import viking.core.model.Release;
import viking.core.model.Rollout.Phase;

/** How the history tells of the releases there have been. */
class HistoryTest {
  private final Shop shop = new Shop();

  @Test
  void tellsHowEachEnded() {
    shop.release(1, "a");
    shop.release(2, "b");
    shop.release(3, "c");
    Release current = shop.release(4, "d");
    shop.rollout(4, Phase.ROLLED_BACK, 4, Map.of(2, Phase.ROLLING, 3, Phase.FAILED));
    String json = new String(History.list(shop.present(current)).body(), UTF_8);
    assertEquals(List.of("rolled-back", "failed", "overtaken", "done"), phases(json));
  }

  private static List<String> phases(String json) {
    return Pattern.compile("\"phase\":\"([a-z-]*)\"")
        .matcher(json)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
