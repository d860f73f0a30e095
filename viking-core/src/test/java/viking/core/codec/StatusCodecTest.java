package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Names;
import viking.core.model.testing.RandomJobs;
import viking.core.model.testing.Refused;
import viking.core.model.testing.Seeds;

class StatusCodecTest {
  private final StatusCodec codec = new StatusCodec();

  @Test
  void readsBackWhatASlaveOrTheLeaderWrites() {
    Seeds.each(
        1_000,
        draw -> {
          Status status = draw.oneIn(2) ? ofSlave(draw) : ofLeader(draw);
          assertEquals(status, codec.read(codec.write(status)));
        });
  }

  @Test
  void isReadByPeople() {
    assertEquals(
        "{\"state\":\"running\",\"message\":\"\",\"assignment\":7,\"host\":\"h1\","
            + "\"health\":\"healthy\",\"container\":\"viking.a.b.1\",\"run\":\"r1\",\"runs\":2,"
            + "\"exitCode\":137,\"since\":\"then\"}",
        codec.write(
            new Status(
                7,
                "h1",
                JobState.RUNNING,
                Health.HEALTHY,
                "viking.a.b.1",
                "r1",
                2,
                OptionalInt.of(137),
                "",
                "then")));
    assertEquals(
        "{\"state\":\"waiting\",\"message\":\"no host\",\"assignment\":0,\"runs\":1,"
            + "\"since\":\"then\"}",
        codec.write(Status.ofLeader(0, JobState.WAITING, 1, "no host", "then")));
  }

  @Test
  void carriesTheLastLines() {
    Status status = Status.ofLeader(7, JobState.FAILED, 1, "", "").withLines(List.of("a", " b\"c"));
    assertEquals(status, codec.read(codec.write(status)));
    assertEquals(List.of(), codec.read("{\"state\":\"failed\"}").lines());
  }

  @Test
  void passesOverWhatALaterVersionWrites() {
    assertEquals(
        Status.ofLeader(0, JobState.WAITING, 0, "", ""),
        codec.read("{\"state\":\"waiting\",\"mood\":\"good\",\"since2\":{\"a\":[1]}}"));
  }

  @Test
  void refusesWhatMakesNoSense() {
    Refused.with("'state' is missing", () -> codec.read("{}"));
    Refused.with("'flying' is no JobState", () -> codec.read("{\"state\":\"flying\"}"));
    Refused.with(
        "'fine' is no Health", () -> codec.read("{\"state\":\"done\",\"health\":\"fine\"}"));
    Refused.with(
        "'assignment': 1.5 is not a whole number",
        () -> codec.read("{\"state\":\"done\",\"assignment\":1.5}"));
    Refused.with("'runs': -1 is not a count", () -> codec.read("{\"state\":\"done\",\"runs\":-1}"));
    Refused.with(
        "'host': [] is not a single value", () -> codec.read("{\"state\":\"done\",\"host\":[]}"));
  }

  private static Status ofSlave(Draw draw) {
    return new Status(
        draw.number(0, 1_000_000),
        Names.hostname(draw),
        draw.of(List.of(JobState.values())),
        draw.of(List.of(Health.values())),
        RandomJobs.text(draw),
        RandomJobs.text(draw),
        draw.number(0, 99),
        draw.oneIn(2) ? OptionalInt.of(draw.number(-1, 255)) : OptionalInt.empty(),
        RandomJobs.text(draw),
        RandomJobs.text(draw));
  }

  private static Status ofLeader(Draw draw) {
    return Status.ofLeader(
        draw.number(0, 1_000_000),
        draw.of(List.of(JobState.values())),
        draw.number(0, 99),
        RandomJobs.text(draw),
        RandomJobs.text(draw));
  }
}
