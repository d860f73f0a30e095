package viking.core.model;

import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.util.regex.Pattern;

/** How a container is brought to its end: first drained of traffic, then signalled, then killed. */
public record Stop(String signal, Duration grace, Duration drain) {
  /** Of Linux. */
  private static final ImmutableSet<String> SIGNALS =
      ImmutableSet.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "IOT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CLD", "CONT", "STOP", "TSTP", "TTIN",
          "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "POLL", "PWR", "SYS");

  private static final Pattern REAL_TIME =
      Pattern.compile("RTM(IN(\\+([1-9]|1[0-5]))?|AX(-([1-9]|1[0-4]))?)");

  public static final Stop USUAL =
      new Stop("SIGTERM", Duration.ofSeconds(10), Duration.ofSeconds(10));

  public Stop {
    if (!signal.startsWith("SIG") || !known(signal.substring(3))) {
      throw new BadInput("stop: signal '" + signal + "' is not a name such as SIGTERM");
    }
    if (grace.isNegative() || drain.isNegative()) {
      throw new BadInput("stop: grace and drain must not be negative");
    }
  }

  private static boolean known(String name) {
    return SIGNALS.contains(name) || REAL_TIME.matcher(name).matches();
  }
}
