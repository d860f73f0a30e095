package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.slave.container.Label;

/**
 * The engine's stream of events about viking's containers. It is opened by whoever needs it, and
 * ends without an error when the engine does. An opening that hangs is waited for, not repeated.
 */
final class News implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(News.class);

  /** The engine answers before it listens; what falls in between is asked for. */
  private static final Duration OVERLAP = Duration.ofSeconds(1);

  private static final String[] WANTED = {"create", "start", "die", "destroy", "rename"};

  private final DockerClient client;
  private final Consumer<Event> heard;
  private final Consumer<String> interrupted;
  private Optional<Stream> current = Optional.empty();
  private String since = "";

  News(DockerClient client, Consumer<Event> heard, Consumer<String> interrupted) {
    this.client = client;
    this.heard = heard;
    this.interrupted = interrupted;
  }

  /** Returns when news comes, at once if it does already; whether it had to be opened. */
  boolean open(Duration limit) {
    Stream stream;
    boolean fresh;
    synchronized (this) {
      fresh = current.isEmpty() || !current.get().opened.isDone();
      if (current.isEmpty()) {
        Stream opening = new Stream();
        current = Optional.of(opening);
        client
            .eventsCmd()
            .withEventTypeFilter(EventType.CONTAINER)
            .withEventFilter(WANTED)
            .withLabelFilter(Label.MARK)
            .withSince(since.isEmpty() ? seconds(Instant.now().minus(OVERLAP)) : since)
            .exec(opening);
      }
      stream = current.get();
    }
    stream.await(limit);
    return fresh;
  }

  synchronized boolean open() {
    return current.filter(stream -> stream.opened.isDone()).isPresent();
  }

  /** The stream may have died without a word: another one is to be opened. */
  void doubt(String why) {
    Optional<Stream> old;
    synchronized (this) {
      old = current.filter(stream -> stream.opened.isDone());
    }
    old.ifPresent(
        stream -> {
          stream.ended(why);
          stream.close();
        });
  }

  @Override
  public void close() {
    Optional<Stream> old;
    synchronized (this) {
      old = current;
      current = Optional.empty();
    }
    old.ifPresent(Stream::close);
  }

  private synchronized boolean isCurrent(Stream stream) {
    return current.filter(stream::equals).isPresent();
  }

  private synchronized boolean drop(Stream stream) {
    boolean was = isCurrent(stream);
    if (was) {
      current = Optional.empty();
    }
    return was;
  }

  private synchronized void tell(Stream stream, Event event) {
    if (isCurrent(stream)) {
      Long time = event.getTimeNano();
      if (time != null) {
        since = seconds(Instant.ofEpochSecond(0, time));
      }
    }
  }

  private static String seconds(Instant time) {
    return String.format("%d.%09d", time.getEpochSecond(), time.getNano());
  }

  /** One connection's worth of news. */
  private final class Stream implements ResultCallback<Event> {
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private Optional<Closeable> connection = Optional.empty();
    private boolean closed;

    @Override
    public void onStart(Closeable started) {
      boolean late;
      synchronized (this) {
        connection = Optional.of(started);
        late = closed;
      }
      if (late) {
        close();
      } else {
        opened.complete(true);
      }
    }

    @Override
    public void onNext(Event event) {
      if (isCurrent(this)) {
        tell(this, event);
        heard.accept(event);
      }
    }

    @Override
    public void onError(Throwable failure) {
      opened.completeExceptionally(failure);
      ended(Complaint.of(new NoAnswer(String.valueOf(failure.getMessage()), failure)).words());
    }

    @Override
    public void onComplete() {
      ended("the engine has closed its stream of events");
    }

    @Override
    public void close() {
      Optional<Closeable> open;
      synchronized (this) {
        closed = true;
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

    private void ended(String why) {
      boolean was = opened.isDone() && !opened.isCompletedExceptionally();
      if (drop(this) && was) {
        interrupted.accept(why);
      }
    }

    private void await(Duration limit) {
      try {
        opened.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (TimeoutException e) {
        throw new NoAnswer("no answer within " + limit.toSeconds() + " s", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NoAnswer("given up", e);
      }
    }
  }
}
