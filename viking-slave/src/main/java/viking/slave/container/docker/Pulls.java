package viking.slave.container.docker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import viking.core.model.ImageRef;
import viking.slave.image.ImageSupply;

/** Has images brought here that are missing: once for each, however many wait for it. */
final class Pulls {
  private final ImageSupply supply;
  private final Lane registries;
  private final Lane hosts;
  private final Map<String, CompletableFuture<Optional<String>>> underWay = new HashMap<>();

  Pulls(ImageSupply supply, Lane registries, Lane hosts) {
    this.supply = supply;
    this.registries = registries;
    this.hosts = hosts;
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
    Lane lane = ImageRef.of(image).isPresent() ? hosts : registries;
    lane.execute(
        () -> {
          Optional<String> wrong = Optional.of("fetching it failed");
          try {
            wrong = fetch(image);
          } finally {
            synchronized (underWay) {
              underWay.remove(image);
            }
            result.complete(wrong);
          }
        });
    return result;
  }

  private Optional<String> fetch(String image) {
    try {
      supply.fetch(image);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(Complaint.of(e).words());
    }
  }

  /** Without a tag the engine would pull every one there is. */
  static String named(String image) {
    boolean tagged = image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
    return tagged ? image : image + ":latest";
  }
}
