package viking.system;

import java.util.List;
import viking.lab.LabHost;

/** Docker Swarm on the same engines, which are made one for the time of a run. */
final class DockerSwarm implements Contender {
  private static final String SERVICE = "nap";

  private final List<LabHost> hosts;
  private final String image;
  private final String run;

  DockerSwarm(List<LabHost> hosts, String image, String run) {
    this.hosts = hosts;
    this.image = image;
    this.run = run;
  }

  @Override
  public String name() {
    return "Docker Swarm";
  }

  @Override
  public void prepare() {
    LabHost manager = hosts.get(0);
    Cluster.must(manager, "docker", "swarm", "init", "--advertise-addr", manager.address());
    String token = Cluster.must(manager, "docker", "swarm", "join-token", "-q", "worker").strip();
    for (LabHost host : hosts.subList(1, hosts.size())) {
      Cluster.must(host, "docker", "swarm", "join", "--token", token, manager.address() + ":2377");
    }
  }

  @Override
  public void start(int count) {
    String create =
        "docker service create --detach --quiet --name %s --replicas %d --no-resolve-image"
            + " --restart-condition none --stop-signal SIGKILL --log-driver json-file"
            + " --log-opt max-size=10m --log-opt max-file=3 %s %s";
    Cluster.must(hosts.get(0), create.formatted(SERVICE, count, image, run).split(" "));
  }

  @Override
  public void clear() {
    Cluster.must(hosts.get(0), "docker", "service", "rm", SERVICE);
    Wait.until(
        "Swarm has removed all",
        () -> hosts.stream().allMatch(h -> Cluster.must(h, "docker", "ps", "-aq").isBlank()));
    for (int i = hosts.size() - 1; i >= 0; i--) {
      Cluster.must(hosts.get(i), "docker", "swarm", "leave", "--force");
    }
  }
}
