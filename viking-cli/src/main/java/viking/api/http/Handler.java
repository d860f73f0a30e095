package viking.api.http;

import java.util.concurrent.CompletableFuture;

/**
 * Answers requests; called on the event loop, so it must not block. What it throws, or its future,
 * is told to whoever asked.
 */
public non-sealed interface Handler extends Answering {
  CompletableFuture<Answer> answer(Request request);
}
