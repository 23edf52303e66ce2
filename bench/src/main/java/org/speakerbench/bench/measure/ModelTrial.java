package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.EmbeddingProcess;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelRef;

/** Whether models can do what a run asks of them, before it begins. */
final class ModelTrial {
  private final BenchClip clip;
  private final RtfSettings settings;

  /** Trials on a clip of the shortest length. */
  ModelTrial(BenchClip clip, RtfSettings settings) {
    this.clip = clip;
    this.settings = settings;
  }

  /**
   * Compares what a model expects, without opening it, with its front end and the clip.
   *
   * @throws SpeakerbenchException if they are not for it
   */
  void requireFits(ModelRef model) {
    ModelSpec spec = model.spec();
    FbankOptions frontEnd = settings.own().frontEnd(spec).fbank();
    if (spec.featureBins() > 0 && spec.featureBins() != frontEnd.dim()) {
      throw new SpeakerbenchException(
          "the FBank configuration "
              + (settings.own().config() == null ? "" : settings.own().config() + " ")
              + "gives "
              + frontEnd.dim()
              + " values a frame, expected "
              + spec.featureBins()
              + " for model "
              + model.label());
    }
    int rate = clip.waveform().sampleRateHz();
    if (rate != frontEnd.sampleRateHz()) {
      throw new SpeakerbenchException(
          "model "
              + model.label()
              + " takes audio of "
              + Math.round(frontEnd.sampleRateHz())
              + " Hz ("
              + spec.source(FbankKey.SAMPLE_FREQ.key())
              + "), found "
              + rate
              + " Hz in "
              + clip.name()
              + ": models of one rate are timed in one run, those of another in one of their own");
    }
    int frames = frontEnd.frame().count(clip.waveform().samples().length);
    if (frames < spec.minFrames()) {
      throw ClipTooShortException.frames(model.label(), frames, spec.minFrames());
    }
  }

  /**
   * Opens a model and returns the length of its embeddings.
   *
   * @throws SpeakerbenchException if it takes other features than the front end gives
   */
  int open(ModelRef model) {
    try (SpeakerEmbedder embedder = embedder(model)) {
      return embedder.model().embeddingDim();
    }
  }

  /**
   * Runs a model twice with each batch that it is timed with, and returns the length of its
   * embeddings.
   *
   * @throws SpeakerbenchException if it cannot be run so, or answers differently each time
   */
  int run(ModelRef model) {
    try (SpeakerEmbedder embedder = embedder(model)) {
      Features features = embedder.features(clip.waveform());
      int dim = embedder.model().embeddingDim();
      for (int batch : batches(model)) {
        float[] first = embedder.model().embed(Collections.nCopies(batch, features))[0];
        float[] second = embedder.model().embed(Collections.nCopies(batch, features))[0];
        requireSame(model, first, second);
        dim = first.length;
      }
      return dim;
    }
  }

  /**
   * Embeds the clip in a process of its own and returns the length of its embeddings; -1 if that
   * crashed: so will the forks, which is told of each.
   *
   * @param messages told of a crash
   * @throws SpeakerbenchException if it gives no embedding for another reason
   */
  int apart(ModelRef model, PrintWriter messages) throws IOException {
    List<String> properties = new ArrayList<>(settings.own().jvmArguments());
    properties.addAll(ForkRunner.forkArguments());
    try {
      return EmbeddingProcess.of(model, settings.zoo().directory(), properties)
          .embed(clip.writeWav())
          .length;
    } catch (SpeakerbenchException e) {
      if (!JvmCrash.isIn(e.getMessage())) {
        throw e;
      }
      messages.println(e.getMessage());
      return -1;
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while " + model.label() + " was tried");
    }
  }

  private static void requireSame(ModelRef model, float[] first, float[] second) {
    if (!Arrays.equals(first, second)) {
      throw new SpeakerbenchException(
          "model "
              + model.label()
              + ": found two embeddings of the same features that differ, expected the same each"
              + " time: export it in evaluation mode, without dropout");
    }
  }

  private List<Integer> batches(ModelRef model) {
    return RunPlan.of(settings).cells().stream()
        .filter(cell -> model.equals(cell.model()))
        .map(cell -> cell.work().batch())
        .distinct()
        .sorted()
        .toList();
  }

  private SpeakerEmbedder embedder(ModelRef model) {
    return settings.own().open(model, settings.zoo(), SessionSettings.DEFAULT);
  }
}
