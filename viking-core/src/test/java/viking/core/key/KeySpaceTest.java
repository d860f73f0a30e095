package viking.core.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import viking.core.model.testing.Refused;
import viking.core.store.Range;

/** The key spaces are a promise to whoever reads etcd: the design's table, word for word. */
class KeySpaceTest {
  private static final String TABLE =
      """
      /cluster
      /leader
      /host/<hostname>
      /cordon/<hostname>
      /stack/<stack>
      /release/<stack>/<n>
      /rollout/<stack>
      /scale/<stack>/<node>
      /env/<stack>/<NAME>
      /secret/<stack>/<NAME>
      /image/<stack>/<image>/<tag>
      /proc/<stack>/<node>/<tag>
      /run/<stack>/<node>/<tag>
      /deploy/<hostname>/<stack>/<node>/<tag>
      /fixed/<stack>/<node>/<slot>
      /status/<stack>/<node>/<tag>
      /counter/<hostname>/<stack>/<node>/<tag>
      /ports/<stack>/<node>/<port>/<proto>/<ip>/<hostPort>/<jobId>
      /route/<domain>
      /seen/<hostname>
      /vip/<stack>/<node>
      /cron/<stack>/<node>
      /metrics/<type>/<instance>/<metric>/<date>
      /client/<duid>
      """;

  @Test
  void areThoseOfTheDesign() {
    assertEquals(
        TABLE.lines().toList(), Arrays.stream(KeySpace.values()).map(KeySpace::pattern).toList());
  }

  @ParameterizedTest
  @EnumSource
  void beginWithTheirFirstWordAndASlash(KeySpace space) {
    String word = space.pattern().split("/", -1)[1];
    boolean alone = space.pattern().equals("/" + word);
    assertEquals("/" + word + (alone ? "" : "/"), space.prefix());
  }

  @ParameterizedTest
  @EnumSource
  void haveNoPrefixThatAnotherBeginsWith(KeySpace space) {
    for (KeySpace other : KeySpace.values()) {
      assertTrue(
          other == space || !other.prefix().startsWith(space.prefix()),
          () -> other.prefix() + " begins with " + space.prefix());
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdNoKeysOfAnother(KeySpace space) {
    if (!space.prefix().endsWith("/")) {
      return;
    }
    Range range = Range.prefix(space.prefix());
    for (KeySpace other : KeySpace.values()) {
      assertEquals(other == space, range.contains(other.prefix() + "x"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nameEverySegmentOnce(KeySpace space) {
    List<String> names = space.segments().stream().map(KeySpace.Segment::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
    assertFalse(names.contains(""));
  }

  /** The name is in the message, so it is the name that people see in the table. */
  @ParameterizedTest
  @EnumSource
  void nameThePatternWhereTheDepthIsWrong(KeySpace space) {
    String deep = "/" + space.word() + "/a".repeat(9);
    Refused.with(
        "key '" + deep + "' has the wrong depth: it is " + space.pattern(), () -> Key.parse(deep));
  }
}
