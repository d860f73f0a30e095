package viking.cli.client;

import java.util.Optional;
import viking.core.model.BadInput;

/** An object of JSON, as it came and taken apart. */
public record Answer(String json, Tree tree) {
  static Optional<Answer> of(Reply reply) {
    try {
      Tree tree = Tree.parse(reply.body());
      return tree.isObject() ? Optional.of(new Answer(reply.body(), tree)) : Optional.empty();
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  /** What the API says that is wrong; on one line, whoever it is that answers. */
  static Optional<String> complaint(Reply reply) {
    return reply.done()
        ? Optional.empty()
        : of(reply)
            .map(answer -> answer.tree().text("error"))
            .filter(text -> !text.isBlank())
            .map(text -> String.join(" ", text.lines().toList()));
  }

  /** What was done, in a sentence. */
  public String done() {
    return tree.text("done");
  }
}
