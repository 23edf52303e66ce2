package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * Reads arrays by utterance, whatever they are stored in, which the content tells:
 *
 * <ul>
 *   <li>a folder of files of one utterance each: {@code .npy}, or text as the C++ tools write it;
 *   <li>an index: lines of an id and a place, {@code FILE}, {@code FILE:OFFSET}, with a range
 *       {@code [0:5]} or without;
 *   <li>a Kaldi archive, binary or text; compressed matrices too;
 *   <li>a NumPy matrix {@code NAME.npy} with {@code NAME.ids.txt} beside it, or a {@code .npz};
 *   <li>JSON Lines.
 * </ul>
 */
public final class Table {

  /** Takes arrays as they are read. */
  @FunctionalInterface
  public interface Visitor {
    void take(String id, StoredArray array);
  }

  private Table() {}

  /**
   * Reads all arrays, one after the other.
   *
   * @throws SpeakerbenchException if it is none of these, is damaged, or has an id twice
   */
  public static void read(Path source, Visitor each) {
    Once once = new Once(source, each);
    try {
      TableKind.of(source).read(source, once);
    } catch (IOException | OutOfMemoryError e) {
      throw cannotRead(source, e);
    }
  }

  private static SpeakerbenchException cannotRead(Path source, Throwable e) {
    return new SpeakerbenchException("cannot read " + source + ": " + Reasons.of(e), e);
  }

  /** All arrays, in the order in which they stand there. */
  public static Map<String, StoredArray> all(Path source) {
    Map<String, StoredArray> all = new LinkedHashMap<>();
    read(source, all::put);
    return all;
  }

  /** Whether it is an index, which names other files. */
  public static boolean isIndex(Path source) {
    try {
      return TableKind.of(source) == TableKind.INDEX;
    } catch (IOException e) {
      throw cannotRead(source, e);
    }
  }

  /**
   * The array at a place as an index has it, for example {@code x.ark:12[0:5]}.
   *
   * @throws SpeakerbenchException if there is none
   */
  public static StoredArray at(String place) {
    return places().apply(place);
  }

  /**
   * Reads one place after the other, as {@link #at}; a matrix whose rows come in turn is read once.
   * For one thread at a time.
   */
  public static Function<String, StoredArray> places() {
    return new PlaceReader(null)::read;
  }
}
