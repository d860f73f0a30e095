package viking.api.http;

import java.io.InputStream;

/**
 * Answers requests whose body or answer may be of any length, on a thread of its own, so it may
 * block. When the client goes away, reading what it had not sent yet and writing fail; what else is
 * done goes on. What is thrown before the answer has begun is told to whoever asked; later it cuts
 * the answer off, so that nobody takes half of one for the whole.
 */
public non-sealed interface StreamHandler extends Answering {
  /** {@code request} has no body: that is {@code body}. */
  void handle(Request request, InputStream body, Reply reply) throws Exception;
}
