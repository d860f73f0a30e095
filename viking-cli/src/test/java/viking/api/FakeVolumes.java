package viking.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.slave.volume.VolumeEngine;
import viking.slave.volume.VolumeProblem;

/** Volumes by name, with their labels. */
final class FakeVolumes implements VolumeEngine {
  private final Map<String, Map<String, String>> volumes = new TreeMap<>();
  private Optional<String> problem = Optional.empty();
  private Runnable meanwhile = () -> {};

  synchronized void add(String name, Map<String, String> labels) {
    volumes.put(name, labels);
  }

  synchronized List<String> names() {
    return List.copyOf(volumes.keySet());
  }

  /** From now on nothing can be removed. */
  synchronized void failing(String words) {
    problem = Optional.of(words);
  }

  /** What happens elsewhere just before some are removed. */
  synchronized void meanwhile(Runnable what) {
    meanwhile = what;
  }

  @Override
  public synchronized List<String> remove(Map<String, String> labels) {
    meanwhile.run();
    if (problem.isPresent()) {
      throw new VolumeProblem(problem.get(), new IllegalStateException());
    }
    List<String> gone = new ArrayList<>();
    volumes.forEach(
        (name, own) -> {
          if (own.entrySet().containsAll(labels.entrySet())) {
            gone.add(name);
          }
        });
    gone.forEach(volumes::remove);
    return gone;
  }
}
