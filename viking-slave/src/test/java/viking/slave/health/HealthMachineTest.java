package viking.slave.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.Health.HEALTHY;
import static viking.core.model.Health.STARTING;
import static viking.core.model.Health.UNHEALTHY;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.testing.ManualClock;
import viking.core.model.HealthCheck;
import viking.slave.testing.Examples;

class HealthMachineTest {
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String UDP = "{\"image\":\"dns\",\"expose\":[\"53/udp\"]}";
  private static final String TCP = "{\"image\":\"web\",\"expose\":[80,\"53/udp\"]}";
  private static final String HTTP = checked("\"http\":\"/ready\"");
  private static final String COMMAND = checked("\"command\":\"test -e /ready\"");
  private static final String SLOW = checked("\"http\":\"/ready\",\"start_period\":\"20s\"");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();

  @Test
  void isHealthyAfterFiveSecondsWithoutPorts() {
    HealthMachine machine = machine(PLAIN);
    assertEquals(clock.now().after(Duration.ofSeconds(5)), machine.wakeAt());
    clock.pass(Duration.ofSeconds(5).minusNanos(1));
    assertEquals(Optional.empty(), machine.due(clock.now()));
    assertEquals(STARTING, machine.health());
    clock.pass(Duration.ofNanos(1));
    assertEquals(Optional.empty(), machine.due(clock.now()));
    assertEquals(HEALTHY, machine.health());
    assertEquals(Long.MAX_VALUE, machine.wakeAt());
  }

  @Test
  void cannotAskAPortThatIsNotTcp() {
    HealthMachine machine = machine(UDP);
    clock.pass(Duration.ofSeconds(5));
    assertEquals(Optional.empty(), machine.due(clock.now()));
    assertEquals(HEALTHY, machine.health());
  }

  @Test
  void isHealthyForGoodWhenItsTcpPortsAnswer() {
    HealthMachine machine = machine(TCP);
    HealthCheck check = machine.due(clock.now()).orElseThrow();
    assertEquals(HealthCheck.Kind.TCP, check.kind());
    assertTrue(check.port().isEmpty(), "all of them");
    machine.checked(true, "", clock.now());
    assertEquals(HEALTHY, machine.health());
    clock.pass(Duration.ofHours(1));
    assertEquals(Optional.empty(), machine.due(clock.now()));
    assertEquals(Long.MAX_VALUE, machine.wakeAt());
  }

  @Test
  void asksTcpPortsEverySecondUntilTheyAnswerAndHoldsNothingAgainstThem() {
    HealthMachine machine = machine(TCP);
    for (int i = 0; i < 100; i++) {
      fail(machine, "port 80 refused");
      assertEquals(clock.now().after(SECOND), machine.wakeAt());
      assertEquals(Optional.empty(), machine.due(clock.now()));
      clock.pass(SECOND);
    }
    assertEquals(STARTING, machine.health());
    assertEquals("port 80 refused", machine.output());
    assertFalse(machine.hopeless());
    pass(machine);
    assertEquals(HEALTHY, machine.health());
    assertEquals("", machine.output());
  }

  @Test
  void asksOneQuestionAtATime() {
    HealthMachine machine = machine(HTTP);
    assertTrue(machine.due(clock.now()).isPresent());
    clock.pass(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), machine.due(clock.now()));
    assertEquals(Long.MAX_VALUE, machine.wakeAt());
  }

  @Test
  void asksACheckOfItsOwnEverySecondUntilItIsHealthyAndThenAtItsInterval() {
    for (String job : new String[] {HTTP, COMMAND}) {
      HealthMachine machine = machine(job);
      fail(machine, "503");
      assertEquals(STARTING, machine.health());
      assertEquals(clock.now().after(SECOND), machine.wakeAt());
      clock.pass(SECOND);
      pass(machine);
      assertEquals(HEALTHY, machine.health());
      assertEquals(clock.now().after(INTERVAL), machine.wakeAt());
    }
  }

  @Test
  void isUnhealthyAfterItsRetriesAndHealthyWithTheFirstGoodCheck() {
    HealthMachine machine = machine(HTTP);
    pass(machine);
    fail(machine, "503");
    fail(machine, "503");
    assertEquals(HEALTHY, machine.health());
    fail(machine, "504");
    assertEquals(UNHEALTHY, machine.health());
    assertEquals("504", machine.output());
    pass(machine);
    assertEquals(HEALTHY, machine.health());
    assertEquals("", machine.output());
    fail(machine, "503");
    fail(machine, "503");
    assertEquals(HEALTHY, machine.health(), "only failures in a row count");
  }

  @Test
  void isUnhealthyWithoutEverHavingBeenHealthy() {
    HealthMachine machine = machine(COMMAND);
    fail(machine, "1");
    fail(machine, "1");
    assertEquals(STARTING, machine.health());
    fail(machine, "1");
    assertEquals(UNHEALTHY, machine.health());
  }

  @Test
  void isHopelessAfterThreeTimesItsRetries() {
    HealthMachine machine = machine(HTTP);
    for (int i = 0; i < 8; i++) {
      fail(machine, "503");
      assertFalse(machine.hopeless());
    }
    fail(machine, "503");
    assertTrue(machine.hopeless());
    pass(machine);
    assertFalse(machine.hopeless());
  }

  @Test
  void doesNotCountFailuresOfItsStartPeriod() {
    HealthMachine machine = machine(SLOW);
    for (int second = 0; second < 20; second++) {
      fail(machine, "503");
    }
    assertEquals(STARTING, machine.health());
    fail(machine, "503");
    fail(machine, "503");
    assertEquals(STARTING, machine.health());
    fail(machine, "503");
    assertEquals(UNHEALTHY, machine.health());
  }

  @Test
  void countsFailuresOfAStartPeriodOnceItWasHealthy() {
    HealthMachine machine = machine(checked("\"http\":\"/ready\",\"start_period\":\"1h\""));
    pass(machine);
    fail(machine, "503");
    fail(machine, "503");
    fail(machine, "503");
    assertEquals(UNHEALTHY, machine.health());
  }

  @Test
  void neverAsksMoreSeldomThanItsIntervalWhileItStarts() {
    HealthMachine machine = machine(checked("\"http\":\"/ready\",\"interval\":\"200ms\""));
    assertTrue(machine.due(clock.now()).isPresent());
    machine.checked(false, "503", clock.now());
    assertEquals(clock.now().after(Duration.ofMillis(200)), machine.wakeAt());
  }

  @Test
  void recallsThatItWasHealthyBefore() {
    HealthMachine plain = machine(PLAIN);
    plain.recall();
    assertEquals(HEALTHY, plain.health());
    HealthMachine http = machine(HTTP);
    http.recall();
    assertEquals(HEALTHY, http.health());
    fail(http, "503");
    fail(http, "503");
    fail(http, "503");
    assertEquals(UNHEALTHY, http.health());
    http.recall();
    assertEquals(UNHEALTHY, http.health(), "what it has seen itself counts more");
  }

  private HealthMachine machine(String job) {
    return new HealthMachine(Examples.job(job), clock.now());
  }

  private void pass(HealthMachine machine) {
    ask(machine);
    machine.checked(true, "200", clock.now());
  }

  private void fail(HealthMachine machine, String output) {
    ask(machine);
    machine.checked(false, output, clock.now());
  }

  private void ask(HealthMachine machine) {
    clock.passUntil(machine.wakeAt());
    assertTrue(machine.due(clock.now()).isPresent());
  }

  /** A check every 10 s with 3 retries. */
  private static String checked(String how) {
    return "{\"image\":\"web\",\"health\":{" + how + "}}";
  }
}
