package org.speakerbench.bench.experiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.SplitMix64;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Whether the ONNX Runtime at hand computes models as one that is right does: in a session of their
 * files as they are, and as the engine opens them. Arguments: {@code write} (under the right one)
 * or {@code compare}, a folder for the embeddings, a folder for the zoo, models.
 *
 * <p>{@code compare} prints CSV lines {@code
 * onnxruntime,model,frame_counts,plain_wrong,plain_worst, remedy,engine_wrong,engine_worst}: how
 * many frame counts are wrong, and the largest relative L2.
 */
public final class OlderRuntimesTrial {
  /** Float32 runtimes differ by 1e-5; the wrong ones by a hundred times that and more. */
  private static final double WRONG = 1e-3;

  /** Around one and two segments of CAM++, after its stride of 2, and between. */
  private static final int[] FRAMES = {
    3, 4, 9, 50, 101, 149, 198, 199, 200, 201, 202, 249, 298, 345, 398, 399, 400, 401, 599, 600, 700
  };

  private static final int BINS = 80;

  private OlderRuntimesTrial() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    Zoo zoo = new Zoo(Path.of(args[2]));
    for (String argument : List.of(args).subList(3, args.length)) {
      ModelRef model = ModelRef.parse(argument);
      Path file = folder.resolve(model.name() + ".floats");
      if (args[0].equals("write")) {
        write(model, zoo, file);
      } else {
        System.out.println(compare(model, zoo, file));
      }
    }
  }

  private static Features features(int frames) {
    SplitMix64 random = new SplitMix64(frames);
    float[] values = new float[frames * BINS];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * random.nextSymmetric();
    }
    return new Features(frames, BINS, values);
  }

  private static void write(ModelRef model, Zoo zoo, Path file) throws IOException {
    try (BareSession session = new BareSession(model.path(zoo), SessionVariant.CURRENT);
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (int frames : FRAMES) {
        session.feed(features(frames));
        float[] embedding = session.run();
        out.writeInt(embedding.length);
        for (float value : embedding) {
          out.writeFloat(value);
        }
      }
    }
  }

  private static String compare(ModelRef model, Zoo zoo, Path file) throws IOException {
    Errors plain = new Errors();
    String plainColumns;
    try (BareSession session = new BareSession(model.path(zoo), SessionVariant.CURRENT)) {
      forEach(
          file,
          (features, expected) -> {
            session.feed(features);
            plain.add(expected, session.run());
          });
      plainColumns = plain.columns();
    } catch (IllegalStateException e) {
      plainColumns = ",does not load";
    }
    Errors engine = new Errors();
    String remedy;
    String engineColumns;
    try (EmbeddingModel opened = model.open(zoo, SessionSettings.DEFAULT)) {
      remedy = opened.remedy().toString();
      forEach(file, (features, expected) -> engine.add(expected, opened.embed(features)));
      engineColumns = engine.columns();
    } catch (SpeakerbenchException e) {
      remedy = "";
      engineColumns = ",does not load";
    }
    return String.join(
        ",",
        OnnxRuntime.version(),
        model.name(),
        String.valueOf(FRAMES.length),
        plainColumns,
        remedy,
        engineColumns);
  }

  /** Takes features and what they should give. */
  private interface Case {
    void run(Features features, float[] expected);
  }

  private static void forEach(Path file, Case each) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      for (int frames : FRAMES) {
        float[] expected = new float[in.readInt()];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = in.readFloat();
        }
        each.run(features(frames), expected);
      }
    }
  }

  /** Of several embeddings. */
  private static final class Errors {
    private int wrong;
    private double worst;

    void add(float[] expected, float[] found) {
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < expected.length; i++) {
        difference += Math.pow((double) found[i] - expected[i], 2);
        norm += Math.pow(expected[i], 2);
      }
      double error = Math.sqrt(difference / norm);
      wrong += error <= WRONG ? 0 : 1;
      worst = error <= worst ? worst : error;
    }

    String columns() {
      return String.format(Locale.ROOT, "%d,%.1e", wrong, worst);
    }
  }
}
