package org.speakerbench.bench.measure;

import static java.util.Comparator.naturalOrder;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ModelDigest;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.References;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Everything that can be wrong with the inputs, found before the long work: the quick checks first,
 * then the user's own models, and the embedded models, whose weights may have to be made, last.
 *
 * @param clip the audio, of the shortest length that is measured
 * @param models facts of the models that are run, in the order of the settings
 * @param digests facts of their files, for the environment
 * @param macs multiply-accumulates of each work
 */
public record Preflight(
    BenchClip clip, List<ModelFacts> models, Map<String, Fact> digests, MacsOfWork macs) {
  /**
   * Checks JMH's lock, clip and models, and makes missing weights.
   *
   * @param messages told when weights are made
   * @throws SpeakerbenchException if something cannot be used
   * @throws IOException if the WAV cannot be read
   */
  public static Preflight check(RtfSettings settings, PrintWriter messages) throws IOException {
    JmhLock.ofThisJvm().inspect();
    List<Integer> lengths = settings.grid().audioMs();
    References references = settings.own().read();
    BenchClip clip =
        BenchClip.load(
            references, settings.clip(), lengths.stream().min(naturalOrder()).orElseThrow());
    checkClip(clip, settings.clip());
    List<ModelRef> models = settings.timed(); // with none, one frame of audio is enough too
    ModelTrial trial = new ModelTrial(clip, settings);
    models.forEach(trial::requireFits);
    if (settings.own().golden() != null && !models.isEmpty()) {
      OwnPack.requireUse(references, models, settings);
    }
    Map<ModelRef, Integer> dims = new HashMap<>();
    for (ModelRef model : models) {
      if (!model.isZoo() && !model.provider().isPlugin()) {
        dims.put(model, trial.run(model));
      }
    }
    for (ModelRef model : models) {
      if (model.isZoo()) {
        make(model.name(), settings.zoo(), messages);
        if (!model.provider().isPlugin()) {
          dims.put(model, trial.open(model));
        }
      }
    }
    for (ModelRef model : models) {
      if (model.provider().isPlugin()) {
        dims.put(model, trial.apart(model, messages));
      }
    }
    List<ModelFacts> facts = new ArrayList<>();
    Map<String, Fact> digests = new LinkedHashMap<>();
    for (ModelRef model : models) {
      ModelDigest digest = ModelDigest.of(model, settings.zoo());
      facts.add(ModelFacts.of(model, digest, dims.get(model)));
      digests.putAll(digest.facts(model.label()));
    }
    return new Preflight(clip, facts, digests, MacsOfWork.of(settings));
  }

  private static void checkClip(BenchClip clip, String source) {
    Waveform waveform = clip.waveform();
    FbankOptions frontEnd = clip.references().fbank();
    if (waveform.sampleRateHz() != frontEnd.sampleRateHz()) {
      throw new SpeakerbenchException(
          source
              + ": found "
              + waveform.sampleRateHz()
              + " Hz, expected "
              + Math.round(frontEnd.sampleRateHz())
              + " Hz: give a WAV of that rate (--wav FILE), or a clip of a golden pack, which is"
              + " resampled");
    }
    if (frontEnd.frame().count(waveform.samples().length) == 0) {
      throw ClipTooShortException.samples(waveform.samples().length, frontEnd.frame().minSamples());
    }
  }

  private static void make(String key, Zoo zoo, PrintWriter messages) {
    if (!zoo.hasFiles(key)) {
      messages.println(
          "making the weights of "
              + key
              + " ("
              + Zoo.model(key).weightsBytes() / 1_000_000
              + " MB) in "
              + zoo.directory().resolve(key)
              + " (once)");
      messages.flush();
    }
    zoo.materialize(key);
  }
}
