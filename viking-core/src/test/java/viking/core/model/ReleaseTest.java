package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.codec.JobCodec;
import viking.core.codec.ReleaseCodec;
import viking.core.model.testing.Plain;

class ReleaseTest {
  private static final Node WEB =
      Node.of(
          new JobCodec()
              .read(
                  "{\"image\":\"viking:shop/src\",\"env\":{\"A\":\"file\",\"B\":\"file\"},"
                      + "\"secrets\":[\"KEY\"]}"));
  private static final Node HELP = Plain.website("./www");

  @Test
  void resolvesImagesSettingsAndSecretsIntoItsJobs() {
    Job job = release(Map.of(), "a comment").job("web").orElseThrow();

    assertEquals("viking/shop/src:0a1b", job.image());
    assertEquals(Map.of("A", "file", "B", "set"), job.container().env());
    assertEquals(List.of(Secret.parse("KEY@12")), job.container().secrets());
    assertEquals(Release.SCHEDULE, job.by());
  }

  @Test
  void isNumberedSoThatItsInstancesCanBeNamed() {
    NodeId web = new NodeId("shop", "web");
    assertEquals(
        Release.LAST, new Instance(Release.LAST, 1, 0).of(web).instance().orElseThrow().release());
    assertEquals(
        "release must be 1 to 999999999, not 1000000000",
        assertThrows(BadInput.class, () -> numbered(Release.LAST + 1)).getMessage());
    assertThrows(BadInput.class, () -> numbered(0));
  }

  @Test
  void isRefusedWhereItsJobsWouldBe() {
    Release good = release(Map.of(), "");
    assertEquals(
        "env 'A B' is not a letter or underscore, then letters, digits, underscores",
        assertThrows(BadInput.class, () -> good.withEnv(Map.of("A B", "b"))).getMessage());
    String spoilt = new ReleaseCodec().write(good).replace("\"viking/shop/src:0a1b\"", "\" \"");
    assertEquals(
        "image of 'viking:shop/src' must be given",
        assertThrows(BadInput.class, () -> new ReleaseCodec().read(spoilt)).getMessage());
  }

  @Test
  void makesTheSameJobWhateverTheCommentSays() {
    assertEquals(release(Map.of(), "a").job("web"), release(Map.of(), "b").job("web"));
  }

  @Test
  void makesAnotherJobOfARestartedNodeOnly() {
    Release before = release(Map.of(), "");
    assertFalse(before.job("web").equals(release(Map.of("web", 4), "").job("web")));
    assertEquals(before.job("web"), release(Map.of("db", 4), "").job("web"));
  }

  @Test
  void hasNoJobButAnImageForAWebsite() {
    Release release = release(Map.of(), "");
    assertEquals(Optional.empty(), release.job("help"));
    assertEquals(Optional.of("viking/shop/help:77aa"), release.siteImage("help"));
    assertEquals(Optional.empty(), release.job("nothing"));
  }

  @Test
  void runsWhatIsOnceForNewCodeAndSettingsOnly() {
    assertTrue(caused(Release.Cause.DEPLOY).runsOnce());
    assertTrue(caused(Release.Cause.ENV).runsOnce());
    assertTrue(caused(Release.Cause.SECRET).runsOnce());
    assertFalse(caused(Release.Cause.ROLLBACK).runsOnce());
    assertFalse(caused(Release.Cause.RESTART).runsOnce());
  }

  private static Release release(Map<String, Integer> restarts, String comment) {
    return release(Release.Cause.DEPLOY, restarts, comment);
  }

  private static Release caused(Release.Cause cause) {
    return release(cause, Map.of(), "");
  }

  private static Release numbered(int number) {
    return release(number, Release.Cause.DEPLOY, Map.of(), "");
  }

  private static Release release(
      Release.Cause cause, Map<String, Integer> restarts, String comment) {
    return release(4, cause, restarts, comment);
  }

  private static Release release(
      int number, Release.Cause cause, Map<String, Integer> restarts, String comment) {
    return new Release(
        new Stack("shop", comment, Map.of(), Map.of("web", WEB, "help", HELP)),
        number,
        cause,
        0,
        "ann",
        "then",
        Map.of(
            "viking:shop/src", "viking/shop/src:0a1b", "viking:shop/help", "viking/shop/help:77aa"),
        Map.of("B", "set"),
        Map.of("KEY", 12L),
        restarts);
  }
}
