package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stack is meant. */
class StackChoiceTest extends CommandScene {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "viking: {name: shop}",
        "viking: { comment: x, name: 'shop' }  # y",
        "viking:\n  name: shop",
        "viking:\n\n# c\n  name: \"shop\"",
        "# a\nbuild: {}\nviking:\n    name: shop\n    comment: name",
      })
  void findsTheNameInTheFile(String text) {
    write("viking.yml", text + "\n");
    api.on("GET /v1/stacks/shop/releases", 200, "{\"releases\":[]}");
    assertEquals(0, run("history").code(), text);
  }

  @Test
  void aNameThatIsPutTogetherIsReadWithTheWholeFile() {
    write(
        "other.yml",
        "viking: {name: \"${WHICH:-shop}\"}\ndeploy: {web: {image: busybox, run: sleep 1}}\n");
    api.on("GET /v1/stacks/shop/releases", 200, "{\"releases\":[]}");
    assertEquals(0, run("history", "-f", folder + "/other.yml").code());
    write("other.yml", "viking: {nam: shop}\n");
    String file = folder + "/other.yml";
    failsWith(
        file + " does not say which stack it is; viking plan -f " + file + " tells",
        "history",
        "-f",
        file);
  }

  @Test
  void aStackThatIsNamedIsStrongerThanTheFile() {
    write("viking.yml", "viking: {name: shop}\n");
    api.on("GET /v1/stacks/test/releases", 200, "{\"releases\":[]}");
    assertEquals(0, run("history", "test").code());
  }

  @Test
  void withoutANameAndAFileItIsMisuse() {
    isMisuse(
        "viking history: which stack? There is no viking.yml here; name one, viking stacks lists"
            + " them (see: viking history --help)",
        "history");
    isMisuse(
        "viking history: stack 'A' is not 1 to 32 of a-z, 0-9 and inner hyphens (see: viking"
            + " history --help)",
        "history",
        "A");
  }
}
