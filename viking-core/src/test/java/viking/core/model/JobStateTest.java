package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.FAILED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobStateTest {
  /** From the left to the top; what has no x is illegal, and = is staying. */
  private static final String TABLE =
      """
      .         waiting blocked rejected lost starting running backoff stopping done failed
      waiting      =       x        .      x      x       x       x       x      x     x
      blocked      x       =        .      x      x       x       x       x      x     x
      rejected     x       x        =      .      x       .       .       x      .     .
      lost         x       x        .      =      x       x       x       x      x     x
      starting     .       x        .      x      =       x       x       x      x     x
      running      .       x        .      x      x       =       x       x      x     x
      backoff      .       x        .      x      x       x       =       x      x     x
      stopping     x       x        .      x      .       .       .       =      .     x
      done         .       .        .      .      .       .       .       .      =     .
      failed       .       .        .      .      .       .       .       .      .     =
      """;

  @ParameterizedTest
  @MethodSource("everyPair")
  void becomesOnlyWhatTheTableLists(JobState from, JobState to, String sign) {
    assertEquals(!sign.equals("."), from.mayBecome(to), () -> from + " to " + to);
  }

  @ParameterizedTest
  @EnumSource
  void mayStayAsItIs(JobState state) {
    assertEquals("=", sign(state, state));
    assertEquals(true, state.mayBecome(state));
  }

  @Test
  void endsForGoodInDoneAndFailedAlone() {
    EnumSet<JobState> finals = EnumSet.allOf(JobState.class);
    finals.removeIf(state -> !state.isFinal());
    assertEquals(EnumSet.of(DONE, FAILED), finals);
  }

  @Test
  void isTestedPairByPair() {
    assertEquals(100, everyPair().count());
    assertEquals(11, rows().size());
    rows().forEach(row -> assertEquals(11, row.size(), row::toString));
  }

  static Stream<Arguments> everyPair() {
    return Arrays.stream(JobState.values())
        .flatMap(
            from ->
                Arrays.stream(JobState.values()).map(to -> Arguments.of(from, to, sign(from, to))));
  }

  private static String sign(JobState from, JobState to) {
    int column = rows().get(0).indexOf(name(to));
    return rows().stream()
        .filter(row -> row.get(0).equals(name(from)))
        .map(row -> row.get(column))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<String>> rows() {
    return TABLE.lines().map(line -> List.of(line.split(" +"))).toList();
  }

  private static String name(JobState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
