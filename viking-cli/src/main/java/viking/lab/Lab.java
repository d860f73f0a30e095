package viking.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import viking.core.config.TokenFile;
import viking.core.model.BadInput;

/** A lab that is up, or has been: whatever was broken since. */
public final class Lab {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Roster roster;

  private Lab(Roster roster) {
    this.roster = roster;
  }

  /** Makes a lab, or makes one whole that is there; returns when all of it serves. */
  public static Lab up(LabPlan plan, Consumer<String> progress) {
    Needs.checkToMake(plan.parent());
    return LabLock.with(
        progress,
        () -> {
          Path directory = plan.parent().resolve(plan.name());
          Roster roster =
              RosterFile.read(directory)
                  .map(old -> old.grownTo(plan))
                  .orElseGet(() -> found(plan, directory));
          RosterFile.write(roster);
          new Raising(roster, progress).all();
          return new Lab(roster);
        });
  }

  public static Lab up(LabPlan plan) {
    return up(plan, line -> {});
  }

  /** The lab of that name that was brought up before. */
  public static Lab find(String name, Path parent) {
    Needs.check();
    Path directory = parent.toAbsolutePath().normalize().resolve(LabPlan.checkName(name));
    return new Lab(
        RosterFile.read(directory)
            .orElseThrow(
                () ->
                    new BadInput(
                        "there is no lab '%s' in %s%s: `viking lab up` makes one"
                            .formatted(name, directory.getParent(), others(parent)))));
  }

  /** Ends a lab, or what a crash has left of one; returns whether there was any. */
  public static boolean down(String name, Path parent, Consumer<String> progress) {
    Needs.check();
    Path directory = parent.toAbsolutePath().normalize().resolve(LabPlan.checkName(name));
    return LabLock.with(progress, () -> new Razing(name, directory, progress).all());
  }

  /** Ends it; nothing of it is left. */
  public void down() {
    down(roster.lab(), roster.directory().getParent(), line -> {});
  }

  public LabHost host(String name) {
    if (member(name) instanceof LabHost host) {
      return host;
    }
    throw new BadInput("'" + name + "' is no host");
  }

  public LabEtcd etcd(String name) {
    if (member(name) instanceof LabEtcd etcd) {
      return etcd;
    }
    throw new BadInput("'" + name + "' is no member of etcd");
  }

  /** The host or member of etcd of that name. */
  public LabMember member(String name) {
    return handle(roster.member(name));
  }

  public List<LabHost> hosts() {
    return roster.hostMembers().stream().map(member -> new LabHost(roster, member)).toList();
  }

  public List<LabEtcd> etcds() {
    return roster.etcdMembers().stream().map(member -> new LabEtcd(roster, member)).toList();
  }

  public String etcdEndpoints() {
    return roster.etcdEndpoints();
  }

  public Path tokenFile() {
    return roster.token();
  }

  public String token() {
    return TokenFile.of(roster.token());
  }

  public Path directory() {
    return roster.directory();
  }

  /** What a client on this machine wants in its environment. */
  public Map<String, String> environment() {
    return Surroundings.ofClient(roster);
  }

  public String log(String member, String role) {
    return member(member).log(role);
  }

  /** Waits until every host takes part. */
  public void awaitReady() {
    Optional<String> missing =
        Patience.whileMissing(
            PATIENCE,
            () -> hosts().stream().filter(host -> !host.isReady()).map(LabHost::name).findFirst());
    missing.ifPresent(
        name -> {
          throw new LabFailure(
              "%s does not take part after %d s; %s"
                  .formatted(
                      name,
                      PATIENCE.toSeconds(),
                      Daemons.viking(roster, roster.member(name)).lastWords()));
        });
  }

  /** How each member fares. */
  public List<Sighting> look() {
    return roster.members().stream().map(member -> Sighting.of(roster, member)).toList();
  }

  private LabMember handle(Member member) {
    return member.isHost() ? new LabHost(roster, member) : new LabEtcd(roster, member);
  }

  private static Roster found(LabPlan plan, Path directory) {
    if (!Network.members(plan.name()).isEmpty() || Network.isBridge(plan.name())) {
      throw new BadInput(
          "a lab '%s' is there, but not in %s: set VIKING_LAB_DIR to where it is, or `viking lab down`"
              .formatted(plan.name(), plan.parent()));
    }
    if (Files.exists(directory) && !RosterFile.isBlank(directory)) {
      throw new BadInput(
          "%s is there and is no lab: move it away, or set VIKING_LAB_DIR".formatted(directory));
    }
    return new Roster(
        plan.name(),
        directory,
        Subnet.choose(
            Network.routes(),
            RosterFile.readAll(plan.parent()).stream()
                .map(Roster::net)
                .collect(Collectors.toSet())),
        plan.hosts().orElse(LabPlan.USUAL_HOSTS),
        plan.etcds().orElse(LabPlan.USUAL_ETCDS),
        plan.program());
  }

  private static String others(Path parent) {
    List<String> names = RosterFile.readAll(parent).stream().map(Roster::lab).toList();
    return names.isEmpty() ? "" : " (but " + String.join(", ", names) + ")";
  }
}
