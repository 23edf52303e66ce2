package org.speakerbench.bench.ratio;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.stat.StatUtils;
import org.speakerbench.bench.format.Published;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.GoldenPack;

/**
 * What the end-to-end path costs beyond FBank and a bare {@code session.run}: the three are timed
 * in turn, round by round in one process, and their medians compared.
 *
 * <p>Arguments: number of rounds, then models (default: 60 rounds of all published models).
 */
public final class EndToEndOverhead {
  private static final int WARM_UP_ROUNDS = 10;

  private EndToEndOverhead() {}

  public static void main(String[] args) throws OrtException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    String models = args.length > 1 ? args[1] : String.join(",", Published.load().keys());
    Waveform clip = GoldenPack.embedded().clip("flite-awb").waveform();
    System.out.println("model,rounds,fbank_ms,session_run_ms,end_to_end_ms,end_to_end_over_parts");
    for (ModelRef model : ModelRef.parseList(models)) {
      System.out.println(measure(model, clip, rounds));
    }
  }

  private static String measure(ModelRef model, Waveform clip, int rounds) throws OrtException {
    Zoo zoo = Zoo.inCacheFolder();
    Fbank fbank = new Fbank(FbankOptions.STANDARD);
    Features features = fbank.compute(clip).meanNormalized();
    FloatBuffer input =
        ByteBuffer.allocateDirect(features.data().length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(features.data())
            .flip();
    OrtEnvironment environment = OnnxRuntime.environment();
    long[] shape = {1, features.frames(), features.bins()};
    try (SpeakerEmbedder embedder =
            new SpeakerEmbedder(fbank, model.open(zoo, SessionSettings.DEFAULT));
        OrtSession.SessionOptions options = SessionSettings.DEFAULT.options();
        OrtSession session = environment.createSession(model.path(zoo).toString(), options);
        OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape)) {
      Map<String, OnnxTensor> inputs = Map.of(session.getInputNames().iterator().next(), tensor);
      DoubleSupplier[] parts = {
        () -> fbank.compute(clip).at(0, 0),
        () -> runBare(session, inputs),
        () -> embedder.embed(clip)[0]
      };
      double[][] millis = new double[parts.length][rounds];
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (int part = 0; part < parts.length; part++) {
          long start = System.nanoTime();
          double kept = parts[part].getAsDouble();
          double elapsed = (System.nanoTime() - start) / 1e6;
          if (Double.isNaN(kept)) {
            throw new IllegalStateException("model " + model.name() + " gave NaN");
          }
          if (round >= 0) {
            millis[part][round] = elapsed;
          }
        }
      }
      double fbankMs = StatUtils.percentile(millis[0], 50);
      double runMs = StatUtils.percentile(millis[1], 50);
      double endToEndMs = StatUtils.percentile(millis[2], 50);
      return String.format(
          Locale.ROOT,
          "%s,%d,%.3f,%.3f,%.3f,%.4f",
          model.name(),
          rounds,
          fbankMs,
          runMs,
          endToEndMs,
          endToEndMs / (fbankMs + runMs));
    }
  }

  private static double runBare(OrtSession session, Map<String, OnnxTensor> inputs) {
    try (OrtSession.Result result = session.run(inputs)) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
