package org.speakerbench.bench.profile;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ProfileSubject;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.jmh.state.AnswerCheck;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.measure.Macs;
import org.speakerbench.bench.statistics.FastestQuarter;
import org.speakerbench.bench.statistics.Ratio;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;

/**
 * Runs a model under ONNX Runtime's profiler and, in turn, without it and the ceilings of the
 * machine, all in this process: a machine that slows down for a while slows down all of them.
 */
public final class ProfileRun {
  private static final int WARM_UPS = 3;
  private static final int CEILING_WARM_UPS = 20;

  private final ProfileSettings settings;
  private final Instant start = Instant.now();
  private final Environment environment;

  /**
   * A run.
   *
   * @param command the command line that does the same on another machine
   */
  public ProfileRun(ProfileSettings settings, String command) {
    this.settings = settings;
    environment = Environment.collect(session().with(settings.model().provider()));
    Map<String, Fact> run = new LinkedHashMap<>();
    run.put(RunSettings.COMMAND, Fact.of(command, "the command line"));
    environment.put(RunSettings.GROUP, run);
  }

  /**
   * Runs it.
   *
   * @throws SpeakerbenchException if the model cannot be opened, or answers wrongly
   */
  public ProfileReport execute() throws IOException {
    return new ProfileReport(result());
  }

  /** The same, not drawn. */
  ProfileResult result() throws IOException {
    OwnFiles own = OwnFiles.of(null, null, List.of(settings.model()));
    BenchClip clip = BenchClip.load(own.read(), settings.clip(), settings.audioMs());
    Path folder = Files.createTempDirectory("speakerbench-profile");
    try (SpeakerEmbedder plain = own.open(settings.model(), settings.zoo(), session());
        SpeakerEmbedder profiled =
            own.open(
                settings.model(), settings.zoo(), session().profiled(folder.resolve("profile")))) {
      return execute(clip, plain, profiled);
    } catch (OrtException e) {
      throw new SpeakerbenchException("a ceiling of the machine: " + e.getMessage(), e);
    } finally {
      FolderTree.delete(folder);
    }
  }

  private SessionSettings session() {
    return new SessionSettings(settings.threads());
  }

  private ProfileResult execute(BenchClip clip, SpeakerEmbedder plain, SpeakerEmbedder profiled)
      throws IOException, OrtException {
    Features features = plain.features(clip.waveform());
    AnswerCheck.Outcome answer = check(clip, features, plain, profiled);
    Ceilings ceilings = Ceilings.open(settings.model().provider());
    ceilings.warmUp(CEILING_WARM_UPS);
    for (int run = 1; run < WARM_UPS; run++) { // the check was the first
      plain.model().embed(features);
      profiled.model().embed(features);
    }
    double[] plainMs = new double[settings.runs()];
    double[] profiledMs = new double[settings.runs()];
    for (int run = 0; run < settings.runs(); run++) {
      plainMs[run] = ms(plain, features);
      profiledMs[run] = ms(profiled, features);
      ceilings.round();
    }
    RuntimeProfile runtime =
        RuntimeProfile.read(profiled.model().endProfiling(), WARM_UPS, settings.runs());
    Map<String, OptionalLong> fileMacs =
        Macs.byNode(
            settings.model().path(settings.zoo()),
            plain.model().spec().axes(),
            1,
            features.frames(),
            features.bins());
    ModelProfile profile = ModelProfile.of(runtime, fileMacs);
    return new ProfileResult(
        subject(clip, features, answer),
        environment,
        ProfileRows.of(
            profile,
            ceilings.measured(),
            FastestQuarter.mean(plainMs),
            Ratio.ofDisturbedPairs(plainMs, profiledMs)),
        profile.grouping(),
        Macs.sum(fileMacs));
  }

  private ProfileSubject subject(BenchClip clip, Features features, AnswerCheck.Outcome answer) {
    ModelRef model = settings.model();
    return new ProfileSubject(
        RunFacts.of(environment.label(), start, "profile", environment),
        model.name(),
        model.graph(),
        model.provider(),
        OnnxRuntime.version(),
        clip.name(),
        settings.audioMs(),
        features.frames(),
        settings.threads(),
        settings.runs(),
        verdict(answer),
        answer.cosine());
  }

  private Verdict verdict(AnswerCheck.Outcome answer) {
    if (Double.isNaN(answer.cosine())) {
      return Verdict.UNVERIFIED;
    }
    return answer.verified() ? Verdict.VERIFIED : Verdict.REDUCED;
  }

  /** The answer of both, which have the same graph and so the same bits. */
  private AnswerCheck.Outcome check(
      BenchClip clip, Features features, SpeakerEmbedder plain, SpeakerEmbedder profiled) {
    float[] expected = plain.model().embed(features);
    float[] found = profiled.model().embed(features);
    Optional<EndToEndReference> reference = clip.reference(settings.model());
    AnswerCheck.embedding(reference, expected, settings.model(), clip.name());
    AnswerCheck.Outcome outcome = AnswerCheck.last();
    AnswerCheck.exact(expected, found, "the embedding under the profiler");
    return outcome;
  }

  private static double ms(SpeakerEmbedder embedder, Features features) {
    long start = System.nanoTime();
    embedder.model().embed(features);
    return (System.nanoTime() - start) / 1e6;
  }
}
