package org.speakerbench.engine.score;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Directions;
import org.speakerbench.engine.table.StoredArray;
import org.speakerbench.engine.table.Table;

/** Embeddings of utterances, all of one length; each is finite and has a direction. */
public final class EmbeddingTable {
  private final Map<String, float[]> embeddings;

  private EmbeddingTable(Map<String, float[]> embeddings) {
    this.embeddings = embeddings;
  }

  /**
   * Embeddings that are there already.
   *
   * @param embeddings by utterance; they are not copied
   * @throws SpeakerbenchException naming the first that is not finite, zero, or of another length
   *     than those before
   */
  public static EmbeddingTable of(Map<String, float[]> embeddings) {
    String first = null;
    for (Map.Entry<String, float[]> entry : embeddings.entrySet()) {
      float[] embedding = entry.getValue();
      String problem = Directions.problem(embedding);
      if (problem != null) {
        throw new SpeakerbenchException("embedding of " + entry.getKey() + ": " + problem);
      }
      first = first == null ? entry.getKey() : first;
      int expected = embeddings.get(first).length;
      if (embedding.length != expected) {
        throw new SpeakerbenchException(
            "embedding of "
                + entry.getKey()
                + ": found "
                + embedding.length
                + " values, expected "
                + expected
                + " as in that of "
                + first);
      }
    }
    return new EmbeddingTable(Collections.unmodifiableMap(new LinkedHashMap<>(embeddings)));
  }

  /**
   * Reads embeddings that are there already: an index with lines of an utterance and a place, as
   * {@code extract}, Kaldi and the C++ tool write it, or whatever else {@link Table} reads.
   *
   * @param wanted utterances to read; one that is not there is not in the table either
   * @throws SpeakerbenchException if the index has other lines, or what is wanted is no embedding
   */
  public static EmbeddingTable read(Path source, Set<String> wanted) {
    if (Files.exists(source) && !Table.isIndex(source)) {
      Map<String, float[]> embeddings = new LinkedHashMap<>();
      Table.read(
          source,
          (id, array) -> {
            if (wanted.contains(id)) {
              embeddings.put(id, array.embedding("embedding of " + id + " (" + source + ")"));
            }
          });
      return of(embeddings);
    }
    Map<String, String> places = new LinkedHashMap<>();
    FieldLines.read(
        source,
        "an index of embeddings, lines of an utterance and a path",
        line -> {
          String[] fields = line.fields(2);
          if (fields.length != 2) {
            throw line.wrong(
                "\"" + line.text() + "\"", "an utterance and the path of its embedding");
          }
          if (places.putIfAbsent(fields[0], fields[1]) != null) {
            throw line.wrong("the utterance " + fields[0] + " again", "each once");
          }
        });
    places.keySet().retainAll(wanted);
    Map<String, float[]> embeddings = new LinkedHashMap<>();
    Function<String, StoredArray> reader = Table.places();
    places.forEach((id, place) -> embeddings.put(id, embedding(id, place, reader)));
    return of(embeddings);
  }

  private static float[] embedding(String id, String place, Function<String, StoredArray> reader) {
    StoredArray array;
    try {
      array = reader.apply(place);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException("embedding of " + id + ": " + e.getMessage(), e);
    }
    return array.embedding("embedding of " + id + " (" + place + ")");
  }

  /** The embedding of an utterance, which is not to be changed, if it is there. */
  public Optional<float[]> find(String utterance) {
    return Optional.ofNullable(embeddings.get(utterance));
  }

  /** Those of these utterances that are here. */
  public EmbeddingTable only(Set<String> utterances) {
    Map<String, float[]> some = new LinkedHashMap<>(embeddings);
    some.keySet().retainAll(utterances);
    return new EmbeddingTable(Collections.unmodifiableMap(some));
  }

  /** Utterances, in the order they came. */
  public Set<String> utterances() {
    return embeddings.keySet();
  }

  public int size() {
    return embeddings.size();
  }
}
