package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts: listed, cordoned, drained. */
class HostCommandsTest extends CommandScene {
  @Test
  void listsTheHosts() {
    api.on(
        "GET /v1/hosts",
        200,
        """
        {"revision":9,"leader":"h1","hosts":[
        {"name":"h1","address":"10.0.0.1","tags":["fast","ssd"],"cpu":4000,"memory":8589934592,
         "engine":"20.10","state":"ready","reason":"","leader":true,"jobs":3,
         "reserved":{"cpu":1250,"memory":1288490189}},
        {"name":"h2","address":"","tags":[],"state":"lost","leader":false,"jobs":1}]}
        """);
    prints(
        """
        HOST  STATE           ADDRESS   JOBS  CPU     MEMORY   ENGINE  TAGS
        h1    ready (leader)  10.0.0.1  3     1.25/4  1.2G/8G  20.10   fast,ssd
        h2    lost                      1
        """,
        "hosts");
  }

  @Test
  void saysThatNobodyLeads() {
    api.on("GET /v1/hosts", 200, "{\"leader\":\"\",\"hosts\":[{\"name\":\"h1\"}]}");
    assertEquals("nobody leads: no job is placed until a master is elected\n", run("hosts").err());
  }

  @Test
  void cordonsWithAReasonOfAnyCharacters() {
    api.on(
        "PUT /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 takes no new jobs: a \\\"new\\\" disk\"}");
    prints("h2 takes no new jobs: a \"new\" disk\n", "cordon", "h2", "a", "\"new\"", "disk");
    assertEquals("{\"reason\":\"a \\\"new\\\" disk\"}", api.asked().get(0).body());
  }

  @Test
  void cordonsWithoutAReason() {
    api.on("PUT /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 takes no new jobs\"}");
    prints("h2 takes no new jobs\n", "cordon", "h2");
    assertEquals("{\"reason\":\"\"}", api.asked().get(0).body());
  }

  @Test
  void uncordons() {
    api.on("DELETE /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 takes jobs again\"}");
    prints("h2 takes jobs again\n", "uncordon", "h2");
  }

  @Test
  void refusesWhatCanBeNoHost() {
    isMisuse(
        "viking cordon: host '../x' is not a DNS name in lower case (see: viking cordon --help)",
        "cordon",
        "../x");
    assertEquals(List.of(), api.asked());
  }

  @Test
  void drainsUntilNothingIsLeft() {
    api.on("PUT /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 is drained: new disk\"}");
    String left =
        "{\"host\":\"h2\",\"drain\":true,\"left\":[%s{\"job\":\"shop.db.1.1\",\"state\":\"running\",\"why\":\"its volume is on h2\"}]}";
    api.onEach(
        "GET /v1/hosts/h2/drain",
        left.formatted("{\"job\":\"shop.web.1.1\",\"state\":\"running\",\"why\":\"\"},"),
        left.formatted(""),
        left.formatted(""),
        "{\"host\":\"h2\",\"drain\":true,\"left\":[]}");
    assertEquals(
        new Ran(
            0,
            "h2 is empty\n",
            """
            h2 is drained: new disk
            shop.db.1.1 running: its volume is on h2
            shop.web.1.1 running
            shop.web.1.1 has left, 1 to go
            shop.db.1.1 has left, 0 to go
            """),
        run("drain", "h2", "new", "disk"));
    assertEquals("{\"reason\":\"new disk\",\"drain\":true}", api.asked().get(0).body());
  }

  @Test
  void aDrainThatIsEndedByAnotherIsNoSuccess() {
    api.on("PUT /v1/hosts/h2/cordon", 200, "{\"done\":\"h2 is drained\"}");
    api.on(
        "GET /v1/hosts/h2/drain",
        200,
        "{\"host\":\"h2\",\"drain\":false,\"left\":[{\"job\":\"a.b.1\",\"state\":\"running\"}]}");
    assertEquals(1, run("drain", "h2").code());
  }
}
