package viking.slave.container.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a container: fine when it stands, or when the page comes with 2xx or 3xx. */
final class Probe {
  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3}).*");
  private static final int LONGEST_LINE = 1024;

  private final AsynchronousSocketChannel channel;
  private final InetSocketAddress to;
  private final Optional<String> path;
  private final Consumer<Optional<String>> then;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_LINE);
  private volatile Optional<Future<?>> alarm = Optional.empty();

  Probe(
      AsynchronousSocketChannel channel,
      InetSocketAddress to,
      Optional<String> path,
      Consumer<Optional<String>> then) {
    this.channel = channel;
    this.to = to;
    this.path = path;
    this.then = then;
  }

  void begin(Future<?> atTheLatest) {
    alarm = Optional.of(atTheLatest);
    try {
      channel.connect(to, null, on(connected -> ask()));
    } catch (RuntimeException e) {
      end(Optional.of(Prober.reason(e, to.getPort())));
    }
  }

  /** Says what is wrong, or nothing; only the first word counts. */
  void end(Optional<String> wrong) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    alarm.ifPresent(each -> each.cancel(false));
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a probe did not close", e);
    }
    then.accept(wrong);
  }

  private void ask() {
    if (path.isEmpty()) {
      end(Optional.empty());
      return;
    }
    write(ByteBuffer.wrap(Prober.request(to, path.get())));
  }

  private void write(ByteBuffer request) {
    channel.write(
        request,
        null,
        on(
            written -> {
              if (request.hasRemaining()) {
                write(request);
              } else {
                read();
              }
            }));
  }

  private void read() {
    channel.read(answer, null, on(this::readSome));
  }

  private void readSome(int count) {
    String so = new String(answer.array(), 0, answer.position(), ISO_8859_1);
    int end = so.indexOf('\n');
    if (end >= 0 || count < 0 || !answer.hasRemaining()) {
      judge(end < 0 ? so : so.substring(0, end).strip());
    } else {
      read();
    }
  }

  private void judge(String line) {
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      String said = line.isEmpty() ? "nothing" : "no HTTP";
      end(
          Optional.of(
              "GET " + path.get() + " on port " + to.getPort() + " was answered with " + said));
      return;
    }
    int code = Integer.parseInt(status.group(1));
    boolean fine = code >= 200 && code < 400;
    end(fine ? Optional.empty() : Optional.of("GET " + path.get() + " was answered with " + code));
  }

  /** Results are counts of bytes, or none for a connection. */
  private <T> CompletionHandler<T, Object> on(IntConsumer next) {
    return new CompletionHandler<>() {
      @Override
      public void completed(T result, Object unused) {
        try {
          next.accept(result instanceof Integer count ? count : 0);
        } catch (RuntimeException e) {
          failed(e, unused);
        }
      }

      @Override
      public void failed(Throwable failure, Object unused) {
        end(Optional.of(Prober.reason(failure, to.getPort())));
      }
    };
  }
}
