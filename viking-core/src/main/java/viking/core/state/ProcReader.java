package viking.core.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import viking.core.codec.JobCodec;
import viking.core.model.BadInput;

/** Reads values of {@code /proc}; instances of one node share their text, and so their Job. */
final class ProcReader {
  private static final int KEPT = 4096;

  private final JobCodec codec = new JobCodec();
  private final Map<String, Proc> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Proc> eldest) {
          return size() > KEPT;
        }
      };

  Proc read(String text) {
    Proc proc = known.get(text);
    if (proc == null) {
      proc = parse(text);
      known.put(text, proc);
    }
    return proc;
  }

  private Proc parse(String text) {
    try {
      return new Proc(Optional.of(codec.read(text)), "");
    } catch (BadInput e) {
      return new Proc(Optional.empty(), Problem.of(e));
    }
  }
}
