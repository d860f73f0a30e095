package viking.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Look;
import viking.cli.client.Tree;
import viking.cli.watch.Display;
import viking.cli.watch.Verdict;
import viking.core.model.BadInput;

/** Looks again and again until what was asked for is there. */
final class Watch {
  /** So long may nobody answer: hosts are restarted, leaders elected. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Session session;
  private final Api api;
  private final Display display;
  private final Optional<Instant> until;
  private final String goesOn;

  /**
   * Of something that goes on by itself.
   *
   * @param goesOn what is said when the time is up first
   */
  Watch(Session session, Api api, Display display, Optional<Instant> until, String goesOn) {
    this.session = session;
    this.api = api;
    this.display = display;
    this.until = until;
    this.goesOn = goesOn;
  }

  /**
   * Until the release runs.
   *
   * @return the stack as it is then; empty if the time was up first, which has been said
   */
  Optional<Answer> release(String stack, long number) {
    long[] release = {number};
    return stack(
        stack,
        tree -> {
          Verdict verdict = Verdict.of(tree, release[0]);
          switch (verdict.kind()) {
            case CARRIED_ON -> {
              display.say(verdict.text());
              release[0] = verdict.release();
            }
            case FAILED, OVERTAKEN -> {
              display.end();
              verdict.lines().forEach(line -> session.note("| " + line));
              throw new BadInput(verdict.text());
            }
            case DONE -> {
              display.end();
              return true;
            }
            case GOING -> {}
          }
          return false;
        });
  }

  /** Until the stack, which is shown meanwhile, is as it should be. */
  Optional<Answer> stack(String name, Predicate<Tree> done) {
    return look(
        Api.stack(name),
        "stack " + name + " is gone: somebody has removed it",
        answer -> {
          display.stack(answer.tree());
          return done.test(answer.tree());
        });
  }

  /**
   * Until the answer is as it should be.
   *
   * @param gone what it means when there is no such thing any more
   */
  Optional<Answer> look(String path, String gone, Function<Answer, Boolean> done) {
    Instant heard = session.now();
    while (true) {
      Look look = api.look(path);
      if (look.gone()) {
        display.end();
        throw new BadInput(gone);
      }
      if (look.answer().isPresent()) {
        heard = session.now();
        if (done.apply(look.answer().get())) {
          display.end();
          return look.answer();
        }
      }
      Instant now = session.now();
      if (until.filter(end -> !now.isBefore(end)).isPresent()) {
        return over("the time is up");
      }
      if (Duration.between(heard, now).compareTo(SILENCE) > 0) {
        return over(look.problem());
      }
      display.tick(now);
      session.pause();
    }
  }

  private Optional<Answer> over(String why) {
    display.end();
    session.note(why + "; " + goesOn);
    return Optional.empty();
  }
}
