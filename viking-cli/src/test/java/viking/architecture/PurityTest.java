package viking.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is pure must give the same answer tomorrow: the simulation replays it from a seed, {@code
 * plan} and {@code why} run it for show. So time, chance and threads come in as arguments.
 */
class PurityTest {
  private static final String[] PURE = {
    "viking.core.model..",
    "viking.core.key..",
    "viking.core.state..",
    "viking.leader..",
    "viking.slave.deploy..",
    "viking.slave.health..",
    "viking.slave.port..",
  };
  private static final Set<String> SEEDED_BY_CHANCE =
      Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.Date");
  private static final Set<String> FORBIDDEN_CALLS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getenv",
          "java.lang.Math.random",
          "java.util.Collections.shuffle",
          "java.util.UUID.randomUUID",
          "java.util.random.RandomGenerator.getDefault");
  private static final Set<String> FORBIDDEN_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.security.SecureRandom",
          "java.util.Timer",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ScheduledExecutorService",
          "java.util.concurrent.ThreadLocalRandom");

  @Test
  void readsNoClockAndRollsNoDice() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .accessTargetWhere(describe("reads a clock or rolls dice", PurityTest::isImpure)));
  }

  @Test
  void startsNoThread() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                describe(
                    "are threads or chance", type -> FORBIDDEN_TYPES.contains(type.getName()))));
  }

  @Test
  void logsNothing() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging.."));
  }

  private static boolean isImpure(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    String name = target.getName();
    if (target instanceof ConstructorCallTarget made) {
      return SEEDED_BY_CHANCE.contains(owner) && made.getRawParameterTypes().isEmpty();
    }
    return FORBIDDEN_CALLS.contains(owner + '.' + name)
        || (owner.startsWith("java.time.") && name.matches("now|system.*|tick.*"));
  }

  private static void check(ArchRule rule) {
    rule.because("time, chance and threads are arguments here")
        .allowEmptyShould(true)
        .check(MainCode.CLASSES);
  }
}
