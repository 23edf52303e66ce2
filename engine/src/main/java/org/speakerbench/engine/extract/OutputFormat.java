package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.Encoding;
import org.speakerbench.engine.extract.internal.NpyEncoding;
import org.speakerbench.engine.extract.internal.TextEncoding;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.Directions;
import org.speakerbench.engine.table.Archive;
import org.speakerbench.engine.table.JsonLines;
import org.speakerbench.engine.table.KaldiArchive;
import org.speakerbench.engine.table.NpyMatrix;
import org.speakerbench.engine.table.Npz;

/**
 * How embeddings or features are written: each clip to a file of its own, or all to one archive,
 * whose parts are NumPy's until it is written ({@link ArchiveOutput}).
 */
public enum OutputFormat {
  /**
   * As the C++ tools write: embeddings as one line with 6 significant digits, features as one line
   * a frame with 6 decimals, each followed by a space.
   */
  TEXT(".embedding", ".feature", TextEncoding.CPP),
  /** The same lines with the shortest digits that read back as the same float. */
  TEXT_FULL(".embedding", ".feature", TextEncoding.EXACT),
  /** NumPy float32: [dim] or [frames, bins]. */
  NPY(".npy", ".npy", new NpyEncoding()),
  /** One Kaldi archive, binary, and an index with places in it: {@code ark,scp}. */
  ARK(KaldiArchive.BINARY),
  /** The same as text: {@code ark,t,scp}. */
  ARK_TEXT(KaldiArchive.TEXT),
  /** One NumPy matrix of all embeddings, and its ids in a file beside it. */
  NPY_MATRIX(new NpyMatrix()),
  /** One {@code .npz} of ids and a matrix of all embeddings. */
  NPZ(new Npz()),
  /** JSON Lines: an object of id and values a line. */
  JSONL(new JsonLines());

  private final String embeddingSuffix;
  private final String featureSuffix;
  private final Encoding encoding;
  private final Archive archive;

  OutputFormat(String embeddingSuffix, String featureSuffix, Encoding encoding) {
    this(embeddingSuffix, featureSuffix, encoding, null);
  }

  OutputFormat(Archive archive) {
    this(".npy", ".npy", new NpyEncoding(), archive);
  }

  OutputFormat(String embeddingSuffix, String featureSuffix, Encoding encoding, Archive archive) {
    this.embeddingSuffix = embeddingSuffix;
    this.featureSuffix = featureSuffix;
    this.encoding = encoding;
    this.archive = archive;
  }

  /** The one file that holds all; empty if each clip has its own. */
  public Optional<Archive> archive() {
    return Optional.ofNullable(archive);
  }

  /** The name on the command line, for example {@code text-full}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** File suffix of an embedding. */
  public String embeddingSuffix() {
    return embeddingSuffix;
  }

  /** File suffix of features. */
  public String featureSuffix() {
    return featureSuffix;
  }

  /**
   * Writes an embedding, [dim].
   *
   * @throws SpeakerbenchException if a value is not finite, or all are zero: nobody could compare
   *     it
   */
  public void write(float[] embedding, OutputStream out) throws IOException {
    encoding.write(Directions.require(embedding), out);
  }

  /** Writes features, [frames, bins], frame by frame. */
  public void write(Features features, OutputStream out) throws IOException {
    encoding.write(features, out);
  }
}
