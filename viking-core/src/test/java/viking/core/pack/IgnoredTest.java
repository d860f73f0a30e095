package viking.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.BadInput;

class IgnoredTest {
  /** What Docker's own documentation and tests say of a pattern and a name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "**             | file          | true",
        "**/            | dir/file      | true",
        "dir/**         | dir/file      | true",
        "dir/**         | dir           | false",
        "**/dir2/*      | dir/dir2/file | true",
        "**/dir2/**     | dir/dir2/dir2 | true",
        "**file         | dir/file      | true",
        "**/**/*.txt    | dir/file.txt  | true",
        "a**/*.txt      | a/dir/f.txt   | true",
        "a/**/b         | a/b           | true",
        "a[b-d]e        | ace           | true",
        "a[b-d]e        | aee           | false",
        "a[^b-d]e       | aze           | true",
        "a[^b-d]e       | ace           | false",
        "a\\*b          | a*b           | true",
        "a\\*b          | axb           | false",
        "a?b            | a/b           | false",
        "a?b            | aüb           | true",
        "*              | a/b           | true",
        "*/b            | a/b           | true",
        "*/b            | a/c/b         | false",
        "*.md           | README.md     | true",
        "*.md           | docs/a.md     | false",
        "/foo/bar       | foo/bar       | true",
        "foo/           | foo/bar/baz   | true",
        "./foo//bar/.   | foo/bar       | true",
        "foo/../bar     | bar           | true",
        "../foo         | foo           | false",
        "fo             | foo           | false",
        "a.c            | abc           | false",
        "a+(b)          | a+(b)         | true",
        "[[]x           | [x            | true",
        "[a&&b]         | &             | true",
        "# no           | # no          | false",
        "  foo          | foo           | true",
        ".              | foo           | false",
      })
  void onePattern(String pattern, String name, boolean out) {
    assertEquals(out, Ignored.of("f", List.of(pattern)).leavesOut(name));
  }

  @ParameterizedTest
  @CsvSource({
    "*;!README.md, README.md, false",
    "*.md;!README*.md;README-secret.md, README-secret.md, true",
    "*.md;README-secret.md;!README*.md, README-secret.md, false",
    "node_modules;!node_modules/ours, node_modules/ours/a.js, false",
    "node_modules;!node_modules/ours, node_modules/theirs/a.js, true",
    "!a, a, false",
    "docs;! docs/a, docs/a, false",
  })
  void theLastThatMatchesDecides(String patterns, String name, boolean out) {
    Ignored ignored = Ignored.of("f", Arrays.asList(patterns.split(";")));
    assertEquals(out, ignored.leavesOut(name));
  }

  @Test
  void aFolderIsEnteredOnlyIfSomethingInItMayBeKept() {
    Ignored ignored = Ignored.of("f", List.of("*", "!src/main/*.c", "!lib/a"));
    assertTrue(ignored.mayKeepBelow("src"));
    assertTrue(ignored.mayKeepBelow("src/main"));
    assertTrue(ignored.mayKeepBelow("lib/a/b"));
    assertFalse(ignored.mayKeepBelow("node_modules"));
    assertFalse(ignored.mayKeepBelow("src/test"));
    assertTrue(Ignored.of("f", List.of("*", "!**/x")).mayKeepBelow("node_modules"));
  }

  @Test
  void whatIsNoPatternIsRefusedWithItsLine() {
    assertEquals(
        "/x/.dockerignore line 2: '[a' is no pattern: a '[' is not closed",
        assertThrows(BadInput.class, () -> Ignored.of("/x/.dockerignore", List.of("b", "[a")))
            .getMessage());
    assertEquals(
        "f line 1: '!' keeps nothing; a pattern must follow",
        assertThrows(BadInput.class, () -> Ignored.of("f", List.of("!"))).getMessage());
  }
}
