package viking.api.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.codec.StackCodec;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.model.Stack;
import viking.core.model.testing.Plain;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

/** What the store holds of one stack: its releases so far, and how they fared. */
final class Shop {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RolloutCodec ROLLOUTS = new RolloutCodec();

  private final List<Entry> entries = new ArrayList<>();

  /** A stack file's nodes, in JSON with ' for ". */
  static Stack stack(String nodes) {
    String json = "{'name':'shop','deploy':{" + nodes + "}}";
    return new StackCodec().read(json.replace('\'', '"'));
  }

  Release release(int number, Stack stack) {
    Release release = Plain.release(stack, number);
    entries.add(entry(Keys.release("shop", number), RELEASES.write(release)));
    return release;
  }

  /** Of a stack that has what runs once, and a website's server of that image. */
  Release release(int number, String image) {
    return release(
        number,
        stack(
            "'migrate':{'job':{'image':'m'},'once':true},'web':{'job':{'image':'" + image + "'}}"));
  }

  void rollout(int number, Phase phase, int good, Map<Integer, Phase> fallen) {
    Rollout rollout = new Rollout(number, phase, Duration.ZERO, good, 0, "", List.of(), fallen);
    entries.add(entry(Keys.rollout("shop"), ROLLOUTS.write(rollout)));
  }

  /** All that is there, of which one release is the current one. */
  Present present(Release current) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(entry(Keys.stack("shop"), RELEASES.write(current)));
    return Present.of("shop", new Snapshot(9, all));
  }

  private static Entry entry(String key, String value) {
    return new Entry(key, value, 3, 3, 0);
  }
}
