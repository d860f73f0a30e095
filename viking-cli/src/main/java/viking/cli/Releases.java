package viking.cli;

import java.util.Optional;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;

/** What commands do after they have had a release made without a stack file. */
final class Releases {
  private Releases() {}

  /**
   * Waits until it runs, unless nobody wants that.
   *
   * @param what the sentence of what has been begun
   * @return the exit code
   */
  static int follow(
      Session session,
      Api api,
      Patience patience,
      Listing listing,
      String stack,
      Tree made,
      String what) {
    if (patience.detach()) {
      if (!listing.json() || !listing.printed(api.get(Api.stack(stack)), session)) {
        session.say(what);
      }
      return 0;
    }
    session.note(what);
    try (Interruption interruption = new Interruption(session.err())) {
      Following following = new Following(session, api, patience.until(session), interruption);
      Optional<Answer> end = following.release(stack, made.number("release"));
      end.filter(answer -> !listing.printed(answer, session))
          .ifPresent(
              answer -> session.say(stack + " runs release " + answer.tree().text("release")));
      return end.isPresent() ? 0 : Main.UNDECIDED;
    }
  }
}
