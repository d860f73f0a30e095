package viking.core.testing;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What {@link Requires} does. */
final class RequiresCondition implements ExecutionCondition {
  private static final boolean REQUIRE_ALL = "1".equals(System.getenv("VIKING_REQUIRE_ALL"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing =
        findAnnotation(context.getElement(), Requires.class).stream()
            .flatMap(requires -> Arrays.stream(requires.value()))
            .map(Tool::missing)
            .flatMap(Optional::stream)
            .toList();
    return judge(missing, REQUIRE_ALL);
  }

  static ConditionEvaluationResult judge(List<String> missing, boolean requireAll) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all tools are here");
    }
    String reason = String.join("; and ", missing);
    if (requireAll) {
      throw new IllegalStateException(reason + " (VIKING_REQUIRE_ALL=1 allows no skipping)");
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
