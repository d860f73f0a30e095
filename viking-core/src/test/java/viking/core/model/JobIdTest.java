package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Names;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class JobIdTest {
  @Test
  void isReadFromStackNodeAndTag() {
    assertEquals(new JobId("shop", "web", "7.2"), JobId.parse("shop.web.7.2"));
    assertEquals(new JobId("shop", "web", "1"), JobId.parse("shop.web.1"));
    assertEquals(new JobId("a", "b", ".."), JobId.parse("a.b..."));
  }

  @Test
  void isReadBackFromItsText() {
    Seeds.each(
        1_000,
        draw -> {
          JobId id = Names.job(draw);
          assertEquals(id, JobId.parse(id.toString()));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "shop.web", "shop/web/1"})
  void isRefusedWithoutThreeParts(String text) {
    Refused.with("job '" + text + "' is not <stack>.<node>.<tag>", () -> JobId.parse(text));
  }

  @Test
  void namesTheBadPart() {
    String name = " is not 1 to 32 of a-z, 0-9 and inner hyphens";
    String tag = " is not 1 to 63 of a-z, 0-9, dot and hyphen";
    Refused.with("stack 'Shop'" + name, () -> JobId.parse("Shop.web.1"));
    Refused.with("stack ''" + name, () -> JobId.parse(".web.1"));
    Refused.with("node ''" + name, () -> JobId.parse("shop..1"));
    Refused.with("node 'web-'" + name, () -> JobId.parse("shop.web-.1"));
    Refused.with("tag ''" + tag, () -> JobId.parse("shop.web."));
    Refused.with("tag '1/2'" + tag, () -> new JobId("shop", "web", "1/2"));
  }

  /** A tag by a release, then by hand. */
  @ParameterizedTest
  @CsvSource({
    "7.2, 2",
    "1.1, 1",
    "120.45, 45",
    "1, 1",
    "hello, hello",
    "run.x, run.x",
    "run.7, run.7",
    "cron.2026-01-01t00-00, cron.2026-01-01t00-00",
    "7.2.1, 7.2.1",
    "7.x, 7.x",
    "7., 7.",
    ".2, .2",
    "0.2, 0.2",
    "7.0, 7.0",
    "07.2, 07.2",
    "7.02, 7.02",
    "1000000000000000000.2, 1000000000000000000.2"
  })
  void standsInTheSlotBehindTheReleaseOrInOneOfItsOwn(String tag, String slot) {
    assertEquals(slot, new JobId("shop", "web", tag).slot());
    assertEquals(new SlotId("shop", "web", slot), new JobId("shop", "web", tag).slotId());
  }

  @Test
  void isOfANodeAndNamesItsContainer() {
    JobId id = JobId.parse("shop.web.7.2");
    assertEquals(new NodeId("shop", "web"), id.nodeId());
    assertEquals("viking.shop.web.7.2", id.container());
    assertEquals("shop/web", id.nodeId().toString());
    assertEquals("shop/web/2", id.slotId().toString());
  }

  @Test
  void isOrderedByStackThenNodeThenTag() {
    List<JobId> ordered =
        Stream.of("a.b.1", "a.b.10.1", "a.b.2", "a.c.1", "a-b.a.1", "b.a.1")
            .map(JobId::parse)
            .toList();
    assertEquals(ordered, ordered.stream().sorted((x, y) -> x.compareTo(y)).toList());
    assertEquals(ordered, Stream.of(5, 3, 1, 0, 2, 4).map(ordered::get).sorted().toList());
  }

  @Test
  void nodesAreOrderedByStackThenNode() {
    List<NodeId> ordered =
        List.of(new NodeId("a", "b"), new NodeId("a", "c"), new NodeId("a-b", "a"));
    assertEquals(ordered, Stream.of(2, 0, 1).map(ordered::get).sorted().toList());
  }
}
