package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.slave.testing.Examples.foreign;
import static viking.slave.testing.Examples.job;
import static viking.slave.testing.Examples.seen;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Protocol;
import viking.core.model.Resources;
import viking.slave.container.Phase;
import viking.slave.container.Published;
import viking.slave.container.Seen;

class RoomTest {
  private static final JobId JOB = JobId.parse("a.db.2.1");
  private static final JobId OTHER = JobId.parse("a.web.1.1");
  private static final JobId FORMER = JobId.parse("a.db.1.1");
  private static final Job PLAIN = job("{\"image\":\"web\"}");
  private static final Job THREE_CORES = job("{\"image\":\"web\",\"resources\":{\"cpu\":3}}");
  private static final Job SIX_GIB = job("{\"image\":\"web\",\"resources\":{\"memory\":\"6g\"}}");
  private static final Job FIXED_PORT = job("{\"image\":\"web\",\"expose\":\"80:8080\"}");
  private static final Job VOLUME = job("{\"image\":\"db\",\"volume\":\"/data\"}");
  private static final Optional<String> FREE = Optional.empty();
  private static final Optional<String> FULL =
      Optional.of("waits until containers that are still here have made room");
  private static final Optional<String> PORT_TAKEN =
      Optional.of("waits until another container has left host port 80/tcp");
  private static final Optional<String> VOLUME_TAKEN =
      Optional.of("waits until another container has left volume viking.a.db.1_data");

  @Test
  void isThereOnAnEmptyHost() {
    Room room = room();
    assertEquals(FREE, room.refuses(JOB, SIX_GIB));
    assertEquals(FREE, room.refuses(JOB, FIXED_PORT));
    assertEquals(FREE, room.refuses(JOB, VOLUME));
  }

  @Test
  void isTakenByWhatStillRunsWhoeverKnowsOfIt() {
    Room room = room(running(OTHER, SIX_GIB));
    assertEquals(FULL, room.refuses(JOB, SIX_GIB));
    assertEquals(FREE, room.refuses(JOB, THREE_CORES));
    assertEquals(FREE, room.refuses(JOB, PLAIN), "what asks for nothing always fits");
    assertEquals(FULL, room(running(OTHER, THREE_CORES)).refuses(JOB, THREE_CORES));
  }

  @Test
  void isTakenOnlyByWhatRuns() {
    Room room =
        room(seen(OTHER, SIX_GIB, Phase.EXITED, "1"), seen(FORMER, VOLUME, Phase.CREATED, ""));
    assertEquals(FREE, room.refuses(JOB, SIX_GIB));
    assertEquals(FREE, room.refuses(JOB, VOLUME));
  }

  @Test
  void isNotTakenByTheJobItself() {
    assertEquals(FREE, room(running(JOB, SIX_GIB)).refuses(JOB, SIX_GIB));
  }

  @Test
  void isTakenByStartsThatCannotBeSeenYet() {
    Room room = room();
    room.starting(OTHER, SIX_GIB);
    assertEquals(FULL, room.refuses(JOB, SIX_GIB));
    room = room();
    room.starting(OTHER, FIXED_PORT);
    assertEquals(PORT_TAKEN, room.refuses(JOB, FIXED_PORT));
    room = room();
    room.starting(FORMER, VOLUME);
    assertEquals(VOLUME_TAKEN, room.refuses(JOB, VOLUME));
    assertEquals(FREE, room.refuses(FORMER, VOLUME), "its own start is not in its way");
  }

  @Test
  void isTakenOnceByAStartThatCanBeSeen() {
    Room room = room(running(OTHER, THREE_CORES));
    room.starting(OTHER, THREE_CORES);
    assertEquals(FREE, room.refuses(JOB, job("{\"image\":\"web\",\"resources\":{\"cpu\":1}}")));
  }

  @Test
  void hasEachHostPortOnce() {
    List<Published> port = List.of(new Published(8080, Protocol.TCP, "10.0.0.1", 80));
    Seen web = seen(OTHER, PLAIN, Phase.RUNNING, "1", port, Set.of());
    assertEquals(PORT_TAKEN, room(web).refuses(JOB, FIXED_PORT));
    assertEquals(PORT_TAKEN, room(foreign("nginx", Phase.RUNNING, port)).refuses(JOB, FIXED_PORT));
    assertEquals(FREE, room(web).refuses(JOB, job("{\"image\":\"dns\",\"expose\":\"80:53/udp\"}")));
  }

  @Test
  void hasNoVolumeForTwo() {
    Seen former = seen(FORMER, VOLUME, Phase.RUNNING, "1", List.of(), Set.of("viking.a.db.1_data"));
    assertEquals(VOLUME_TAKEN, room(former).refuses(JOB, VOLUME));
  }

  private static Room room(Seen... seen) {
    return new Room(new Resources(4000, 8L << 30), List.of(seen));
  }

  private static Seen running(JobId id, Job job) {
    return seen(id, job, Phase.RUNNING, "1");
  }
}
