package viking.core.model;

import com.google.common.net.InetAddresses;

/**
 * The grammars that are checked for every key that arrives, by hand since that is six times faster.
 */
final class Spelling {
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_HOSTNAME = 253;
  private static final int LONGEST_ADDRESS = 45;

  private Spelling() {}

  static boolean name(String text) {
    return label(text, 0, text.length(), LONGEST_NAME);
  }

  static boolean tag(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST_LABEL) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!alphanumeric(c) && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  static boolean hostname(String text) {
    int length = text.length();
    if (length > LONGEST_HOSTNAME) {
      return false;
    }
    int from = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
      if (!label(text, from, dot, LONGEST_LABEL)) {
        return false;
      }
      from = dot + 1;
    }
    return label(text, from, length, LONGEST_LABEL);
  }

  static boolean address(String text) {
    return text.length() <= LONGEST_ADDRESS
        && text.chars().allMatch(Spelling::inAddress)
        && InetAddresses.isInetAddress(text);
  }

  private static boolean inAddress(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '.' || c == ':';
  }

  /** Letters, digits and, inside, hyphens. */
  private static boolean label(String text, int from, int to, int longest) {
    if (from >= to || to - from > longest) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean edge = i == from || i == to - 1;
      if (!alphanumeric(c) && (edge || c != '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
