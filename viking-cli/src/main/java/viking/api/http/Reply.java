package viking.api.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a {@link StreamHandler} answers with. */
public interface Reply {
  /**
   * Begins the answer; what is written leaves at the latest when it is flushed. It need not be
   * closed. Who asked for the head alone is taken for gone as soon as it has that.
   */
  OutputStream begin(int status, String contentType) throws IOException;
}
