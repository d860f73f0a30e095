package viking.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.core.model.Grammar;

/** What the commands of env and secrets do alike: they ask, and wait for the release it makes. */
final class NewSetting {
  private static final JsonFactory JSON = new JsonFactory();

  private final Session session;
  private final Patience patience;

  NewSetting(Session session, Patience patience) {
    this.session = session;
    this.patience = patience;
  }

  /** The body of a request. */
  interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  /** Returns the exit code. */
  int carryOut(String method, String stack, String rest, Body body) {
    Optional<Instant> until = patience.until(session);
    Api api = session.api();
    Answer answer = api.ask(method, path(stack, rest), json(body));
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

  static String path(String stack, String rest) {
    return "/v1/stacks/" + Api.piece(stack) + "/" + rest;
  }

  /**
   * The stack, where a word for it stands before others; it is in lower case, as they seldom are.
   */
  static Optional<String> stackBefore(List<String> words) {
    return words.size() > 1
        ? words.stream().findFirst().filter(Grammar.NAME::matches)
        : Optional.empty();
  }

  private String json(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      body.write(out);
      out.writeStringField("by", session.author());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
