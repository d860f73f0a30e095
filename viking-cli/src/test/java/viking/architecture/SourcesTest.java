package viking.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import viking.core.key.KeySpace;

/** What can be told by looking at the sources. */
class SourcesTest {
  private static final int MOST_LINES = 300;
  private static final String BAD_NAME = ".*(Manager|Utils?|Helper|Impl)|(Default|Abstract)[A-Z].*";

  /** Comments are skipped, text blocks taken whole, so that what is left over are the literals. */
  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "//[^\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])+'"
              + "|\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\\n])*)\"",
          Pattern.DOTALL);

  /** Keys look like files of Linux now and then; these are files. */
  private static final Pattern LINUX_FILE =
      Pattern.compile(
          "/proc/(self|sys|net|stat|meminfo|cpuinfo|loadavg|mounts|uptime|filesystems|%d)\\b.*"
              + "|/run/(docker|netns|viking|lock|secrets)\\b.*");

  /** What Prometheus asks for unless told otherwise. */
  private static final String FIGURES = "/metrics";

  private static final Pattern KEY =
      Pattern.compile(
          Arrays.stream(KeySpace.values())
              .map(space -> space.prefix().replaceAll("/$", ""))
              .collect(Collectors.joining("|", "(?s)(", ")(/.*)?")));

  @Test
  void keysAreSpelledInOnePlace() {
    List<String> found = new ArrayList<>();
    for (Path source : MainCode.sources()) {
      if (source.toString().contains("/viking/core/key/")) {
        continue;
      }
      literals(MainCode.text(source)).stream()
          .filter(text -> KEY.matcher(text).matches() && !LINUX_FILE.matcher(text).matches())
          .filter(text -> !text.equals(FIGURES))
          .forEach(text -> found.add(source + " spells \"" + text + '"'));
    }
    assertEquals(List.of(), found, "keys are made and read by viking.core.key alone");
  }

  @Test
  void classesAreNamedForWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching("(.*[.$])?(" + BAD_NAME + ")")
        .because("a Manager or a Helper could be anything")
        .check(MainCode.CLASSES);
  }

  @Test
  void filesAreShort() {
    List<String> found =
        MainCode.sources().stream()
            .filter(source -> MainCode.text(source).lines().count() > MOST_LINES)
            .map(Path::toString)
            .toList();
    assertEquals(
        List.of(), found, "longer than " + MOST_LINES + " lines: two rooms without a wall");
  }

  @Test
  void packagesSayWhatTheyAreFor() {
    List<Path> found =
        MainCode.sources().stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertEquals(List.of(), found, "a package-info.java says a package's job and who writes what");
  }

  @Test
  void literalsAreToldFromComments() {
    String source =
        """
        // "/run/a"
        char c = '"'; /* "/run/b" */ String s = "/run/\\"c"; String none = "";
        /** {@code "/run/d"} */ String t = "/run/e";
        """
            + "String u = \"\"\"\n  /run/f\n  \"\"\";";
    assertEquals(List.of("/run/\\\"c", "", "/run/e", "/run/f"), literals(source));
  }

  private static List<String> literals(String source) {
    return COMMENT_OR_LITERAL
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(token -> token.startsWith("\""))
        .map(token -> token.replaceAll("^\"+\\s*|\\s*\"+$", ""))
        .toList();
  }
}
