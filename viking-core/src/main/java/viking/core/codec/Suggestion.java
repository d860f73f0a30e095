package viking.core.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest of the known words, if it is near enough to be a slip; one letter is not. */
  public static Optional<String> of(String word, Collection<String> known) {
    int slips = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(each -> Math.abs(word.length() - each.length()) <= slips)
        .filter(each -> distance(word, each) <= slips)
        .filter(each -> distance(word, each) < Math.min(word.length(), each.length()))
        .min(Comparator.comparingInt((String each) -> distance(word, each)).thenComparing(e -> e));
  }

  /** Optimal string alignment: a swap of neighbours counts as one slip. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
