package viking.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Body;
import viking.core.model.BadInput;
import viking.core.model.Grammar;

/** What the commands of env and secrets do alike: they ask, and wait for the release it makes. */
final class NewSetting {
  private final Session session;
  private final Patience patience;

  NewSetting(Session session, Patience patience) {
    this.session = session;
    this.patience = patience;
  }

  /** Adds who asks to the body; returns the exit code. */
  int carryOut(String method, String stack, String rest, Body body) {
    Optional<Instant> until = patience.until(session);
    Api api = session.api();
    Answer answer =
        api.ask(method, Api.stack(stack) + "/" + rest, body.and("by", session.author()).toString());
    session.sayDone(answer);
    session.out().flush();
    Optional<Long> release = answer.tree().find("release");
    if (release.isEmpty() || patience.detach()) {
      return 0;
    }
    try (Interruption interruption = new Interruption(session.err())) {
      return new Following(session, api, until, interruption)
              .release(stack, release.get())
              .isPresent()
          ? 0
          : Main.UNDECIDED;
    }
  }

  /** The name of a variable or a secret, which the API would refuse as well; else misuse. */
  static String checked(Session session, String what, String name) {
    try {
      return Grammar.VARIABLE.check(what, name);
    } catch (BadInput e) {
      throw session.misuse(e.getMessage());
    }
  }

  /**
   * The stack, where a word for it stands before others; it is in lower case, as they seldom are.
   */
  static Optional<String> stackBefore(List<String> words) {
    return words.size() > 1
        ? words.stream().findFirst().filter(Grammar.NAME::matches)
        : Optional.empty();
  }
}
