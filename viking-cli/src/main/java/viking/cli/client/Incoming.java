package viking.cli.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.io.ByteStreams;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP answer as it comes in. */
final class Incoming {
  private static final int MOST_OF_A_LINE = 1 << 16;

  private final int status;
  private final InputStream body;

  /** As it was announced; 0 where it was not. */
  private final long length;

  private Incoming(int status, InputStream body, long length) {
    this.status = status;
    this.body = body;
    this.length = length;
  }

  /** Reads its head. What says that it goes on is not the answer. */
  static Incoming of(InputStream in) throws IOException {
    int status;
    Map<String, String> headers;
    do {
      String[] first = line(in).split(" ", 3);
      if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[1-5]\\d\\d")) {
        throw new IOException("what answers is not HTTP");
      }
      status = Integer.parseInt(first[1]);
      headers = headers(in);
    } while (status < 200);
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new Incoming(status, new ChunkedInput(in), 0);
    }
    String announced = headers.getOrDefault("content-length", "");
    if (!announced.matches("\\d{1,18}")) {
      return new Incoming(status, in, 0);
    }
    long length = Long.parseLong(announced);
    return new Incoming(status, ByteStreams.limit(in, length), length);
  }

  int status() {
    return status;
  }

  InputStream body() {
    return body;
  }

  /** All of the body, which is refused when it has so many bytes, or fewer than announced. */
  byte[] whole(int most) throws IOException {
    byte[] bytes = body.readNBytes(most);
    if (bytes.length == most) {
      throw new IOException("the answer does not end");
    }
    if (bytes.length < length) {
      throw new EOFException("it ended too early");
    }
    return bytes;
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  /** Without its end. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) != '\n') {
      if (b < 0) {
        throw new EOFException(line.size() == 0 ? "it was closed" : "it ended in a line");
      }
      if (line.size() == MOST_OF_A_LINE) {
        throw new IOException("what answers is not HTTP");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** Knows an end from a break. */
  private static final class ChunkedInput extends InputStream {
    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedInput(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      if (left == 0 && !ended) {
        next();
      }
      if (ended) {
        return -1;
      }
      int read = in.read(bytes, from, (int) Math.min(count, left));
      if (read < 0) {
        throw new EOFException("it ended too early");
      }
      left -= read;
      return read;
    }

    private void next() throws IOException {
      if (begun) {
        line(in);
      }
      begun = true;
      try {
        left = Long.parseLong(line(in).replaceFirst(";.*", "").strip(), 16);
      } catch (NumberFormatException e) {
        throw new IOException("what answers is not HTTP", e);
      }
      ended = left == 0;
    }
  }
}
