package viking.slave.container.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between an engine and its users, on a unix socket of its own. It may fall silent, holding
 * back all that is said, and it may be cut, as if the engine had gone.
 */
public final class SocketProxy implements AutoCloseable {
  private final Path path;
  private final Path engine;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private Optional<ServerSocketChannel> server = Optional.empty();
  private boolean silent;

  /** Stands before the engine at the given path. */
  public SocketProxy(Path engine) {
    try {
      this.engine = engine;
      this.path = Files.createTempDirectory("viking-proxy").resolve("docker.sock");
      heal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  /** Takes connections and what is said on them, and passes nothing on. */
  public synchronized void fallSilent() {
    silent = true;
  }

  /** Passes on what it has held back. */
  public synchronized void speak() {
    silent = false;
    notifyAll();
  }

  /** Ends all connections and takes no new ones. */
  public synchronized void cut() {
    try {
      if (server.isPresent()) {
        server.get().close();
        Files.deleteIfExists(path);
      }
      server = Optional.empty();
      for (SocketChannel channel : open) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void heal() {
    try {
      ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listening.bind(UnixDomainSocketAddress.of(path));
      server = Optional.of(listening);
      run(() -> serve(listening));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    speak();
    cut();
    try {
      Files.deleteIfExists(path.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(ServerSocketChannel listening) {
    try {
      while (true) {
        SocketChannel user = listening.accept();
        SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        takeIn(listening, user, behind);
        run(() -> pump(user, behind));
        run(() -> pump(behind, user));
      }
    } catch (IOException e) {
      // Cut.
    }
  }

  /** One that comes while all are being cut is cut as well. */
  private synchronized void takeIn(
      ServerSocketChannel listening, SocketChannel user, SocketChannel behind) throws IOException {
    open.add(user);
    open.add(behind);
    if (!listening.isOpen()) {
      user.close();
      behind.close();
    }
  }

  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer said = ByteBuffer.allocate(16 * 1024);
    try (from;
        to) {
      while (from.read(said) >= 0) {
        awaitSpeech();
        said.flip();
        while (said.hasRemaining()) {
          to.write(said);
        }
        said.clear();
      }
    } catch (IOException e) {
      // One of them has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private synchronized void awaitSpeech() throws InterruptedException {
    while (silent) {
      wait();
    }
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
