package viking.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build keeps from the tests what the shell was told of other clusters. */
class ForgottenVariablesTest {
  private static final Pattern LIST =
      Pattern.compile("<test.forgets>(.*?)</test.forgets>", Pattern.DOTALL);

  /** It says which engine the tests are to use. */
  private static final String ENGINE = "DOCKER_HOST";

  @Test
  void everySettingIsForgotten() {
    List<String> missing =
        Stream.concat(
                Stream.of("VIKING_CONFIG", "VIKING_LAB_DIR", "ETCDCTL_ENDPOINTS"),
                Arrays.stream(Setting.values()).flatMap(each -> each.variables().stream()))
            .filter(variable -> !variable.equals(ENGINE) && !forgotten().contains(variable))
            .toList();
    assertEquals(List.of(), missing, "to be added to test.forgets in the parent's pom.xml");
  }

  @Test
  void noneOfThemIsSetHere() {
    List<String> set =
        forgotten().stream().filter(variable -> System.getenv(variable) != null).sorted().toList();
    assertEquals(List.of(), set, "run the tests without them");
  }

  private static Set<String> forgotten() {
    try {
      Matcher found = LIST.matcher(Files.readString(Path.of("../pom.xml")));
      assertTrue(found.find(), "the parent's pom.xml lists none");
      return Arrays.stream(found.group(1).split(","))
          .map(String::strip)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
