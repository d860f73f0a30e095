package viking.api.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.model.ImageRef;
import viking.slave.image.ImageProblem;

/** Answers of one JSON object, and what is asked for. */
final class Told {
  static final JsonFactory JSON = new JsonFactory();
  private static final int OK = 200;

  private Told() {}

  static void json(Reply reply, Answer.Writer writer) throws IOException {
    try (JsonGenerator out = JSON.createGenerator(reply.begin(OK, "application/json"))) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.writeStartObject();
      writer.write(out);
      out.writeEndObject();
      out.writeRaw('\n');
    }
  }

  static void done(Reply reply, String sentence) throws IOException {
    json(reply, out -> out.writeStringField("done", sentence));
  }

  static ImageRef image(Request request) {
    return new ImageRef(
        request.variable("stack"), request.variable("image"), request.variable("tag"));
  }

  /** What cannot be done now, since engine or store say nothing. */
  static Refusal unavailable(ImageProblem problem) {
    return Refusal.unavailable(problem.getMessage());
  }
}
