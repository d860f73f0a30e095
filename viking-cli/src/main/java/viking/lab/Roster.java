package viking.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import viking.core.model.BadInput;

/**
 * Who is in a lab, and where: all else follows from it.
 *
 * @param net the third number of its addresses, 10.113.net.0/24
 * @param program what runs as a process of each host: viking
 */
record Roster(String lab, Path directory, int net, int hosts, int etcds, Path program) {
  private static final int FIRST_ETCD = 5;
  private static final int FIRST_HOST = 11;
  private static final int MASTERS = 3;

  /** The roster for a plan that may ask for more hosts, but not for less or for other etcds. */
  Roster grownTo(LabPlan plan) {
    int wanted = plan.hosts().orElse(hosts);
    if (wanted < hosts) {
      throw new BadInput(
          "lab '%s' has %d hosts and cannot shrink to %d: `viking lab down` first, or `viking lab kill"
                  .formatted(lab, hosts, wanted)
              + " h%d --all`".formatted(hosts));
    }
    int members = plan.etcds().orElse(etcds);
    if (members != etcds) {
      throw new BadInput(
          "lab '%s' has --etcd %d, which cannot become %d: `viking lab down` first"
              .formatted(lab, etcds, members));
    }
    return new Roster(lab, directory, net, wanted, etcds, plan.program());
  }

  List<Member> members() {
    return Stream.concat(etcdMembers().stream(), hostMembers().stream()).toList();
  }

  List<Member> hostMembers() {
    return IntStream.rangeClosed(1, hosts)
        .mapToObj(
            i ->
                member(
                    "h" + i,
                    i <= MASTERS ? Member.Kind.MASTER : Member.Kind.SLAVE,
                    FIRST_HOST + i - 1))
        .toList();
  }

  List<Member> etcdMembers() {
    return IntStream.rangeClosed(1, etcds)
        .mapToObj(i -> member("etcd" + i, Member.Kind.ETCD, FIRST_ETCD + i - 1))
        .toList();
  }

  /** The member of that name; who is there is said where there is none. */
  Member member(String name) {
    return members().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "there is no '%s' in this lab; it has %s"
                        .formatted(
                            name,
                            Stream.concat(hostMembers().stream(), etcdMembers().stream())
                                .map(Member::name)
                                .collect(Collectors.joining(", ")))));
  }

  String etcdEndpoints() {
    return joined(member -> "http://" + member.address() + ":2379");
  }

  /** Who etcd is to begin with. */
  String etcdPeers() {
    return joined(member -> member.name() + "=http://" + member.address() + ":2380");
  }

  String bridge() {
    return bridge(lab);
  }

  static String bridge(String lab) {
    return "vk-" + lab;
  }

  /** The bridge's own address, by which the machine itself is in the lab. */
  String bridgeAddress() {
    return address(1);
  }

  Path token() {
    return directory.resolve("token");
  }

  /** What all its hosts encrypt secrets with. */
  Path secretKey() {
    return directory.resolve("secret.key");
  }

  private String joined(Function<Member, String> part) {
    return etcdMembers().stream().map(part).collect(Collectors.joining(","));
  }

  private Member member(String name, Member.Kind kind, int last) {
    return new Member(lab, name, kind, address(last), directory.resolve(name));
  }

  private String address(int last) {
    return "10.113." + net + "." + last;
  }
}
