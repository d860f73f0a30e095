package viking.core.model;

/** A tag that a job's host must have, or should have when flexible. */
public record TagFilter(String tag, boolean flexible) {
  private static final String FLEXIBLE = ":flexible";

  public TagFilter {
    Grammar.TAG.check("filter", tag);
  }

  /** Reads {@code ssd} (must) or {@code ssd:flexible} (should). */
  public static TagFilter parse(String text) {
    return text.endsWith(FLEXIBLE)
        ? new TagFilter(text.substring(0, text.length() - FLEXIBLE.length()), true)
        : new TagFilter(text, false);
  }

  @Override
  public String toString() {
    return tag + (flexible ? FLEXIBLE : "");
  }
}
