package viking.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.BadInput;

class TreeTest {
  @Test
  void readsWhatIsThere() {
    Tree tree =
        Tree.parse("{\"t\":\"a\",\"n\":-7,\"y\":true,\"l\":[1,{\"x\":\"z\"}],\"o\":{\"p\":2}}");
    assertEquals("a", tree.text("t"));
    assertEquals(-7, tree.number("n"));
    assertTrue(tree.flag("y"));
    assertEquals("1", tree.list("l").get(0).asText());
    assertEquals("z", tree.list("l").get(1).text("x"));
    assertEquals(2, tree.at("o").number("p"));
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsEmpty() {
    Tree tree = Tree.parse("{\"t\":\"a\",\"nothing\":null,\"l\":[]}");
    assertEquals("", tree.text("x"));
    assertEquals("", tree.text("nothing"));
    assertEquals("", tree.text("l"));
    assertEquals(Optional.empty(), tree.find("t"));
    assertEquals(List.of(), tree.list("t"));
    assertEquals("", tree.at("t").at("deeper").text("x"));
    assertFalse(tree.flag("t"));
  }

  @Test
  void readsEveryWayToWriteText() {
    assertEquals(
        "\"\\/\b\f\n\r\tü\u20ac\ud83d\ude00",
        Tree.parse("{\"t\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\u20AC\\ud83d\\uDE00\" }")
            .text("t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "12", "1.10", "-7.5e-3", "2E+10", "12345678901234567890"})
  void keepsNumbersAsTheyAreWritten(String number) {
    assertEquals(number, Tree.parse("{\"a\":" + number + "}").text("a"));
  }

  @Test
  void readsWhatIsWritten() {
    String hard = "a\"b\\c\u0001\u001f\u2028\ud83d\ude00/ü";
    assertEquals(hard, Tree.parse(Body.of(hard, hard).toString()).text(hard));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1]",
        "[1}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "NaN",
        "tru",
        "nulll",
        "True",
        "'a'",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "[1]\u0000",
        "\u0000",
        " ",
        "]",
        "}",
        ":",
        "\"a\":1"
      })
  void refusesWhatIsAlmostJson(String text) {
    assertThrows(BadInput.class, () -> Tree.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1", "{\"a\":}", "{} x", "{}{}", "<html>", "{\"a\":[1,"})
  void refusesWhatIsNotJson(String text) {
    assertThrows(BadInput.class, () -> Tree.parse(text));
  }

  @Test
  void refusesWhatIsTooDeepToBeMeant() {
    assertThrows(BadInput.class, () -> Tree.parse("[".repeat(100_000)));
  }

  @Test
  void indentingKeepsEveryCharacterOfNumbersAndText() {
    assertEquals(
        "{\n  \"a\" : 1.10,\n  \"b\" : [ 12345678901234567890 ],\n  \"c\" : \"ü\\n\"\n}",
        Tree.indented("{\"a\":1.10,\"b\":[12345678901234567890],\"c\":\"ü\\n\"}"));
  }
}
