package org.speakerbench.bench.external;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.measure.ForkFailedException;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.EmbeddingFile;

/** Reads embeddings back as the C++ tool and {@code extract} write them. */
final class EmbeddingIndex {
  private EmbeddingIndex() {}

  /**
   * The embeddings of these utterances.
   *
   * @param index lines of an id and the path of a file of an embedding, as {@link EmbeddingFile}
   *     reads it
   * @throws ForkFailedException naming the first utterance that has none, or the first file that
   *     holds none
   */
  static Map<String, float[]> read(Path index, List<String> utterances)
      throws ForkFailedException, IOException {
    if (!Files.isRegularFile(index)) {
      throw new ForkFailedException("it wrote no {embedding_scp}, expected it to", null);
    }
    Map<String, String> files = new HashMap<>();
    for (String line : text(index).lines().toList()) {
      String[] fields = line.strip().split("\\s+", 2);
      if (fields.length == 2) {
        files.put(fields[0], fields[1]);
      }
    }
    Map<String, float[]> embeddings = new LinkedHashMap<>();
    for (String utterance : utterances) {
      String file = files.get(utterance);
      if (file == null) {
        throw new ForkFailedException(
            "found no utterance "
                + utterance
                + " in its {embedding_scp} of "
                + files.size()
                + ", expected all "
                + utterances.size(),
            null);
      }
      embeddings.put(utterance, embedding(utterance, file));
    }
    return embeddings;
  }

  private static float[] embedding(String utterance, String file)
      throws ForkFailedException, IOException {
    String what = "embedding of " + utterance + ": ";
    if (!isFile(file)) {
      throw new ForkFailedException(what + "found no file " + file, null);
    }
    try {
      return EmbeddingFile.parse(Files.readAllBytes(Path.of(file)), "embedding of " + utterance);
    } catch (SpeakerbenchException e) {
      throw new ForkFailedException(e.getMessage(), e);
    }
  }

  private static boolean isFile(String path) {
    try {
      return Files.isRegularFile(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Bytes that are no UTF-8 become signs that are in no path. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
