package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code config/viking.schema.json}, by which editors complete and check stack files. */
class StackSchemaTest {
  private static final Path FILE = Path.of("../config/viking.schema.json");

  @Test
  void isWhatTheTablesSay() throws IOException {
    String made = StackSchema.text();
    if (Boolean.getBoolean("viking.schema.write")) {
      Files.writeString(FILE, made);
    }
    assertEquals(
        made, Files.readString(FILE), "write it anew by mvn test -Dviking.schema.write=true");
  }

  /** Read from the file itself, whichever way it was made. */
  @Test
  void knowsEveryKeyOfTheParserAndNoOther() throws IOException {
    JsonNode schema = schema();
    assertEquals(Vocabulary.FILE.keys().keySet(), names(schema));
    Set<String> levels = new TreeSet<>();
    below(Vocabulary.FILE, schema.get("definitions"), levels);
    Set<String> definitions = new TreeSet<>();
    schema.get("definitions").fieldNames().forEachRemaining(definitions::add);
    assertEquals(levels, definitions);
  }

  private static void below(Level level, JsonNode definitions, Set<String> seen) {
    for (Key key : level.keys().values()) {
      key.below()
          .ifPresent(
              below -> {
                seen.add(below.name());
                assertEquals(below.keys().keySet(), names(definitions.get(below.name())));
                below(below, definitions, seen);
              });
    }
  }

  private static Set<String> names(JsonNode level) {
    Set<String> names = new TreeSet<>();
    level.get("properties").fieldNames().forEachRemaining(names::add);
    level
        .get("properties")
        .forEach(each -> assertFalse(each.get("description").asText().isBlank()));
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"good/ragnar.yml", "good/everything.yml"})
  void acceptsGoodFiles(String name) throws IOException {
    assertTrue(accepts(Files.readString(TestFiles.of(name))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy: {a: {image: redis}}",
        "viking: {name: a}\ndeploi: {}",
        "viking: {name: a, nmae: b}",
        "viking: {name: a}\ndeploy: {A: {image: redis}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, scale: -1}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, scale: two}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, service: yes}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, health: /}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, health: {htp: /}}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, stop: {grace: 10}}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, restart: no}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, expose: [{target: 80}]}}",
        "viking: {name: a}\ndeploy: {a: {image: redis, env: [A]}}",
        "viking: {name: a}\nbuild: {a: [FROM scratch]}",
      })
  void refusesWhatTheParserRefuses(String text) throws IOException {
    assertFalse(accepts(text));
    assertTrue(StackFile.read("viking.yml", text, Path.of("."), Map.of()).stack().isEmpty());
  }

  private static boolean accepts(String text) throws IOException {
    Value value = YamlTree.read("viking.yml", text, new Problems("viking.yml")).orElseThrow();
    return new SchemaCheck(schema()).accepts(value);
  }

  private static JsonNode schema() throws IOException {
    try {
      return new ObjectMapper().readTree(Files.readString(FILE));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema is not JSON", e);
    }
  }
}
