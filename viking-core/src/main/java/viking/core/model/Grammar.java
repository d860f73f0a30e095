package viking.core.model;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the names of things may look like; the one place that knows. */
public enum Grammar {
  NAME(Spelling::name, "1 to 32 of a-z, 0-9 and inner hyphens"),
  TAG(Spelling::tag, "1 to 63 of a-z, 0-9, dot and hyphen"),
  HOSTNAME(Spelling::hostname, "a DNS name in lower case"),
  DOMAIN(
      "\\*|(?=.{1,253}$)(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
          + "(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*",
      "a DNS name in lower case, *.name, or *"),
  VARIABLE(
      "[A-Za-z_][A-Za-z0-9_]{0,127}", "a letter or underscore, then letters, digits, underscores"),
  NUMBER("[1-9][0-9]{0,17}", "a whole number from 1"),
  RELEASE_NUMBER("[1-9][0-9]{0,8}", "a release's number"),
  PORT(
      "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]",
      "a port from 1 to 65535"),
  PROTOCOL("tcp|udp", "tcp or udp"),
  ADDRESS(Spelling::address, "an IP address"),
  JOB_ID(
      "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\\.[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\\.[a-z0-9.-]{1,63}",
      "<stack>.<node>.<tag>"),
  DUID("[0-9a-f]{2}(:[0-9a-f]{2}){0,129}", "hex bytes with colons between"),
  FREE("[!-.0-~]{1,255}", "1 to 255 printing characters without a slash");

  private final Predicate<String> form;
  private final String description;

  Grammar(String regex, String description) {
    this(Pattern.compile(regex).asMatchPredicate(), description);
  }

  Grammar(Predicate<String> form, String description) {
    this.form = form;
    this.description = description;
  }

  public boolean matches(String text) {
    return form.test(text);
  }

  public String description() {
    return description;
  }

  /** Hands the text back, or refuses it by the name of what it should have been. */
  public String check(String what, String text) {
    if (!matches(text)) {
      throw new BadInput(what + " '" + text + "' is not " + description);
    }
    return text;
  }
}
