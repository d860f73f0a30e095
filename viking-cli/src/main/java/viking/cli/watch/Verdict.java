package viking.cli.watch;

import java.util.List;
import java.util.Set;
import viking.cli.client.Tree;

/**
 * What became of a release, judged from what the API says of its stack.
 *
 * @param release to be watched from now on, where another carries it on
 * @param text why, for people
 * @param lines the last of the container that failed
 */
public record Verdict(Kind kind, long release, String text, List<String> lines) {
  /** How it stands. */
  public enum Kind {
    /** It is on its way. */
    GOING,
    DONE,
    FAILED,
    /** A change of settings has made a further release with the same content. */
    CARRIED_ON,
    /** Somebody has made another one of it. */
    OVERTAKEN
  }

  private static final Set<String> SAME_CONTENT = Set.of("env", "secret", "restart");

  public Verdict {
    lines = List.copyOf(lines);
  }

  /** Of the release with that number. */
  public static Verdict of(Tree stack, long release) {
    long current = stack.number("release");
    Tree rollout = stack.at("rollout");
    boolean judged = rollout.number("release") == current;
    if (current > release) {
      return later(stack, release, current, judged);
    }
    if (current < release || !judged) {
      return going(release);
    }
    return switch (rollout.text("phase")) {
      // One that repeats an earlier release, by hand, is a release like others.
      case "done", "rolled-back" -> new Verdict(Kind.DONE, release, "", List.of());
      case "failed" -> failed(release, rollout, "");
      default -> going(release);
    };
  }

  private static Verdict later(Tree stack, long release, long current, boolean judged) {
    Tree rollout = stack.at("rollout");
    String cause = stack.text("cause");
    if (cause.equals("rollback") && !judged) {
      return going(release);
    }
    if (cause.equals("rollback") && rollout.number("undone") == release) {
      String back = "; release " + current + putsBack(stack, rollout.text("phase"));
      return rollout.text("phase").equals("rolling")
          ? new Verdict(Kind.GOING, release, reason(rollout) + back, List.of())
          : failed(release, rollout, back);
    }
    if (SAME_CONTENT.contains(cause)) {
      return new Verdict(
          Kind.CARRIED_ON,
          current,
          "release " + current + " of " + stack.text("by") + " (" + cause + ") carries it on",
          List.of());
    }
    return new Verdict(
        Kind.OVERTAKEN,
        release,
        "release "
            + current
            + " of "
            + stack.text("stack")
            + " by "
            + stack.text("by")
            + " ("
            + cause
            + ") has taken the place of release "
            + release,
        List.of());
  }

  private static String putsBack(Tree stack, String phase) {
    String what = stack.number("of") > 0 ? "release " + stack.text("of") : "what was before";
    return switch (phase) {
      case "rolling" -> " puts " + what + " back";
      case "failed" -> " was to put " + what + " back and has failed, too";
      default -> " has put " + what + " back";
    };
  }

  private static Verdict going(long release) {
    return new Verdict(Kind.GOING, release, "", List.of());
  }

  private static Verdict failed(long release, Tree rollout, String more) {
    return new Verdict(
        Kind.FAILED,
        release,
        "release " + release + " failed: " + reason(rollout) + more,
        rollout.list("lines").stream().map(Tree::asText).toList());
  }

  private static String reason(Tree rollout) {
    String reason = rollout.text("reason");
    return reason.isEmpty() ? "it was not ready in time" : reason;
  }
}
