package viking.cli;

import viking.core.model.BadInput;
import viking.core.model.Grammar;

/** Refuses as misuse what can be no host's name, before anybody is asked. */
final class HostNames {
  private HostNames() {}

  static String check(Session session, String host) {
    try {
      return Grammar.HOSTNAME.check("host", host);
    } catch (BadInput e) {
      throw session.misuse(e.getMessage());
    }
  }
}
