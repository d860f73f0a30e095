package viking.slave.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.slave.container.Phase.ABSENT;
import static viking.slave.container.Phase.Act.CHECK;
import static viking.slave.container.Phase.Act.CREATE;
import static viking.slave.container.Phase.Act.KILL;
import static viking.slave.container.Phase.Act.REMOVE;
import static viking.slave.container.Phase.Act.START;
import static viking.slave.container.Phase.Act.STOP;
import static viking.slave.container.Phase.CREATED;
import static viking.slave.container.Phase.EXITED;
import static viking.slave.container.Phase.RUNNING;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseTest {
  /** All that is legal. */
  private static final Map<Phase, Set<Phase.Act>> LEGAL =
      Map.of(
          ABSENT, Set.of(CREATE),
          CREATED, Set.of(START, REMOVE),
          RUNNING, Set.of(STOP, KILL, CHECK),
          EXITED, Set.of(START, REMOVE));

  @ParameterizedTest
  @MethodSource("everyPair")
  void whatIsNotListedIsIllegal(Phase phase, Phase.Act act) {
    assertEquals(LEGAL.get(phase).contains(act), phase.allows(act));
  }

  static Stream<Arguments> everyPair() {
    return Stream.of(Phase.values())
        .flatMap(phase -> Stream.of(Phase.Act.values()).map(act -> Arguments.of(phase, act)));
  }
}
