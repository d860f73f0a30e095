package viking.core.stackfile;

import java.time.ZoneId;
import java.util.Optional;
import viking.core.codec.Suggestion;
import viking.core.cron.CronLine;
import viking.core.model.BadInput;
import viking.core.model.Every;

/** {@code every}: a cron line alone, or with its zone. */
final class EveryReader {
  private static final String EACH_MINUTE = "* * * * *";

  private final Section node;

  EveryReader(Section node) {
    this.node = node;
  }

  Optional<Every> read() {
    Optional<Value> value = node.value("every");
    if (value.isPresent() && value.get() instanceof Table) {
      return node.section("every").flatMap(EveryReader::read);
    }
    return node.read("every", EveryReader::cron).map(cron -> every(cron, Every.USUAL_ZONE, false));
  }

  private static Optional<Every> read(Section section) {
    Optional<String> cron = section.read("cron", EveryReader::cron);
    String zone = section.read("zone", EveryReader::zone).orElse(Every.USUAL_ZONE);
    boolean overlap = section.flag("overlap");
    if (section.lacks("cron")) {
      section.problem("cron", section.path() + " has no cron line, such as cron: \"0 3 * * *\"");
    }
    return cron.map(line -> every(line, zone, overlap));
  }

  private static Every every(String cron, String zone, boolean overlap) {
    return new Every(cron, zone, overlap);
  }

  private static String cron(String text) {
    CronLine.parse(text, Every.USUAL_ZONE);
    return text;
  }

  private static String zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new BadInput(
          "zone '"
              + Scalar.shortened(text)
              + "' is not a time zone"
              + Suggestion.of(text, ZoneId.getAvailableZoneIds())
                  .map(near -> ", did you mean '" + near + "'?")
                  .orElse(" such as Europe/Berlin"));
    }
    CronLine.parse(EACH_MINUTE, text);
    return text;
  }
}
