package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.model.Job;
import viking.core.model.Stack;

/** Anchors and {@code <<}, as people use them so as not to write things twice. */
class AnchorsTest {
  @Test
  void whatIsGivenHereIsStrongerThanWhatIsBroughtIn() {
    Stack stack =
        read(
            """
            x-base: &base {image: redis, cwd: /srv, run: one}
            x-more: &more {cwd: /more, user: me}
            deploy:
              a: {<<: *base, run: two}
              b: {run: three, <<: [*base, *more]}
              c: {<<: *base, <<: *more}
            """);
    assertEquals(List.of("two"), job(stack, "a").run());
    assertEquals("/srv", job(stack, "b").container().cwd().orElseThrow());
    assertEquals("me", job(stack, "b").container().user().orElseThrow());
    assertEquals(List.of("three"), job(stack, "b").run());
    assertEquals("me", job(stack, "c").container().user().orElseThrow());
  }

  @Test
  void scalarsAndListsMayBeRepeatedToo() {
    Stack stack =
        read(
            """
            deploy:
              a: {image: &image redis, expose: &ports [80, 90], env: &env {A: 1}}
              b: {image: *image, expose: *ports, env: {<<: *env, B: 2}}
            """);
    assertEquals(job(stack, "a").expose(), job(stack, "b").expose());
    assertEquals(Map.of("A", "1", "B", "2"), job(stack, "b").container().env());
  }

  @Test
  void anAnchorIsWhatItWasLast() {
    Stack stack =
        read(
            """
            x-one: &image redis
            x-two: &image mongo
            deploy: {a: {image: *image}}
            """);
    assertEquals("mongo", job(stack, "a").image());
  }

  @Test
  void manyNodesMayShareOneBase() {
    StringBuilder text = new StringBuilder("x-base: &base {image: redis, env: {A: 1, B: 2}}\n");
    text.append("deploy:\n");
    for (int i = 0; i < 500; i++) {
      text.append("  n").append(i).append(": {<<: *base}\n");
    }
    assertEquals(500, read(text.toString()).nodes().size());
  }

  @Test
  void aQuotedMergeKeyIsAKey() {
    List<Problem> problems =
        StackFile.read(
                "viking.yml",
                "viking: {name: a}\ndeploy: {a: {image: b, \"<<\": c}}\n",
                Path.of("."),
                Map.of())
            .problems();
    assertEquals("[viking.yml:2:24: unknown key '<<' in deploy.a]", problems.toString());
  }

  private static Stack read(String rest) {
    return StackFile.read("viking.yml", "viking: {name: a}\n" + rest, Path.of("."), Map.of())
        .orThrow();
  }

  private static Job job(Stack stack, String node) {
    return stack.nodes().get(node).job().orElseThrow();
  }
}
