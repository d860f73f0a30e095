package viking.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What is sent back; the body is nobody's to change. */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int OK = 200;

  public Answer {
    headers = ImmutableMap.copyOf(headers);
  }

  /** Writes one JSON value. */
  public interface Writer {
    void write(JsonGenerator out) throws IOException;
  }

  public static Answer ok(Writer writer) {
    return json(OK, writer);
  }

  public static Answer json(int status, Writer writer) {
    return new Answer(status, "application/json", bytes(writer), Map.of());
  }

  /** What an order has brought about, in a sentence. */
  public static Answer done(String sentence) {
    return ok(out -> object(out, "done", sentence));
  }

  /** Line breaks would make more than one line of it. */
  static Answer error(int status, String problem, Map<String, String> headers) {
    String line = problem.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    byte[] body = bytes(out -> object(out, "error", line));
    return new Answer(status, "application/json", body, headers);
  }

  private static void object(JsonGenerator out, String field, String text) throws IOException {
    out.writeStartObject();
    out.writeStringField(field, text);
    out.writeEndObject();
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
