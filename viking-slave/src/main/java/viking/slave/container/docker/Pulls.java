package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
    try (Progress progress = new Progress()) {
      client.pullImageCmd(named(image)).exec(progress);
      return progress.awaitCompletion(Limits.PULL.toMillis(), TimeUnit.MILLISECONDS)
          ? progress.problem()
          : Optional.of("not done within " + Prober.seconds(Limits.PULL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("given up");
    } catch (IOException | RuntimeException e) {
      return Optional.of(problem(e));
    }
  }

  /** Without a tag the engine would pull every one there is. */
  static String named(String image) {
    boolean tagged = image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
    return tagged ? image : image + ":latest";
  }

  private static String problem(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof DockerException)) {
      cause = cause.getCause();
    }
    return cause instanceof DockerException e
        ? Complaint.of(e).words()
        : Complaint.oneLine(String.valueOf(cause.getMessage()));
  }

  /** How it ended. */
  private static final class Progress extends PullImageResultCallback {
    private volatile Optional<String> failed = Optional.empty();

    @Override
    public void onError(Throwable failure) {
      failed = Optional.of(Pulls.problem(failure));
      super.onError(failure);
    }

    Optional<String> problem() {
      return failed;
    }
  }
}
