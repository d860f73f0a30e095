package viking.core.codec;

import java.util.Locale;
import viking.core.model.BadInput;

/** Spells the constants of enums as JSON has them: in lower case, with hyphens. */
final class Constants {
  private Constants() {}

  static <E extends Enum<E>> E read(Class<E> type, String text) {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new BadInput("'" + text + "' is no " + type.getSimpleName(), e);
    }
  }

  static String write(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
