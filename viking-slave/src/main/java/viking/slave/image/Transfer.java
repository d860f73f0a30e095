package viking.slave.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Passes an image's tar on to the engine, and proves it on the way: nothing is kept in memory. The
 * engine sees the tar's end only when all is as it should be, and takes in nothing before that.
 */
final class Transfer {
  private final ImageEngine engine;

  Transfer(ImageEngine engine) {
    this.engine = engine;
  }

  /** What is expected of an image before it is taken in. */
  interface Check {
    void of(Proof proof) throws IOException;
  }

  /** A source that cannot be read is an IOException, an engine that takes nothing in a problem. */
  Proof load(InputStream tar, Check check) throws IOException {
    Conduit conduit = new Conduit();
    CompletableFuture<Optional<ImageProblem>> loading = new CompletableFuture<>();
    Thread loader = new Thread(() -> loading.complete(loaded(conduit)), "image-load");
    loader.setDaemon(true);
    loader.start();
    try {
      OutputStream in = new Endless(conduit.in());
      Proof proof = Proof.of(new Tee(tar, in));
      check.of(proof);
      in.close();
      await(loading).ifPresent(Transfer::fail);
      return proof;
    } catch (IOException | RuntimeException e) {
      conduit.abort("the source broke off");
      Optional<ImageProblem> problem = await(loading);
      if (conduit.abandoned()) {
        problem.ifPresent(Transfer::fail);
      }
      throw e;
    }
  }

  /** What the engine leaves unread is no more than padding, and no reason to stop the source. */
  private Optional<ImageProblem> loaded(Conduit conduit) {
    try (InputStream out = conduit.out()) {
      engine.load(out);
      out.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    } catch (ImageProblem e) {
      return Optional.of(e);
    } catch (IOException | RuntimeException e) {
      return Optional.of(new ImageProblem("loading an image failed: " + e, e));
    }
  }

  private static void fail(ImageProblem problem) {
    throw new ImageProblem(problem.getMessage(), problem);
  }

  private static Optional<ImageProblem> await(CompletableFuture<Optional<ImageProblem>> loading) {
    try {
      return loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new ImageProblem("interrupted", e));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
