package viking.cli;

import viking.core.model.BadInput;
import viking.core.model.Grammar;

/**
 * A node of a stack, or all of them.
 *
 * @param node empty where all are meant
 */
record NodeName(String stack, String node) {
  /** Of {@code shop} or {@code shop/web}; anything else is misuse. */
  static NodeName of(Session session, String word) {
    int slash = word.indexOf('/');
    String stack = slash < 0 ? word : word.substring(0, slash);
    String node = slash < 0 ? "" : word.substring(slash + 1);
    StackChoice.checked(session, stack);
    return new NodeName(stack, slash < 0 ? "" : checked(session, node));
  }

  static String checked(Session session, String node) {
    try {
      return Grammar.NAME.check("node", node);
    } catch (BadInput e) {
      throw session.misuse(e.getMessage());
    }
  }
}
