package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.Build;
import viking.core.model.Host;
import viking.core.model.ImageRef;
import viking.core.model.Stack;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.build.BuildFailed;
import viking.slave.build.Builder;
import viking.slave.build.testing.Workshops;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.DockerSettings;
import viking.slave.image.Catalogue;
import viking.slave.image.HttpPeers;
import viking.slave.image.Peers;

/**
 * Images on six real hosts: made on the first, and brought to the others by the hosts themselves.
 */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITImages {
  private static final int HOSTS = 6;
  private static final int LARGE = 50 << 20;
  private static final Pattern FROM = Pattern.compile("image=(\\S+) from=(\\S+) bytes=");

  @TempDir private Path folder;

  private static Cluster cluster;
  private static EtcdStore store;
  private static Catalogue catalogue;
  private static Peers peers;
  private static DockerEngine engine;
  private static Builder builder;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("images", HOSTS);
    store = new EtcdStore(EtcdConfig.of(cluster.lab().etcdEndpoints()));
    catalogue = new Catalogue(store);
    peers = new HttpPeers(cluster.lab().token(), 1113);
    // What h1 would do for a deploy, done from here with h1's engine.
    engine =
        DockerEngine.connect(
            new DockerSettings(
                java.net.URI.create("unix://" + cluster.host("h1").docker()),
                cluster.host("h1").address()));
    builder = new Builder(Workshops.h1(engine, catalogue, peers, registry -> Optional.empty()));
  }

  @AfterAll
  static void down() {
    engine.close();
    store.close();
    cluster.close();
  }

  private ImageRef build(String stack, int bytes) throws BuildFailed {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    try {
      Path context = Files.createDirectories(folder.resolve("c0"));
      Files.write(context.resolve("content"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Build build = Build.ofText("FROM " + Cluster.IMAGE + "\nCOPY content /content\n");
    Map<String, String> images =
        builder.build(
            new Builder.Order(
                new Stack(stack, "", Map.of("src", build), Map.of()),
                folder,
                Map.of(".", "c0"),
                Map.of(),
                false),
            event -> {});
    return ImageRef.of(images.get("viking:" + stack + "/src")).orElseThrow();
  }

  private static List<String> holders(ImageRef ref) {
    return catalogue.find(ref).orElseThrow().value().holders();
  }

  private static List<String> others(ImageRef ref) {
    return cluster.lab().hosts().stream()
        .map(host -> host.name())
        .filter(host -> !holders(ref).contains(host))
        .toList();
  }

  private static boolean has(String host, ImageRef ref) {
    return cluster.host(host).exec(List.of("docker", "inspect", ref.toString())).code() == 0;
  }

  /** A host that has been silent for a moment comes back by itself. */
  private static Host known(String name) {
    awaitBack(name);
    return live(name).orElseThrow();
  }

  private static Optional<Host> live(String name) {
    return catalogue.hosts().live().stream().filter(host -> host.name().equals(name)).findFirst();
  }

  /** Whom the image came from, as the host's log tells. */
  private static String source(String host, ImageRef ref) {
    Matcher line = FROM.matcher(cluster.host(host).log("viking"));
    while (line.find()) {
      if (line.group(1).equals(ref.toString())) {
        return line.group(2);
      }
    }
    return "nobody";
  }

  private static void awaitBack(String host) {
    cluster.eventually(host + " is there", () -> live(host).isPresent());
  }

  @Test
  void anImageIsOnTwoHostsAndReachesAThirdWhenItsBuilderIsGone() throws BuildFailed {
    ImageRef ref = build("first", 1 << 20);
    assertEquals("h1", holders(ref).get(0));
    assertEquals(2, holders(ref).size());
    String second = holders(ref).get(1);
    assertTrue(has(second, ref));
    String third = others(ref).get(0);
    cluster.lab().hosts().stream()
        .map(host -> host.name())
        .filter(host -> !host.equals(third))
        .forEach(host -> cluster.put("/cordon/" + host, "{\"reason\":\"not here\"}"));
    cluster.host("h1").cut();
    try {
      long began = System.nanoTime();
      cluster.putJob(
          "first.web.1",
          Cluster.job("sleep 1000", "").replace("\"" + Cluster.IMAGE + "\"", "\"" + ref + "\""));
      cluster.awaitState("first.web.1", "running");
      Cluster.print("a job whose image is elsewhere runs", began);
      assertEquals(third, cluster.get("/run/first/web/1"));
      assertEquals(second, source(third, ref));
    } finally {
      cluster.host("h1").heal();
      cluster.deleteAll("/cordon/");
      cluster.deleteAll("/proc/");
      awaitBack("h1");
    }
  }

  @Test
  void fourHostsThatFetchAtOnceAreServedByMoreThanOne() throws BuildFailed {
    ImageRef ref = build("second", LARGE);
    List<String> others = others(ref);
    List<CompletableFuture<Long>> all = new ArrayList<>();
    for (String host : others) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                long began = System.nanoTime();
                try {
                  peers.take(known(host), ref);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                return System.nanoTime() - began;
              },
              task -> new Thread(task).start()));
    }
    TreeSet<String> sources = new TreeSet<>();
    for (int i = 0; i < others.size(); i++) {
      System.out.printf(
          "50 MiB to %s, with three others at the same time: %.1f s%n",
          others.get(i), all.get(i).join() / 1e9);
      sources.add(source(others.get(i), ref));
    }
    assertEquals(4, others.size());
    assertFalse(sources.contains("nobody"));
    assertTrue(sources.size() > 1, sources::toString);
  }

  @Test
  void whatIsNotTheImageIsRefusedWhoeverSendsIt() throws Exception {
    ImageRef ref = build("third", 1000);
    String second = holders(ref).get(1);
    Host third = known(others(ref).get(0));
    Cluster.must(cluster.host(second), "docker", "tag", Cluster.IMAGE, ref.toString());
    cluster.host("h1").cut();
    try {
      IOException refusal = assertThrows(IOException.class, () -> peers.take(third, ref));
      assertTrue(
          refusal.getMessage().contains(second + ": what it sends is sha256:"),
          refusal.getMessage());
      assertFalse(has(third.name(), ref));
    } finally {
      cluster.host("h1").heal();
      awaitBack("h1");
    }
    peers.take(third, ref);
    assertEquals("h1", source(third.name(), ref));
  }

  @Test
  void oneHostAfterTheOtherTakesALargeImage() throws Exception {
    ImageRef ref = build("fourth", LARGE + 1);
    Host third = known(others(ref).get(0));
    long began = System.nanoTime();
    peers.take(third, ref);
    System.out.printf("50 MiB to one host: %.1f s%n", (System.nanoTime() - began) / 1e9);
    assertTrue(has(third.name(), ref));
  }
}
