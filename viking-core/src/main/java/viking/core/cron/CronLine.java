package viking.core.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import viking.core.model.BadInput;

/**
 * A cron line of five fields in a time zone, and the nominal times it names.
 *
 * <p>The line is read against the clock on the wall. A time that the wall skips in spring comes as
 * much later as was skipped; one that it shows twice in autumn comes once, the first time, unless
 * the line says {@code *} for the hour: what runs every twenty minutes runs on.
 */
public final class CronLine {
  private static final CronDefinition FIVE_FIELDS =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

  private final ExecutionTime times;
  private final Wall wall;

  private CronLine(Cron cron, ZoneId zone) {
    this.times = ExecutionTime.forCron(cron);
    boolean everyHour = cron.asString().split(" ")[1].startsWith("*");
    this.wall = new Wall(zone.getRules(), everyHour);
  }

  /** Reads a line; one that no day would ever match is refused as well. */
  public static CronLine parse(String cron, String zone) {
    CronLine line = new CronLine(cron(cron), zone(zone));
    if (line.after(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
      throw new BadInput("'" + cron + "' names a day that never comes");
    }
    return line;
  }

  /** The first nominal time after that moment. */
  public Instant next(Instant moment) {
    Optional<Instant> best = Optional.empty();
    Optional<LocalDateTime> each = after(wall.searchFrom(moment));
    while (each.isPresent()) {
      for (Instant time : wall.times(each.get())) {
        if (time.isAfter(moment) && best.filter(known -> !time.isBefore(known)).isEmpty()) {
          best = Optional.of(time);
        }
      }
      Instant least = wall.earliestFrom(each.get());
      if (best.filter(known -> !least.isBefore(known)).isPresent()) {
        break;
      }
      each = after(each.get());
    }
    return best.orElse(Instant.MAX);
  }

  /** The last nominal time that is not after that moment. */
  public Instant last(Instant moment) {
    Optional<Instant> best = Optional.empty();
    Optional<LocalDateTime> each = before(wall.searchBackFrom(moment));
    while (each.isPresent()) {
      for (Instant time : wall.times(each.get())) {
        if (!time.isAfter(moment) && best.filter(known -> !time.isAfter(known)).isEmpty()) {
          best = Optional.of(time);
        }
      }
      Instant most = wall.latestUpTo(each.get());
      if (best.filter(known -> !most.isAfter(known)).isPresent()) {
        break;
      }
      each = before(each.get());
    }
    return best.orElse(Instant.MIN);
  }

  /** The library is asked in a zone without any jumps; these are {@link Wall}'s matter. */
  private Optional<LocalDateTime> after(LocalDateTime time) {
    return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  private Optional<LocalDateTime> before(LocalDateTime time) {
    return times.lastExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  private static Cron cron(String text) {
    try {
      return new CronParser(FIVE_FIELDS).parse(text).validate();
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "'"
              + text
              + "' is not a cron line ("
              + problem(e)
              + "); it has five fields, minute hour day month weekday: \"0 3 * * *\"",
          e);
    }
  }

  private static String problem(IllegalArgumentException e) {
    String said =
        Optional.ofNullable(e.getMessage())
            .orElse("")
            .replace("Failed to parse cron expression. ", "")
            .replaceFirst(" Expression: .*", "")
            .replaceFirst(" but we expect one of .*", "")
            .replaceFirst("[.!]$", "");
    return said.isEmpty()
        ? "it cannot be read"
        : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadInput(
          "'" + name + "' is not a time zone; such are 'UTC' and 'Europe/Berlin'", e);
    }
  }
}
