package viking.core.codec;

/** Turns one kind of value to text and back; {@code read} refuses with {@code BadInput}. */
public interface Codec<T> {
  String write(T value);

  T read(String text);
}
