package org.speakerbench.engine.fetch;

import java.util.List;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.catalogue.FileFormat;
import org.speakerbench.engine.catalogue.FrontEndFacts;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.TinyOnnx;

/** Entries as the catalogue has, of a tiny model. */
final class Entries {
  static final String KEY = "tiny";

  /** The mean over frames: embeddings of 4 values. */
  static final byte[] MODEL = TinyOnnx.mean(List.of("batch", "frames", 4)).bytes();

  /** Another one of the same shape. */
  static final byte[] OTHER =
      TinyOnnx.mean(List.of("batch", "frames", 4)).withSecondOutput("z").bytes();

  private static final FrontEndFacts COMPUTED =
      new FrontEndFacts("3d-speaker", 16000, 4, "povey", 1, "clip", true, "https://here.invalid");
  private static final FrontEndFacts FOREIGN =
      new FrontEndFacts("nemo", 16000, 0, "hann", 0, "per_feature", false, "https://here.invalid");

  private static final FrontEndFacts WESPEAKER =
      new FrontEndFacts(
          "wespeaker", 16000, 4, "hamming", 32768, "clip", true, "https://here.invalid");

  private Entries() {}

  static CatalogueEntry wespeaker(String url) {
    return entry(FileFormat.ONNX, url, 4, null, null, WESPEAKER);
  }

  /** A front end of which a framework's name does not tell all. */
  static CatalogueEntry ofOtherWindow(String url) {
    return entry(
        FileFormat.ONNX,
        url,
        4,
        null,
        null,
        new FrontEndFacts(
            "wespeaker", 16000, 4, "hanning", 32768, "clip", true, "https://here.invalid"));
  }

  static CatalogueEntry pinned(String url) {
    return entry(FileFormat.ONNX, url, 4, (long) MODEL.length, Sha256.of(MODEL), COMPUTED);
  }

  static CatalogueEntry unpinned(String url) {
    return entry(FileFormat.ONNX, url, 4, null, null, COMPUTED);
  }

  static CatalogueEntry ofSize(String url, int embeddingSize) {
    return entry(FileFormat.ONNX, url, embeddingSize, null, null, COMPUTED);
  }

  static CatalogueEntry checkpoint(String url) {
    return entry(FileFormat.PYTORCH, url, 192, null, null, COMPUTED);
  }

  static CatalogueEntry foreign(String url) {
    return entry(FileFormat.ONNX, url, 4, null, null, FOREIGN);
  }

  private static CatalogueEntry entry(
      FileFormat kind, String url, int size, Long bytes, String sha256, FrontEndFacts frontEnd) {
    return new CatalogueEntry(
        KEY,
        "tiny/id",
        "Tiny",
        "test",
        kind == FileFormat.PYTORCH ? "campplus-192" : null,
        "en",
        "nothing",
        size,
        frontEnd,
        "CC0",
        "https://here.invalid",
        null,
        kind,
        url,
        null,
        bytes,
        sha256,
        "measured");
  }
}
