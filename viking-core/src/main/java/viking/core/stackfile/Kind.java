package viking.core.stackfile;

/** What may stand behind a key. */
enum Kind {
  TEXT("text"),
  FLAG("true or false"),
  COUNT("a whole number"),
  TIME("a time such as 10s, 1m30s or 500ms"),
  SIZE("a size such as 512m or 2g"),
  CORES("a number of cores such as 2, 0.5 or 250m"),
  WORDS("a command, as text or as a list of words"),
  TEXTS("text, or a list of texts"),
  MAP("a mapping, or a list of NAME=value"),
  /** The keys of a further level. */
  SECTION("a mapping"),
  /** Names of the author's own, each with the keys of a further level. */
  NAMED("a mapping of names"),
  /** The same; text alone stands for the most usual of them. */
  NAMED_OR_TEXT("a mapping of names"),
  SECTION_OR_TEXT("text or a mapping"),
  /** A list of texts, some of them with more to say in the keys of a further level. */
  SECTIONS_OR_TEXTS("text, a mapping, or a list of them"),
  /** A list of texts, some of them mapped to a number. */
  TEXTS_TO_NUMBERS("a name, or a list of names and of {name: port}"),
  /** A list of texts, some of them mapped to a text. */
  TEXTS_TO_TEXTS("a name, or a list of names and of {NAME: /path}"),
  /** Kept as it stands for whoever reads it later. */
  ANYTHING("a value");

  private final String wanted;

  Kind(String wanted) {
    this.wanted = wanted;
  }

  /** What a complaint asks for. */
  String wanted() {
    return wanted;
  }
}
