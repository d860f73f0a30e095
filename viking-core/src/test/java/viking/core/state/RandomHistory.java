package viking.core.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import viking.core.model.JobState;
import viking.core.model.SlotId;
import viking.core.model.testing.Draw;
import viking.core.store.Write;

/** Draws writes to a few keys again and again: good values and bad ones, puts and deletes. */
final class RandomHistory {
  static final List<String> HOSTS = List.of("h1", "h2", "h3");
  static final List<SlotId> SLOTS =
      List.of(new SlotId("s", "a", "1"), new SlotId("s", "a", "x"), new SlotId("s", "b", "1"));
  private static final List<String> JOBS =
      List.of("s/a/1.1", "s/a/2.1", "s/a/x", "s/b/1", "s/b/9.1");
  private static final List<String> BAD = List.of("", "?", "{}", "[]", "{\"state\":\"odd\"}");

  private RandomHistory() {}

  /** Up to four writes to different keys, to be applied in one revision. */
  static List<Write> writes(Draw draw) {
    Map<String, Write> writes = new LinkedHashMap<>();
    for (int i = draw.number(1, 4); i > 0; i--) {
      Write write = draw.oneIn(3) ? Write.delete(key(draw)) : put(key(draw), draw);
      writes.put(write.key(), write);
    }
    return List.copyOf(writes.values());
  }

  private static String key(Draw draw) {
    String job = draw.of(JOBS);
    String host = draw.of(HOSTS);
    return switch (draw.number(0, 13)) {
      case 0, 1 -> "/proc/" + job;
      case 2 -> "/run/" + job;
      case 3, 4, 5 -> "/deploy/" + host + "/" + job;
      case 6 -> "/status/" + job;
      case 7 -> "/counter/" + host + "/" + job;
      case 8 -> "/ports/s/a/80/tcp/10.0.0.1/" + draw.number(1, 2) + "/" + job.replace('/', '.');
      case 9 -> "/fixed/" + draw.of(SLOTS);
      case 10 -> "/host/" + host;
      case 11 -> "/cordon/" + host;
      case 12 -> "/leader";
      default -> draw.of(List.of("/host/H", "/proc/s/a", "/odd/key", "/stack/s", "/cluster"));
    };
  }

  private static Write put(String key, Draw draw) {
    return Write.put(key, draw.oneIn(6) ? draw.of(BAD) : value(key, draw));
  }

  private static String value(String key, Draw draw) {
    String space = key.substring(1, key.indexOf('/', 1) < 0 ? key.length() : key.indexOf('/', 1));
    return switch (space) {
      case "proc" -> "{\"image\":\"" + draw.number(1, 9) + "\"}";
      case "run" -> draw.of(HOSTS);
      case "deploy" -> draw.of(List.of("", JobFacts.STOP, "viking.s.a.1"));
      case "status" -> status(draw);
      case "counter" -> Integer.toString(draw.number(1, 9));
      case "fixed" -> "{\"host\":\"" + draw.of(HOSTS) + "\",\"hostId\":\"i\"}";
      case "host" -> "{\"id\":\"i" + draw.number(1, 2) + "\",\"address\":\"::1\"}";
      case "cordon" -> "{\"reason\":\"" + draw.number(1, 2) + "\"}";
      default -> draw.of(HOSTS);
    };
  }

  private static String status(Draw draw) {
    String state = draw.of(List.of(JobState.values())).name().toLowerCase(Locale.ROOT);
    return "{\"state\":\"" + state + "\",\"assignment\":" + draw.number(0, 40) + "}";
  }
}
