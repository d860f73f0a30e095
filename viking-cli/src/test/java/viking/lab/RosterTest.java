package viking.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.BadInput;

class RosterTest {
  private static final Path PROGRAM = Path.of("/opt/viking/bin/viking");
  private final Roster roster = new Roster("a", Path.of("/labs/a"), 7, 4, 3, PROGRAM);

  @Test
  void everyMemberHasItsPlace() {
    assertEquals(
        List.of(
            "etcd1 ETCD 10.113.7.5 /labs/a/etcd1 vk-a-etcd1",
            "etcd2 ETCD 10.113.7.6 /labs/a/etcd2 vk-a-etcd2",
            "etcd3 ETCD 10.113.7.7 /labs/a/etcd3 vk-a-etcd3",
            "h1 MASTER 10.113.7.11 /labs/a/h1 vk-a-h1",
            "h2 MASTER 10.113.7.12 /labs/a/h2 vk-a-h2",
            "h3 MASTER 10.113.7.13 /labs/a/h3 vk-a-h3",
            "h4 SLAVE 10.113.7.14 /labs/a/h4 vk-a-h4"),
        roster.members().stream().map(RosterTest::text).toList());
  }

  @Test
  void theLongestNamesFitTheKernel() {
    Roster largest = new Roster("abcdef", Path.of("/x"), 255, 200, 5, PROGRAM);
    Stream.concat(Stream.of(largest.bridge()), largest.members().stream().map(Member::handle))
        .forEach(name -> assertEquals(true, name.length() <= 15, name));
    assertEquals("10.113.255.210", largest.member("h200").address());
    assertEquals("02:76:6b:71:ff:d2", largest.member("h200").card());
  }

  @Test
  void aWrongNameIsAnsweredWithTheRightOnes() {
    BadInput e = assertThrows(BadInput.class, () -> roster.member("h9"));
    assertEquals(
        "there is no 'h9' in this lab; it has h1, h2, h3, h4, etcd1, etcd2, etcd3", e.getMessage());
  }

  @Test
  void growsAndKeepsWhoIsThere() {
    Roster grown = roster.grownTo(plan(6, Optional.empty()));
    assertEquals(roster.members(), grown.members().subList(0, 7));
    assertEquals("h6 SLAVE 10.113.7.16 /labs/a/h6 vk-a-h6", text(grown.member("h6")));
    assertEquals(
        roster,
        roster.grownTo(
            new LabPlan("a", Optional.empty(), Optional.empty(), Path.of("/labs"), PROGRAM)));
  }

  @Test
  void doesNotShrink() {
    BadInput e = assertThrows(BadInput.class, () -> roster.grownTo(plan(2, Optional.of(3))));
    assertEquals(
        "lab 'a' has 4 hosts and cannot shrink to 2: `viking lab down` first, or `viking lab kill"
            + " h4 --all`",
        e.getMessage());
  }

  @Test
  void keepsItsEtcd() {
    BadInput e = assertThrows(BadInput.class, () -> roster.grownTo(plan(4, Optional.of(1))));
    assertEquals(
        "lab 'a' has --etcd 3, which cannot become 1: `viking lab down` first", e.getMessage());
  }

  @Test
  void clientsFindAllOfEtcdAndAllHosts() {
    assertEquals(
        "http://10.113.7.5:2379,http://10.113.7.6:2379,http://10.113.7.7:2379",
        Surroundings.ofClient(roster).get("ETCDCTL_ENDPOINTS"));
    assertEquals(
        "http://10.113.7.11:1113,http://10.113.7.12:1113,http://10.113.7.13:1113,"
            + "http://10.113.7.14:1113",
        Surroundings.ofClient(roster).get("VIKING_ADDR"));
  }

  @Test
  void onlySlavesAreToldSo() {
    List<String> master = Daemons.viking(roster, roster.member("h3")).command();
    List<String> slave = Daemons.viking(roster, roster.member("h4")).command();
    assertEquals(
        List.of(
            "/opt/viking/bin/viking", "host",
            "--hostname", "h3",
            "--external", "10.113.7.13",
            "--etcd", roster.etcdEndpoints(),
            "--data-dir", "/labs/a/h3/viking",
            "--docker", "unix:///labs/a/h3/docker.sock",
            "--token-file", "/labs/a/token",
            "--secret-key-file", "/labs/a/secret.key",
            "--run-dir", "/labs/a/h3/run"),
        master);
    assertEquals("--slave", slave.get(slave.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "toolong", "A", "a-b", "ä"})
  void aLabsNameIsShortAndPlain(String name) {
    assertThrows(BadInput.class, () -> LabPlan.of(name, 1, Path.of("/labs"), PROGRAM));
  }

  @Test
  void aPlanIsRefusedForWhatCannotBe() {
    assertThrows(BadInput.class, () -> plan(0, Optional.empty()));
    assertThrows(BadInput.class, () -> plan(201, Optional.empty()));
    assertThrows(BadInput.class, () -> plan(1, Optional.of(2)));
    Path deep = Path.of("/" + "x".repeat(50));
    assertThrows(BadInput.class, () -> LabPlan.of("a", 1, deep, PROGRAM));
  }

  private static LabPlan plan(int hosts, Optional<Integer> etcds) {
    return new LabPlan("a", Optional.of(hosts), etcds, Path.of("/labs"), PROGRAM);
  }

  private static String text(Member member) {
    return "%s %s %s %s %s"
        .formatted(
            member.name(), member.kind(), member.address(), member.directory(), member.handle());
  }
}
