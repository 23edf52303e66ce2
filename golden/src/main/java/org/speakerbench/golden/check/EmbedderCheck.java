package org.speakerbench.golden.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.ModelReference;

/**
 * Holds anybody's way from a clip to an embedding against a pack, end to end: every clip that the
 * pack has an embedding of, and the distance of voices. The file of the model is not asked for:
 * what counts is what comes out.
 */
public final class EmbedderCheck {

  /** The way from a clip to its embedding, [dim]. */
  @FunctionalInterface
  public interface Embedder {
    /** What it throws fails the check of this clip. */
    float[] embed(GoldenClip clip) throws Exception;
  }

  private final GoldenPack pack;
  private final String model;

  /**
   * A check against the embeddings of a model.
   *
   * @param model its name in the pack
   */
  public EmbedderCheck(GoldenPack pack, String model) {
    this.pack = pack;
    this.model = model;
  }

  /**
   * Runs the check, clip by clip in the pack's order.
   *
   * @throws SpeakerbenchException if the pack is damaged or has no embeddings of the model
   */
  public ParityReport run(Embedder embedder) {
    ModelReference reference = pack.reference(model);
    pack.verifyFiles();
    List<GoldenClip> clips =
        pack.clips().stream().filter(clip -> reference.has(clip.id())).toList();
    EndToEndStages stages = new EndToEndStages(reference);
    List<ParityRow> rows = new ArrayList<>();
    for (GoldenClip clip : clips) {
      rows.add(stages.check(clip, Attempt.of(() -> embed(embedder, clip))));
    }
    rows.addAll(stages.distinctVoices());
    return new ParityReport(
        pack.name(),
        pack.provenance(),
        clips.stream().map(GoldenClip::id).toList(),
        List.of(model),
        rows);
  }

  /** The embedding, copied: an embedder may give the same array each time. */
  private static float[] embed(Embedder embedder, GoldenClip clip) throws IOException {
    try {
      float[] embedding = embedder.embed(clip);
      return embedding == null ? null : embedding.clone();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // of somebody's runtime
      throw new SpeakerbenchException(e.toString(), e);
    }
  }
}
