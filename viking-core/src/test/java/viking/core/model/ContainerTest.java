package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class ContainerTest {
  @Test
  void isPlainUnlessSaidOtherwise() {
    assertEquals(Container.PLAIN, container("", Map.of(), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1A", "A-B", "", "A B", "A="})
  void refusesNamesThatNoVariableCanHave(String name) {
    Refused.with(
        "env '" + name + "' is not a letter or underscore, then letters, digits, underscores",
        () -> container("", Map.of(name, "value"), ""));
  }

  @Test
  void takesAnyValueOfAVariable() {
    Map<String, String> env = Map.of("PATH", "", "_a1", "a=b\n'\"ü");
    assertEquals(env, container("", env, "").env());
  }

  @ParameterizedTest
  @ValueSource(strings = {"srv", "./srv", "~", " "})
  void beginsInAnAbsoluteDirectory(String cwd) {
    Refused.with("cwd '" + cwd + "' is not an absolute path", () -> container(cwd, Map.of(), ""));
    assertEquals(Optional.of("/"), container("/", Map.of(), "").cwd());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Web", "web_1", "-web", "web.", "a b"})
  void hasAHostnameThatDnsWouldTake(String hostname) {
    Refused.with(
        "hostname '" + hostname + "' is not a DNS name in lower case",
        () -> container("", Map.of(), hostname));
    assertEquals(Optional.of("web.local"), container("", Map.of(), "web.local").hostname());
  }

  private static Container container(String cwd, Map<String, String> env, String hostname) {
    return new Container(
        List.of(),
        Optional.of(cwd).filter(text -> !text.isEmpty()),
        Optional.empty(),
        env,
        Map.of(),
        Optional.of(hostname).filter(text -> !text.isEmpty()),
        false,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        OptionalLong.empty(),
        List.of());
  }
}
