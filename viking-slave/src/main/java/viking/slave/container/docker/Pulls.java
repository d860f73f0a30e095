package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.PullResponseItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Fetches images from their registry: one pull an image, however many wait for it. */
final class Pulls {
  private final DockerClient client;
  private final Lane lane;
  private final Map<String, CompletableFuture<Optional<String>>> underWay = new HashMap<>();

  Pulls(DockerClient client, Lane lane) {
    this.client = client;
    this.lane = lane;
  }

  /** Completes with what is wrong, or with nothing once the image is here. */
  CompletableFuture<Optional<String>> pull(String image) {
    CompletableFuture<Optional<String>> result;
    synchronized (underWay) {
      CompletableFuture<Optional<String>> known = underWay.get(image);
      if (known != null) {
        return known;
      }
      result = new CompletableFuture<>();
      underWay.put(image, result);
    }
    lane.execute(
        () -> {
          Optional<String> wrong = fetch(image);
          synchronized (underWay) {
            underWay.remove(image);
          }
          result.complete(wrong);
        });
    return result;
  }

  private Optional<String> fetch(String image) {
    AtomicReference<Optional<String>> wrong = new AtomicReference<>(Optional.empty());
    Reception<PullResponseItem> progress =
        new Reception<>(item -> problem(item).ifPresent(text -> wrong.set(Optional.of(text))));
    try (progress) {
      client.pullImageCmd(named(image)).exec(progress);
      return progress.ends(lane.limit())
          ? wrong.get()
          : Optional.of("not done within " + Prober.seconds(lane.limit()));
    } catch (RuntimeException e) {
      return Optional.of(Complaint.of(e).words());
    }
  }

  /** Without a tag the engine would pull every one there is. */
  static String named(String image) {
    boolean tagged = image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
    return tagged ? image : image + ":latest";
  }

  private static Optional<String> problem(PullResponseItem item) {
    return Optional.ofNullable(item.getErrorDetail())
        .map(detail -> Complaint.readable(String.valueOf(detail.getMessage())));
  }
}
