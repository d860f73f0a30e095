package viking.core.store.testing;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A real etcd of some members, each in a container on the host's loopback. */
public final class EtcdCluster implements AutoCloseable {
  private static final Pattern MEMBER = Pattern.compile("\"member_id\":(\\d+)");
  private static final Pattern LEADER = Pattern.compile("\"leader\":(\\d+)");

  private final DockerClient docker = DockerClientFactory.instance().client();
  private final List<Seat> seats;
  private final List<GenericContainer<?>> containers = new ArrayList<>();
  private int generation;

  private EtcdCluster(int members) {
    this.seats =
        IntStream.range(0, members)
            .mapToObj(i -> new Seat("m" + i, Outside.freePort(), Outside.freePort()))
            .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Starts the members and waits until all serve. */
  public static EtcdCluster start(int members) {
    EtcdCluster cluster = new EtcdCluster(members);
    try {
      Leftovers.remove(cluster.docker);
      EtcdImageBuild.build(cluster.docker);
      for (Seat seat : cluster.seats) {
        cluster.containers.add(cluster.container(seat, "new"));
      }
      cluster.containers.parallelStream().forEach(GenericContainer::start);
      cluster.awaitAll();
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  public int size() {
    return seats.size();
  }

  /** All members' endpoints, the given one first. */
  public String endpointsFrom(int first) {
    return IntStream.range(0, size())
        .mapToObj(i -> seats.get((first + i) % size()).client())
        .collect(Collectors.joining(","));
  }

  public void kill(int member) {
    docker.killContainerCmd(id(member)).exec();
  }

  public void restart(int member) {
    docker.startContainerCmd(id(member)).exec();
  }

  public void pause(int member) {
    docker.pauseContainerCmd(id(member)).exec();
  }

  public void resume(int member) {
    docker.unpauseContainerCmd(id(member)).exec();
  }

  /** Puts a new member with an empty disk on the same address in place of one. */
  public void replace(int member) {
    Seat old = seats.get(member);
    String others = endpointsFrom(member).substring(old.client().length() + 1);
    Matcher id = Pattern.compile("(\\w+), started, " + old.name() + ",").matcher(list(others));
    if (!id.find()) {
      throw new IllegalStateException("no member " + old.name());
    }
    containers.get(member).stop();
    until(() -> !list(others).contains(id.group(1)), others, "remove", id.group(1));
    Seat seat = new Seat(old.name() + "." + ++generation, old.clientPort(), old.peerPort());
    seats.set(member, seat);
    String peer = "--peer-urls=" + seat.peer();
    until(() -> list(others).contains(seat.peer()), others, "add", seat.name(), peer);
    containers.set(member, container(seat, "existing"));
    containers.get(member).start();
  }

  /** Which member leads, once one does. */
  public int leader() {
    List<Integer> leading = new ArrayList<>();
    Eventually.holds(
        "somebody leads",
        () -> IntStream.range(0, size()).filter(this::leads).boxed().anyMatch(leading::add));
    return leading.get(0);
  }

  private boolean leads(int member) {
    String client = seats.get(member).client();
    try {
      return Outside.answers(client)
          && leads(Outside.ctl(client, "endpoint", "status", "-w", "json"));
    } catch (IllegalStateException e) {
      // It has gone meanwhile.
      return false;
    }
  }

  private static boolean leads(String status) {
    return number(MEMBER, status).equals(number(LEADER, status));
  }

  /** Waits until all members serve. */
  public void awaitAll() {
    for (Seat seat : seats) {
      Eventually.holds(seat.name() + " serves", () -> Outside.answers(seat.client()));
    }
  }

  @Override
  public void close() {
    containers.parallelStream().forEach(GenericContainer::stop);
  }

  /** Changes the members; etcd refuses while it has no leader or has not seen that all are well. */
  private static void until(BooleanSupplier done, String endpoints, String... change) {
    List<String> command = new ArrayList<>(List.of("member"));
    command.addAll(List.of(change));
    Eventually.holds(
        String.join(" ", command),
        () -> {
          try {
            Outside.ctl(endpoints, command.toArray(String[]::new));
            return true;
          } catch (IllegalStateException e) {
            return done.getAsBoolean();
          }
        });
  }

  private static String list(String endpoints) {
    return Outside.ctl(endpoints, "member", "list");
  }

  private GenericContainer<?> container(Seat seat, String state) {
    return new GenericContainer<>(DockerImageName.parse(EtcdImageBuild.NAME))
        .withImagePullPolicy(image -> false)
        .withLabels(Leftovers.label())
        .withNetworkMode("host")
        .withCommand(
            EtcdImageBuild.etcd().toString(),
            "--name=" + seat.name(),
            "--data-dir=/data",
            "--listen-client-urls=" + seat.client(),
            "--advertise-client-urls=" + seat.client(),
            "--listen-peer-urls=" + seat.peer(),
            "--initial-advertise-peer-urls=" + seat.peer(),
            "--initial-cluster-state=" + state,
            "--initial-cluster="
                + seats.stream()
                    .map(each -> each.name() + "=" + each.peer())
                    .collect(Collectors.joining(",")));
  }

  private String id(int member) {
    return containers.get(member).getContainerId();
  }

  private static String number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "none";
  }

  /** A member's name and place. */
  private record Seat(String name, int clientPort, int peerPort) {
    String client() {
      return "http://127.0.0.1:" + clientPort;
    }

    String peer() {
      return "http://127.0.0.1:" + peerPort;
    }
  }
}
