package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.PullResponseItem;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import viking.slave.image.ImageEngine;
import viking.slave.image.ImageProblem;
import viking.slave.image.Login;

/**
 * Images in Docker. Calls wait for nobody else's, and are cut short when nothing has moved for too
 * long.
 */
final class DockerImages implements ImageEngine {
  private static final String NAMELESS = "<none>";

  private final Clients clients;
  private final Limits limits;
  private final Patience patience;

  DockerImages(Clients clients, Limits limits, Patience patience) {
    this.clients = clients;
    this.limits = limits;
    this.patience = patience;
  }

  @Override
  public Optional<String> find(String reference) {
    try {
      return Optional.of(
          quick(client -> client.inspectImageCmd(Pulls.named(reference)).exec().getId()));
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw problem("looking for " + reference, e);
    }
  }

  @Override
  public List<String> references() {
    return asked(
        "listing images",
        () ->
            quick(client -> client.listImagesCmd().exec()).stream()
                .flatMap(image -> Optional.ofNullable(image.getRepoTags()).stream())
                .flatMap(Arrays::stream)
                .filter(name -> !name.contains(NAMELESS))
                .sorted()
                .toList());
  }

  @Override
  public Set<String> used() {
    return asked(
        "listing containers",
        () ->
            quick(client -> client.listContainersCmd().withShowAll(true).exec()).stream()
                .flatMap(DockerImages::madeOf)
                .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo)));
  }

  /** Once its name has gone to another image, a container tells the id alone. */
  private static Stream<String> madeOf(Container container) {
    return Stream.of(container.getImage(), container.getImageId())
        .filter(name -> name != null && !name.isEmpty());
  }

  @Override
  public void save(String reference, OutputStream out) throws IOException {
    try (InputStream tar = saved(reference)) {
      byte[] piece = new byte[1 << 16];
      int read;
      while ((read = patience.within(limits.act(), () -> next(tar, piece))) >= 0) {
        out.write(piece, 0, read);
      }
    } catch (RuntimeException e) {
      throw problem("saving " + reference, e);
    }
  }

  private InputStream saved(String reference) {
    return patience.within(
        limits.pull(), () -> clients.streams().saveImageCmd(Pulls.named(reference)).exec());
  }

  private static int next(InputStream tar, byte[] piece) {
    try {
      return tar.read(piece);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void load(InputStream tar) {
    Reply<LoadResponseItem> reply = new Reply<>(item -> {});
    asked(
        "loading an image",
        () -> {
          clients.streams().loadImageAsyncCmd(new Taken(tar, reply::moved)).exec(reply.reception());
          return reply.await(limits.pull());
        });
  }

  @Override
  public void tag(String reference, String name) {
    int colon = name.lastIndexOf(':');
    asked(
        "naming " + reference + " " + name,
        () ->
            quick(
                client ->
                    client
                        .tagImageCmd(
                            Pulls.named(reference),
                            name.substring(0, colon),
                            name.substring(colon + 1))
                        .exec()));
  }

  @Override
  public void remove(String reference) {
    try {
      patience.within(
          limits.act(), () -> clients.calls().removeImageCmd(Pulls.named(reference)).exec());
    } catch (NotFoundException e) {
      // As it should be.
    } catch (ConflictException e) {
      throw new ImageProblem(reference + " is in use: " + Complaint.of(e).words(), e);
    } catch (RuntimeException e) {
      throw problem("removing " + reference, e);
    }
  }

  @Override
  public void pull(String name, Optional<Login> login) {
    Reply<PullResponseItem> reply = new Reply<>(item -> {});
    var pull = clients.streams().pullImageCmd(Pulls.named(name));
    login.ifPresent(known -> pull.withAuthConfig(auth(known)));
    asked(
        "pulling " + name,
        () -> {
          pull.exec(reply.reception());
          return reply.await(limits.pull());
        });
  }

  static AuthConfig auth(Login login) {
    return new AuthConfig()
        .withRegistryAddress(login.registry())
        .withUsername(login.user())
        .withPassword(login.password());
  }

  @Override
  public void build(
      InputStream tar,
      String dockerfile,
      Map<String, String> args,
      String reference,
      boolean fresh,
      Consumer<String> lines) {
    Printed printed = new Printed(lines);
    Reply<BuildResponseItem> reply =
        new Reply<>(item -> Optional.ofNullable(item.getStream()).ifPresent(printed::take));
    BuildImageCmd build =
        clients
            .streams()
            .buildImageCmd(new Taken(tar, reply::moved))
            .withDockerfilePath(dockerfile)
            .withTags(Set.of(reference))
            .withNoCache(fresh)
            .withRemove(true)
            .withForcerm(true)
            .withPull(false);
    args.forEach(build::withBuildArg);
    asked(
        "the build",
        () -> {
          build.exec(reply.reception());
          try {
            return reply.await(Limits.BUILD);
          } finally {
            printed.end();
          }
        });
  }

  @Override
  public Room room() {
    String root =
        asked("asking for its disk", () -> quick(c -> c.infoCmd().exec().getDockerRootDir()));
    try {
      FileStore store = Files.getFileStore(Path.of(root));
      return new Room(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      throw new ImageProblem("the engine's disk at " + root + " cannot be looked at: " + e, e);
    }
  }

  private <T> T quick(java.util.function.Function<DockerClient, T> call) {
    return patience.within(limits.look(), () -> call.apply(clients.calls()));
  }

  private static <T> T asked(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw problem(what, e);
    }
  }

  private static ImageProblem problem(String what, RuntimeException e) {
    return e instanceof ImageProblem known
        ? known
        : new ImageProblem(what + " failed: " + Complaint.of(e).words(), e);
  }
}
