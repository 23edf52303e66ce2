package org.speakerbench.engine.extract;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.internal.Directions;

/**
 * Embeddings of many clips, kept in memory: each clip is read once, several at a time. What comes
 * out is the same however many they are.
 */
public final class BatchExtractor {
  private final ClipList clips;
  private final ClipWork work;

  /** Makes the embedding of a clip; called by many threads at a time. */
  @FunctionalInterface
  public interface Embedder {
    float[] embed(Waveform clip);
  }

  /** An {@link Embedder} that needs the clip's id too. */
  @FunctionalInterface
  public interface NamedEmbedder {
    float[] embed(String id, Waveform clip);
  }

  /**
   * What came of the clips.
   *
   * @param embeddings of those that have one, by id
   * @param failed why the others have none, by id
   * @param audioSeconds duration of all that were read
   */
  public record Result(
      SortedMap<String, float[]> embeddings,
      SortedMap<String, String> failed,
      double audioSeconds) {}

  /**
   * Clips that are to be embedded.
   *
   * @param utterances ids and paths of WAV files
   * @param jobs clips that are worked on at a time, 1 to {@link ScpRun#MAX_JOBS}
   * @throws SpeakerbenchException if the number of jobs cannot be used
   */
  public BatchExtractor(SortedMap<String, String> utterances, int jobs) {
    clips = ClipList.of(utterances);
    work = new ClipWork(clips, jobs);
  }

  /** Reads the clips by another reader than {@link ClipReader#MONO}, and returns this. */
  public BatchExtractor readBy(ClipReader reader) {
    work.opener().readBy(reader);
    return this;
  }

  /** Runs entries that are commands ({@code CMD |}), each for so long at most; returns this. */
  public BatchExtractor allowCommands(Duration limit) {
    work.opener().allowCommands(limit);
    return this;
  }

  /**
   * Embeds all. A clip that fails is recorded and the others go on; so is one whose embedding is
   * not finite or zero.
   *
   * @param done called with the number of clips that are done, after each
   * @throws SpeakerbenchException if the calling thread is interrupted
   * @throws IllegalStateException if the embedder throws what it should not, which is the cause
   */
  public Result run(Embedder embedder, IntConsumer done) {
    return run((id, clip) -> embedder.embed(clip), done);
  }

  /**
   * The same where an embedding depends on the clip's id.
   *
   * @throws SpeakerbenchException as {@link #run(Embedder, IntConsumer)}
   */
  public Result run(NamedEmbedder embedder, IntConsumer done) {
    ConcurrentHashMap<String, float[]> embeddings = new ConcurrentHashMap<>(clips.size());
    SortedMap<String, String> failed = new TreeMap<>();
    double[] audioSeconds = {0};
    int[] count = {0};
    work.run(
        IntStream.range(0, clips.size()),
        (clip, opened) -> {
          float[] embedding =
              Directions.require(embedder.embed(clip.id(), opened.clip().waveform()));
          embeddings.put(clip.id(), embedding);
          return "[" + embedding.length + "]";
        },
        outcome -> {
          audioSeconds[0] += outcome.audioSeconds();
          if (outcome.failure() != null) {
            failed.put(outcome.clip().id(), outcome.failure().message());
          }
          done.accept(++count[0]);
        });
    return new Result(new TreeMap<>(embeddings), failed, audioSeconds[0]);
  }
}
