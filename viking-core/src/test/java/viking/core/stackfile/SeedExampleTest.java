package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.model.Build;
import viking.core.model.Container;
import viking.core.model.Domain;
import viking.core.model.Expose;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Node;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Stack;
import viking.core.model.Stop;
import viking.core.model.Update;

/** The example with which viking was first described, as it stood there. */
class SeedExampleTest {
  private static final Stack RAGNAR =
      StackFile.read(TestFiles.of("good/ragnar.yml"), Map.of()).orThrow();

  @Test
  void isAStackWithNothingElseInIt() {
    assertEquals("ragnar", RAGNAR.name());
    assertEquals("Ragnar Hamster Lothbrok", RAGNAR.comment());
    assertEquals(List.of("src", "inherit"), List.copyOf(RAGNAR.builds().keySet()));
    assertEquals(
        List.of("db", "logic", "website", "help", "mongo", "redis"),
        List.copyOf(RAGNAR.nodes().keySet()));
  }

  @Test
  void buildsByTheTextThatStandsThere() {
    assertEquals(
        Build.ofText("FROM quarry/monnode\nADD . /srv/app\nRUN cd /srv/app && npm install\n"),
        RAGNAR.builds().get("src"));
    assertEquals(
        Build.ofText("FROM viking:ragnar/src\nRUN echo \"setting\" > /etc/mysetting\n"),
        RAGNAR.builds().get("inherit"));
  }

  @Test
  void dbKeepsItsDataOnOneHost() {
    Job db =
        job(
            "viking:ragnar/src",
            List.of("mon", "node", "index.js", "--volume=/data/db"),
            "/srv/app/db",
            80,
            List.of(Mount.parse("/data/db")));
    assertEquals(Node.of(db), RAGNAR.nodes().get("db"));
    assertTrue(db.pinned());
  }

  @Test
  void logicRunsTwice() {
    Job logic =
        job(
            "viking:ragnar/src",
            List.of("mon", "node", "index.js"),
            "/srv/app/logic",
            80,
            List.of());
    assertEquals(node(logic, 2, false, List.of()), RAGNAR.nodes().get("logic"));
  }

  @Test
  void websiteRunsThreeTimesAndHasFourDomains() {
    Job website =
        job(
            "viking:ragnar/src",
            List.of("mon", "node", "index.js"),
            "/srv/app/website",
            80,
            List.of());
    List<String> domains =
        List.of(
            "thetracktube.com",
            "www.thetracktube.com",
            "tracktube.local.digger.io",
            "tracktube.lan.digger.io");
    Node read = RAGNAR.nodes().get("website");
    assertEquals(node(website, 3, false, domains), read);
    assertEquals(OptionalInt.of(80), read.portOf(read.domains().get(0)));
  }

  @Test
  void helpIsAFolderOfFiles() {
    Node help = RAGNAR.nodes().get("help");
    assertTrue(help.website());
    assertEquals(Optional.of("help/www"), help.documentRoot());
    assertEquals(
        List.of("help.thetracktube.com", "*.help.thetracktube.com"),
        help.domains().stream().map(Domain::name).toList());
    assertTrue(help.job().isEmpty());
    assertFalse(help.service());
  }

  @Test
  void mongoAndRedisAreServices() {
    List<Mount> data = List.of(Mount.parse("/data/db"));
    Job mongo = job("quarry/mongo", List.of(), "", 27017, data);
    Job redis = job("quarry/redis", List.of(), "", 6379, data);
    assertEquals(node(mongo, 1, true, List.of()), RAGNAR.nodes().get("mongo"));
    assertEquals(node(redis, 1, true, List.of()), RAGNAR.nodes().get("redis"));
  }

  private static Job job(String image, List<String> run, String cwd, int port, List<Mount> volume) {
    Container plain = Container.PLAIN;
    Container container =
        new Container(
            plain.entrypoint(),
            Optional.of(cwd).filter(folder -> !folder.isEmpty()),
            plain.user(),
            plain.env(),
            plain.labels(),
            plain.hostname(),
            plain.init(),
            plain.ulimits(),
            plain.capAdd(),
            plain.devices(),
            plain.tmpfs(),
            plain.readOnly(),
            plain.shmSize(),
            plain.secrets());
    return new Job(
        image,
        run,
        container,
        List.of(Expose.parse(Integer.toString(port))),
        volume,
        List.of(),
        Resources.NONE,
        Optional.empty(),
        Restart.ALWAYS,
        0,
        Stop.USUAL,
        "");
  }

  private static Node node(Job job, int scale, boolean service, List<String> domains) {
    return new Node(
        Optional.of(job),
        Optional.empty(),
        scale,
        service,
        false,
        List.of(),
        Optional.empty(),
        domains.stream().map(name -> new Domain(name, OptionalInt.empty())).toList(),
        Update.USUAL,
        Optional.empty(),
        Optional.empty());
  }
}
