package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.testing.Draw;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class WordsTest {
  /** A command, and its words with bars between. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "sleep 100; sleep|100",
        "` a   b\t\nc `; a|b|c",
        "echo 'a b'; echo|a b",
        "echo \"a b\"; echo|a b",
        "a'b c'd; ab cd",
        "''; ``",
        "a '' b; a||b",
        "\"it's\"; it's",
        "'say \"x\"'; say \"x\"",
        "a\\ b; a b",
        "\\\"a; \"a",
        "'a\\b'; a\\b",
        "\"a\\\"b\"; a\"b",
        "\"a\\\\b\"; a\\b",
        "\"\\$HOME \\`id\\`\"; $HOME `id`",
        "\"a\\nb\\d\"; a\\nb\\d",
        "sh -c \"printf 'a\\n'\"; sh|-c|printf 'a\\n'",
        "a\\nb; anb",
        "$HOME && *; $HOME|&&|*",
        "a\\; a\\"
      })
  void splitsAsAShellWouldButRunsNone(String command, String words) {
    assertEquals(List.of(words.split("\\|", -1)), Words.split(command));
  }

  @Test
  void findsNoWordsInNothing() {
    assertEquals(List.of(), Words.split(""));
    assertEquals(List.of(), Words.split(" \t\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {"'; '", "echo 'a; '", "echo \"a; \"", "a \"b'; \"", "'a\\''; '", "\"a\\\"; \""})
  void refusesAnOpenQuote(String command, String quote) {
    Refused.with("command '" + command + "' has an open " + quote, () -> Words.split(command));
  }

  @Test
  void findsTheWordsThatWereQuoted() {
    Seeds.each(
        1_000,
        draw -> {
          List<String> words = draw.some(5, () -> RandomJobs.text(draw));
          List<String> quoted = words.stream().map(word -> quoted(word, draw)).toList();
          assertEquals(words, Words.split(String.join(" ", quoted)));
        });
  }

  private static String quoted(String word, Draw draw) {
    return draw.oneIn(2)
        ? "'" + word.replace("'", "'\\''") + "'"
        : "\"" + word.replaceAll("[\"\\\\$`]", "\\\\$0") + "\"";
  }
}
