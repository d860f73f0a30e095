package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong file in {@code bad/} gets just the problems that the text beside it lists. */
class BadStackFilesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SET", "s", "WORD", "w", "PORT", "x", "EMPTY", "");

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isToldItsProblems(String name) throws IOException {
    Path file = folder().resolve(name);
    StackFile read = StackFile.read(file, ENVIRONMENT);
    String told =
        read.problems().stream()
            .map(problem -> problem.toString().replace(file.toString(), "viking.yml") + "\n")
            .reduce("", String::concat);
    assertEquals(Files.readString(expected(file)), told);
    assertTrue(read.stack().isEmpty());
  }

  @Test
  void nothingStandsTwice() throws IOException {
    for (String each : files().toList()) {
      List<String> lines = Files.readAllLines(expected(folder().resolve(each)));
      assertEquals(lines.stream().distinct().toList(), lines, each);
      lines.forEach(line -> assertTrue(line.length() < 200, line));
    }
  }

  static Stream<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      List<String> names =
          all.map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".yml"))
              .sorted()
              .toList();
      assertTrue(names.size() >= 60, () -> names.size() + " files");
      return names.stream();
    }
  }

  private static Path expected(Path file) {
    return file.resolveSibling(file.getFileName().toString().replace(".yml", ".txt"));
  }

  private static Path folder() {
    return TestFiles.of("bad");
  }
}
