package viking.slave.container.docker;

import com.github.dockerjava.api.model.ResponseItem;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import viking.slave.image.ImageProblem;

/** An answer in many pieces, of which one may be a complaint. */
final class Reply<T extends ResponseItem> {
  private final Reception<T> reception;
  private volatile long heard = System.nanoTime();
  private volatile String wrong = "";

  Reply(Consumer<T> items) {
    this.reception =
        new Reception<>(
            item -> {
              moved();
              Optional.ofNullable(item.getErrorDetail())
                  .ifPresent(detail -> wrong = String.valueOf(detail.getMessage()));
              items.accept(item);
            });
  }

  /** Something has come, or what is sent has been taken. */
  void moved() {
    heard = System.nanoTime();
  }

  Reception<T> reception() {
    return reception;
  }

  /** Until the end, or until nothing has moved for too long. */
  boolean await(Duration silence) {
    try (reception) {
      long left;
      while ((left = silence.toNanos() - (System.nanoTime() - heard)) > 0) {
        if (reception.ends(Duration.ofNanos(left))) {
          if (wrong.isEmpty()) {
            return true;
          }
          throw new ImageProblem(Complaint.readable(wrong));
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new ImageProblem("interrupted");
        }
      }
      throw new NoAnswer("nothing has come for " + Prober.seconds(silence));
    }
  }
}
