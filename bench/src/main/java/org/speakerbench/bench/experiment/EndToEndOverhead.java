package org.speakerbench.bench.experiment;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.speakerbench.bench.format.Published;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * What the end-to-end path costs beyond FBank and a bare {@code session.run}: the three are timed
 * in turn, round by round in one process, and their medians compared: by the clock, and by the
 * thread's CPU time, which other programs on the machine disturb less.
 *
 * <p>Arguments: number of rounds, then models (default: 60 rounds of all published models).
 */
public final class EndToEndOverhead {
  private static final int WARM_UP_ROUNDS = 10;

  private EndToEndOverhead() {}

  public static void main(String[] args) throws InterruptedException {
    Fbank.warmUp();
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    String models = args.length > 1 ? args[1] : String.join(",", Published.load().keys());
    Waveform clip = GoldenPack.embedded().clip("flite-awb").waveform();
    System.out.println(
        "model,rounds,fbank_ms,session_run_ms,end_to_end_ms,end_to_end_over_parts,cpu_over_parts");
    for (ModelRef model : ModelRef.parseList(models)) {
      System.out.println(measure(model, clip, rounds));
    }
  }

  private static String measure(ModelRef model, Waveform clip, int rounds) {
    Zoo zoo = Zoo.inCacheFolder();
    Fbank fbank = new Fbank(FbankOptions.STANDARD);
    float[] features = fbank.compute(clip).data();
    try (BareSession bare = new BareSession(model.path(zoo), SessionVariant.CURRENT);
        SpeakerEmbedder embedder =
            new SpeakerEmbedder(fbank, model.open(zoo, SessionSettings.DEFAULT))) {
      bare.feed(fbank.compute(clip).meanNormalized());
      List<Supplier<Object>> parts =
          List.of(() -> fbank.compute(clip, features), bare::run, () -> embedder.embed(clip));
      TurnTimes times = new TurnTimes(parts.size());
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        parts.forEach(Supplier::get);
      }
      for (int round = 0; round < rounds; round++) {
        for (int part = 0; part < parts.size(); part++) {
          times.time(part, parts.get(part));
        }
      }
      return String.format(
          Locale.ROOT,
          "%s,%d,%.3f,%.3f,%.3f,%.4f,%.4f",
          model.name(),
          rounds,
          times.wallMs(0),
          times.wallMs(1),
          times.wallMs(2),
          times.wallMs(2) / (times.wallMs(0) + times.wallMs(1)),
          times.cpuMs(2) / (times.cpuMs(0) + times.cpuMs(1)));
    }
  }
}
