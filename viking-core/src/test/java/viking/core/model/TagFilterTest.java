package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class TagFilterTest {
  @Test
  void mustBeMet() {
    assertEquals(new TagFilter("ssd", false), TagFilter.parse("ssd"));
  }

  @Test
  void shouldBeMetWhereFlexible() {
    assertEquals(new TagFilter("ssd", true), TagFilter.parse("ssd:flexible"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssd", "ssd:flexible", "flexible", "rack.2-a"})
  void isWrittenAsItWasRead(String text) {
    assertEquals(text, TagFilter.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    ":flexible, ''",
    "SSD, SSD",
    "ssd:hard, ssd:hard",
    "ssd:flexible:flexible, ssd:flexible",
    "!ssd, !ssd"
  })
  void refusesWhatIsNoTag(String text, String tag) {
    Refused.with(
        "filter '" + tag + "' is not 1 to 63 of a-z, 0-9, dot and hyphen",
        () -> TagFilter.parse(text));
  }
}
