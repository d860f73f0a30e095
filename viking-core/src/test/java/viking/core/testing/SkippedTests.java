package viking.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says on the console which tests were skipped, and why. Writes them to the file that the property
 * {@code viking.skipped} names, too: the build looks there when nothing may be skipped.
 */
public final class SkippedTests implements TestExecutionListener {
  private final List<String> skipped = new ArrayList<>();

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, reason);
  }

  /** A failed assumption is a skip as well. */
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      note(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    String file = System.getProperty("viking.skipped");
    if (file == null) {
      return;
    }
    try {
      if (skipped.isEmpty()) {
        Files.deleteIfExists(Path.of(file));
      } else {
        Files.write(Path.of(file), skipped);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(TestIdentifier test, String reason) {
    String line = "SKIPPED " + name(test) + ": " + reason;
    System.out.println(line);
    skipped.add(line);
  }

  private static String name(TestIdentifier test) {
    TestSource source = test.getSource().orElse(null);
    if (source instanceof MethodSource method) {
      return simple(method.getClassName()) + '.' + method.getMethodName();
    }
    if (source instanceof ClassSource type) {
      return simple(type.getClassName());
    }
    return test.getDisplayName();
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
