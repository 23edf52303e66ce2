package org.speakerbench.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.speakerbench.bench.environment.ModelDigest;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.BatchExtractor;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.score.Trials;
import org.speakerbench.engine.zoo.ModelRef;

/** Each clip once by each model, front end and crop; a model is loaded once. */
final class Embedding {
  /** A tenth of a second, to see whether a variant leaves audio as it is. */
  private static final int PROBE = 1600;

  private final EvaluationSettings settings;
  private final Clips clips;
  private final Failures failures;
  private final Evaluation.Listener listener;
  private final Function<SpeakerbenchException, String> words;

  Embedding(
      EvaluationSettings settings,
      Clips clips,
      Failures failures,
      Evaluation.Listener listener,
      Function<SpeakerbenchException, String> words) {
    this.settings = settings;
    this.clips = clips;
    this.failures = failures;
    this.listener = listener;
    this.words = words;
  }

  /** A front end that is run; empty for the model's own. */
  private record Run(FrontEnd frontEnd, Optional<FrontEndVariant> variant) {
    Waveform audio(Waveform clip) {
      return variant.map(one -> one.audio().apply(clip)).orElse(clip);
    }

    /** The embedder of a clip; like the one for all it is not closed. */
    SpeakerEmbedder of(String id, SpeakerEmbedder all) {
      return variant.isEmpty() || !variant.get().noisePerClip()
          ? all
          : new SpeakerEmbedder(variant.get().ofClip(all.frontEnd(), id), all.model());
    }
  }

  EmbeddedModel of(ModelRef ref) {
    // A plugin computes in a process of its own, on features that are made here.
    boolean plugin = ref.provider().isPlugin();
    try (EmbeddingModel model =
            (plugin ? ref.official() : ref).open(settings.zoo(), SessionSettings.DEFAULT);
        PluginProcess apart = plugin ? PluginProcess.start(ref, settings.zoo()) : null) {
      EmbeddedModel embedded =
          EmbeddedModel.of(
              ModelFacts.of(ref, ModelDigest.of(ref, settings.zoo()), model.embeddingDim()),
              bytes(ref.path(settings.zoo())));
      Map<String, Run> runs = runs(ref.label(), model.spec().frontEnd());
      for (Crop crop : settings.crops()) {
        runs.forEach(
            (name, run) -> {
              if (name.equals(AccuracyWork.OWN) || embedded.has(crop)) {
                embed(ref.label(), model, apart, crop, name, run)
                    .ifPresent(one -> embedded.add(crop, name, one));
              }
            });
      }
      return embedded;
    }
  }

  private Map<String, Run> runs(String model, FrontEnd own) {
    Waveform probe = new Waveform(new float[PROBE], (int) own.fbank().sampleRateHz());
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put(AccuracyWork.OWN, new Run(own, Optional.empty()));
    for (FrontEndVariant variant : settings.variants()) {
      variant
          .of(own, probe)
          .ifPresentOrElse(
              frontEnd -> runs.put(variant.name(), new Run(frontEnd, Optional.of(variant))),
              () ->
                  listener.note(
                      "front end "
                          + variant.name()
                          + " is "
                          + model
                          + "'s own, and no row of its own"));
    }
    return runs;
  }

  /** Empty if it is left out; without its own front end a model has nothing to compare with. */
  private Optional<Embedded> embed(
      String name, EmbeddingModel model, PluginProcess apart, Crop crop, String frontEnd, Run run) {
    FrontEnd used = settings.resample() ? run.frontEnd().withResampling() : run.frontEnd();
    // Not closed: the session goes on with the next front end.
    SpeakerEmbedder embedder = new SpeakerEmbedder(used, model);
    String what = name + ", " + frontEnd + ", " + (crop.whole() ? Crop.FULL : crop.ms() + " ms");
    BatchExtractor.NamedEmbedder one =
        (id, clip) -> {
          try {
            SpeakerEmbedder own = run.of(id, embedder);
            Waveform audio = run.audio(crop.of(clip));
            return apart == null ? own.embed(audio) : apart.embed(own.features(audio));
          } catch (SpeakerbenchException e) {
            throw new SpeakerbenchException(words.apply(e), e);
          }
        };
    BatchExtractor.Result tested = embed(clips.tested(), one, what);
    if (!canBeScored(tested.embeddings().keySet())) {
      failures.leaveOut(what, clips.tested().size(), tested.failed());
      return Optional.empty();
    }
    SortedMap<String, float[]> cohort = new TreeMap<>();
    if (!clips.cohort().isEmpty()) {
      BatchExtractor.Result others = embed(clips.cohort(), one, what + ", cohort");
      if (others.embeddings().isEmpty()) {
        failures.leaveOut(what + ", cohort", clips.cohort().size(), others.failed());
        return Optional.empty();
      }
      failures.add(crop, name, frontEnd, others.failed());
      cohort = others.embeddings();
    }
    failures.add(crop, name, frontEnd, tested.failed());
    return Optional.of(new Embedded(tested.embeddings(), cohort));
  }

  private BatchExtractor.Result embed(
      SortedMap<String, String> files, BatchExtractor.NamedEmbedder one, String what) {
    BatchExtractor batch = new BatchExtractor(files, settings.jobs()).readBy(settings.reader());
    settings.commands().ifPresent(batch::allowCommands);
    return batch.run(one, done -> listener.embedded(what, done, files.size()));
  }

  private boolean canBeScored(Set<String> embedded) {
    Trials left =
        settings
            .trials()
            .where(trial -> embedded.contains(trial.enrol()) && embedded.contains(trial.test()));
    return left.targets() > 0 && left.nontargets() > 0;
  }

  private static OptionalLong bytes(Path onnx) {
    try {
      long external = OnnxModel.read(onnx).dataFiles().stream().mapToLong(DataFile::bytes).sum();
      return OptionalLong.of(Files.size(onnx) + external);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + onnx + ": " + Reasons.of(e), e);
    }
  }
}
