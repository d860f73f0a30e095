package viking.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.watch.Display;

/** Waits until a release of a stack runs, for all commands that make one. */
final class Following {
  private final Session session;
  private final Api api;
  private final Optional<Instant> until;
  private final Interruption interruption;

  Following(Session session, Api api, Optional<Instant> until, Interruption interruption) {
    this.session = session;
    this.api = api;
    this.until = until;
    this.interruption = interruption;
  }

  /** The stack as it runs then; empty if the time was up first, which has been said. */
  Optional<Answer> release(String stack, long release) {
    return watch(session.display(), "release " + release + " of " + stack, stack)
        .release(stack, release);
  }

  /** For what is named so, and goes on by itself when nobody waits any more. */
  Watch watch(Display display, String what, String stack) {
    String goesOn = what + " goes on by itself; watch it with: viking ps " + stack;
    interruption.says(goesOn);
    return new Watch(session, api, display, until, goesOn);
  }

  /** Where instances are reached; nothing where that cannot be learned now. */
  List<Tree> jobs(String stack) {
    return api.look("/v1/jobs?stack=" + Api.piece(stack))
        .answer()
        .map(answer -> answer.tree().list("jobs"))
        .orElse(List.of());
  }
}
