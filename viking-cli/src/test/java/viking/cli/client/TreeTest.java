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
