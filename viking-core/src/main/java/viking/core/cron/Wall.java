package viking.core.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * A clock on a wall that jumps forward (a gap) and back (an overlap), and what its times mean.
 *
 * @param bothTimes whether a time that is shown twice counts twice
 */
record Wall(ZoneRules rules, boolean bothTimes) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** When a time on the wall is; a skipped one as much later as was skipped. */
  List<Instant> times(LocalDateTime shown) {
    Optional<ZoneOffsetTransition> jump = jumpAt(shown);
    if (jump.isEmpty()) {
      return List.of(shown.toInstant(rules.getOffset(shown)));
    }
    Instant first = shown.toInstant(jump.get().getOffsetBefore());
    return jump.get().isOverlap() && bothTimes
        ? List.of(first, shown.toInstant(jump.get().getOffsetAfter()))
        : List.of(first);
  }

  /** What no time shown from here on can be earlier than. */
  Instant earliestFrom(LocalDateTime shown) {
    Optional<ZoneOffsetTransition> jump = jumpAt(shown);
    return jump.filter(ZoneOffsetTransition::isGap)
        .map(ZoneOffsetTransition::getInstant)
        .orElseGet(() -> times(shown).get(0));
  }

  /** What no time shown up to here can be later than. */
  Instant latestUpTo(LocalDateTime shown) {
    Optional<ZoneOffsetTransition> jump = jumpAt(shown);
    if (jump.isPresent()) {
      ZoneOffsetTransition here = jump.get();
      return shown.toInstant(here.isOverlap() ? here.getOffsetAfter() : here.getOffsetBefore());
    }
    Instant itself = times(shown).get(0);
    return before(itself)
        .filter(ZoneOffsetTransition::isGap)
        .map(Wall::echoEnds)
        .filter(end -> end.isAfter(itself))
        .orElse(itself);
  }

  /** From where on the wall to look for what comes after the moment. */
  LocalDateTime searchFrom(Instant moment) {
    LocalDateTime shown = shown(moment);
    Optional<ZoneOffsetTransition> gap =
        before(moment)
            .filter(ZoneOffsetTransition::isGap)
            .filter(jump -> moment.isBefore(echoEnds(jump)));
    if (gap.isPresent()) {
      return gap.get().getDateTimeBefore().minus(MINUTE);
    }
    return Optional.ofNullable(rules.nextTransition(moment))
        .filter(ZoneOffsetTransition::isOverlap)
        .map(jump -> jump.getDateTimeAfter().minus(MINUTE))
        .filter(from -> from.isBefore(shown))
        .orElse(shown);
  }

  /** From where on the wall to look back for what does not come after the moment. */
  LocalDateTime searchBackFrom(Instant moment) {
    LocalDateTime after = shown(moment).plus(MINUTE);
    return before(moment)
        .filter(ZoneOffsetTransition::isOverlap)
        .map(ZoneOffsetTransition::getDateTimeBefore)
        .filter(from -> from.isAfter(after))
        .orElse(after);
  }

  private LocalDateTime shown(Instant moment) {
    return LocalDateTime.ofInstant(moment, rules.getOffset(moment));
  }

  private Optional<ZoneOffsetTransition> jumpAt(LocalDateTime shown) {
    return Optional.ofNullable(rules.getTransition(shown));
  }

  /** The last jump up to the moment, itself included. */
  private Optional<ZoneOffsetTransition> before(Instant moment) {
    return Optional.ofNullable(rules.previousTransition(moment.plusNanos(1)));
  }

  /** Until when times come that were skipped in a gap. */
  private static Instant echoEnds(ZoneOffsetTransition jump) {
    return jump.getInstant().plus(jump.getDuration().abs());
  }
}
