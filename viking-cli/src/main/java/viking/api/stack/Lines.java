package viking.api.stack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.api.http.Answer;

/** Events for whoever still listens, a line each; who has gone away misses them, no more. */
final class Lines {
  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;
  private boolean gone;

  Lines(OutputStream out) {
    this.out = out;
  }

  /** An object's fields; it may be told by several threads. */
  synchronized void tell(String event, Answer.Writer fields) {
    if (gone) {
      return;
    }
    try {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(line)) {
        json.writeStartObject();
        json.writeStringField("event", event);
        fields.write(json);
        json.writeEndObject();
      }
      line.append('\n');
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      gone = true;
      LOG.info("nobody listens to the build any more; it goes on: {}", e.getMessage());
    }
  }
}
