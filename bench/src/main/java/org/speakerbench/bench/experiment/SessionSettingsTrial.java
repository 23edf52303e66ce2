package org.speakerbench.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * What each setting of an ONNX Runtime session costs or saves, as a ratio to the engine's own
 * settings. {@code bench/experiments/session-settings/run} calls it.
 *
 * <pre>
 * run MODEL ROUNDS [VARIANT...]   a run of 3000 ms, and loading, of all variants round by round
 * memory MODEL CLIPS VARIANT      the most memory that a process with clips of 1 to 20 s needs
 * </pre>
 *
 * Prints CSV lines {@code model,variant,measure,samples,median,ratio,max_difference}: the ratio is
 * to the first variant, the difference that of the embedding to the first variant's.
 */
public final class SessionSettingsTrial {
  private static final int LOADS = 5;
  private static final long SEED = 1;

  private SessionSettingsTrial() {}

  public static void main(String[] args) throws IOException {
    ModelRef model = ModelRef.parse(args[1]);
    int count = Integer.parseInt(args[2]);
    List<SessionVariant> variants = new ArrayList<>();
    for (String name : Arrays.asList(args).subList(3, args.length)) {
      variants.add(SessionVariant.named(name));
    }
    switch (args[0]) {
      case "run" -> run(model, count, variants.isEmpty() ? SessionVariant.INTERLEAVED : variants);
      case "memory" -> memory(model, count, variants.get(0));
      default -> throw new IllegalArgumentException(args[0] + " found, expected run or memory");
    }
  }

  private static Features features(Waveform clip) {
    return new Fbank(FbankOptions.STANDARD).compute(clip).meanNormalized();
  }

  private static void run(ModelRef model, int rounds, List<SessionVariant> variants) {
    Path file = model.path(Zoo.inCacheFolder());
    Features features = features(GoldenPack.embedded().clip("flite-awb").waveform());
    List<BareSession> sessions = new ArrayList<>();
    TurnTimes loads = new TurnTimes(variants.size());
    for (int round = 0; round < LOADS; round++) {
      for (int i = 0; i < variants.size(); i++) {
        SessionVariant variant = variants.get(i);
        BareSession session = loads.time(i, () -> new BareSession(file, variant));
        if (round == LOADS - 1) {
          session.feed(features);
          sessions.add(session);
        } else {
          session.close();
        }
      }
    }
    TurnTimes runs = new TurnTimes(variants.size());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      order.add(i);
    }
    Random random = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (int i : order) {
        sessions.get(i).run(); // brings its weights back to the caches
        runs.time(i, () -> sessions.get(i).run());
      }
    }
    float[] reference = sessions.get(0).run();
    for (int i = 0; i < variants.size(); i++) {
      SessionVariant variant = variants.get(i);
      String difference = Float.toString(maxDifference(reference, sessions.get(i).run()));
      print(model, variant, "run_ms", rounds, runs.wallMs(i), runs.wallMs(0), difference);
      if (variant.threads() == 1) {
        print(model, variant, "run_cpu_ms", rounds, runs.cpuMs(i), runs.cpuMs(0), difference);
      }
      print(model, variant, "load_ms", LOADS, loads.wallMs(i), loads.wallMs(0), "");
      print(model, variant, "load_cpu_ms", LOADS, loads.cpuMs(i), loads.cpuMs(0), "");
    }
    sessions.forEach(BareSession::close);
  }

  private static float maxDifference(float[] a, float[] b) {
    float max = 0;
    for (int i = 0; i < a.length; i++) {
      max = Math.max(max, Math.abs(a[i] - b[i]));
    }
    return max;
  }

  private static void memory(ModelRef model, int clips, SessionVariant variant) throws IOException {
    Waveform speech = GoldenPack.embedded().clip("flite-awb").waveform();
    Random random = new Random(SEED);
    try (BareSession session = new BareSession(model.path(Zoo.inCacheFolder()), variant)) {
      for (int clip = 0; clip < clips; clip++) {
        session.feed(features(repeated(speech, 1 + 19 * random.nextDouble())));
        session.run();
      }
    }
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    double megabytes = Long.parseLong(peak.replaceAll("\\D", "")) * 1024 / 1e6;
    print(model, variant, "peak_rss_mb", clips, megabytes, Double.NaN, "");
  }

  private static Waveform repeated(Waveform clip, double seconds) {
    float[] samples = new float[(int) (seconds * clip.sampleRateHz())];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = clip.samples()[i % clip.samples().length];
    }
    return new Waveform(samples, clip.sampleRateHz());
  }

  private static void print(
      ModelRef model,
      SessionVariant variant,
      String measure,
      int samples,
      double median,
      double base,
      String difference) {
    System.out.printf(
        Locale.ROOT,
        "%s,%s,%s,%d,%.3f,%s,%s%n",
        model.name(),
        variant.name(),
        measure,
        samples,
        median,
        Double.isNaN(base) ? "" : String.format(Locale.ROOT, "%.4f", median / base),
        difference);
  }
}
