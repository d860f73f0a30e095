package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("image", "run", "expose", "volume", "cpu", "command");

  @ParameterizedTest
  @CsvSource({
    "imge, image",
    "imagee, image",
    "imaeg, image",
    "iamge, image",
    "umage, image",
    "rnu, run",
    "exposes, expose",
    "cmmnd, ''",
    "comand, command",
    "cpus, cpu",
    "ru, run",
    "r, ''",
    "xyz, ''",
    "'', ''",
    "entrypoint, ''"
  })
  void isTheNearestWordThatOneSlipInThreeLettersLeadsTo(String word, String meant) {
    assertEquals(Optional.of(meant).filter(text -> !text.isEmpty()), Suggestion.of(word, KNOWN));
  }

  @Test
  void isNoWordThatHasNothingInCommon() {
    assertEquals(Optional.empty(), Suggestion.of("x", List.of("a", "b")));
    assertEquals(Optional.empty(), Suggestion.of("xy", List.of("a")));
    assertEquals(Optional.of("web"), Suggestion.of("wb", List.of("a", "web")));
  }

  @Test
  void isTheFirstByNameOfThoseThatAreAsNear() {
    assertEquals(Optional.of("bat"), Suggestion.of("aat", List.of("cat", "bat", "rat")));
    assertEquals(Optional.of("cats"), Suggestion.of("cats", List.of("cat", "cats", "bats")));
  }

  @Test
  void isNothingWhereNothingIsKnown() {
    assertEquals(Optional.empty(), Suggestion.of("image", List.of()));
  }

  @Test
  void isNotSoughtForWhatIsFarTooLong() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertEquals(Optional.empty(), Suggestion.of("x".repeat(1_000_000), KNOWN)));
  }
}
