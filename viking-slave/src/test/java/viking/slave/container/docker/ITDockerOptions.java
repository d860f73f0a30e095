package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.failed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.Job;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/** What a job says of its container is what the engine gives it. */
@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerOptions extends DockerScene {
  private static final Job ALL =
      job(
          """
          "run":"sleep 1000","entrypoint":["busybox"],"cwd":"/etc","user":"0:5",
          "env":{"A":"b c","VIKING_NODE":"forged"},"labels":{"team":"red"},"hostname":"front",
          "init":true,"ulimits":{"nofile":"100:200","nproc":"50"},"cap_add":["NET_ADMIN"],
          "devices":["/dev/null:/dev/nothing:r"],"tmpfs":["/scratch:size=1m","/run"],
          "read_only":true,"shm_size":"8m","volume":["/data","/tmp:/host:ro"],
          "resources":{"cpu":"0.5","memory":"64m"},"stop":{"signal":"SIGINT"}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".Config.Image | viking-engine-test:1",
        ".Config.Cmd | [sleep 1000]",
        ".Config.Entrypoint | [busybox]",
        ".Config.WorkingDir | /etc",
        ".Config.User | 0:5",
        ".Config.Hostname | front",
        ".Config.StopSignal | SIGINT",
        "index .Config.Labels `team` | red",
        ".HostConfig.Init | true",
        ".HostConfig.CapAdd | [NET_ADMIN]",
        ".HostConfig.ReadonlyRootfs | true",
        ".HostConfig.ShmSize | 8388608",
        ".HostConfig.Tmpfs | map[/run: /scratch:size=1m]",
        ".HostConfig.Memory | 67108864",
        ".HostConfig.MemorySwap | 67108864",
        ".HostConfig.CpuShares | 512",
        ".HostConfig.NanoCpus | 0",
        ".HostConfig.RestartPolicy.MaximumRetryCount | 0",
        ".HostConfig.RestartPolicy.Name | ''",
        ".HostConfig.LogConfig | {json-file map[max-file:3 max-size:10m]}",
        ".HostConfig.Privileged | false",
        "(index .HostConfig.Devices 0).PathInContainer | /dev/nothing",
        "(index .HostConfig.Devices 0).CgroupPermissions | r",
      })
  void standsInTheEnginesBooks(String what, String expected) {
    assertEquals(expected, inspect(line.created(id, ALL), what));
  }

  @Test
  void countsInsideTheContainer() {
    Seen running = line.started(id, ALL);
    String shown =
        docker.run(
            "exec",
            running.id(),
            "sh",
            "-c",
            "pwd; id -u; id -g; echo $A; echo $VIKING_NODE; ulimit -n; ulimit -Hn; cat /etc/hostname;"
                + " touch /data/x && echo volume; touch /host/x 2>/dev/null || echo fixed;"
                + " touch /x 2>/dev/null || echo fixed; touch /scratch/x && echo tmpfs");
    assertEquals("/etc\n0\n5\nb c\nweb\n100\n200\nfront\nvolume\nfixed\nfixed\ntmpfs", shown);
  }

  @Test
  void tellsTheLastLinesOfWhatHasEnded() {
    Seen made = line.created(id, shell("seq 20 >&2; exit 3"));
    line.start(made.id());
    Seen ended = line.noticed(seen -> seen.id().equals(made.id()) && seen.phase() == Phase.EXITED);
    assertEquals("11 12 13 14 15 16 17 18 19 20", String.join(" ", ended.lines()));
    assertEquals(ended.lines(), line.listed(ended.name()).orElseThrow().lines());
  }

  @Test
  void leavesWhatReservesNothingTheLeastOfTheProcessor() {
    Seen made = line.created(id, shell("sleep 1000"));
    assertEquals("2", inspect(made, ".HostConfig.CpuShares"));
    assertEquals("0", inspect(made, ".HostConfig.Memory"));
  }

  @Test
  void makesVolumesThatSayWhoseTheyAre() {
    line.ensure("viking." + id + "_data", id, false);
    String labels =
        docker.run(
            "volume", "inspect", "viking." + id + "_data", "-f", "{{index .Labels `viking.slot`}}");
    assertEquals(id.slotId().toString(), labels);
  }

  @Test
  void keepsNamedVolumesWhenTheContainerGoes() {
    Seen made = line.created(id, ALL);
    line.ensure("viking." + id + "_data", id, false);
    line.remove(made.id());
    docker.run("volume", "inspect", "viking." + id + "_data");
    docker.run("volume", "rm", "viking." + id + "_data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ulimits\":{\"nofile\":\"many\"} | ulimit nofile 'many' is not a number, or two such as 1024:2048",
        "\"cap_add\":[\"FLY\"] | cap_add 'FLY' is not a capability such as NET_ADMIN",
        "\"devices\":[\":x\"] | device ':x' is not such as /dev/x or /dev/x:/dev/y:rwm",
        "\"resources\":{\"memory\":\"1m\"} | Minimum memory limit allowed is 6MB",
      })
  void refusesToMakeWhatCannotBe(String fields, String why) {
    assertEquals(why, failed(Failure.REFUSED, line.create(id, job(fields))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"run\":\"nope\" | exec: \"nope\": executable file not found in $PATH",
        "\"run\":\"/etc/plain\" | exec: \"/etc/plain\": permission denied",
        "\"run\":\"sh\",\"user\":\"bob\" | unable to find user bob: no matching entries in passwd file",
        "\"run\":\"sh\",\"devices\":[\"/dev/nope\"] | error gathering device information while adding custom device \"/dev/nope\": no such file or directory",
      })
  void refusesToStartWhatCannotRun(String fields, String why) {
    Seen made = line.created(id, job(fields));
    assertEquals(why, failed(Failure.REFUSED, line.start(made.id())));
    assertEquals(made, line.listed(made.name()).orElseThrow());
  }

  @Test
  void namesAnImageThatCannotBeOne() {
    Job job = viking.slave.testing.Examples.job("{\"image\":\"Bad Image\"}");
    String why = failed(Failure.REFUSED, line.create(id, job));
    assertTrue(why.startsWith("image 'Bad Image': "), why);
  }

  @Test
  void saysThatNoContainerHoldsThePort() throws java.io.IOException {
    try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      Seen made = line.created(id, job("\"run\":\"sleep 9\",\"expose\":[\"" + port + ":80\"]"));
      assertEquals(
          "host port " + port + " is taken by a process that is not in a container",
          failed(Failure.REFUSED, line.start(made.id())));
    }
  }

  private String inspect(Seen seen, String what) {
    return docker.run("inspect", "-f", "{{" + what + "}}", seen.id());
  }
}
