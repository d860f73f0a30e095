package viking.slave.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in a stream that comes to an end, and lets it be waited for. */
final class Reception<T> implements ResultCallback<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Consumer<T> items;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private Optional<Closeable> connection = Optional.empty();

  Reception(Consumer<T> items) {
    this.items = items;
  }

  /** Whether the end came in time; fails as the stream did. */
  boolean ends(Duration limit) {
    try {
      return end.get(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void onStart(Closeable stream) {
    synchronized (this) {
      connection = Optional.of(stream);
    }
    if (end.isDone()) {
      close();
    }
  }

  @Override
  public void onNext(T item) {
    items.accept(item);
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(true);
  }

  @Override
  public void close() {
    end.complete(false);
    Optional<Closeable> open;
    synchronized (this) {
      open = connection;
    }
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException e) {
      LOG.debug("a stream did not close", e);
    }
  }
}
