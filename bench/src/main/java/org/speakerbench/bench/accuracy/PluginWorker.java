package org.speakerbench.bench.accuracy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * The process that {@link PluginProcess} starts: embeds features from standard input, a line of
 * standard output each. Arguments: model, provider, precision, folder of the zoo.
 */
final class PluginWorker {
  /** Starts of lines: libraries print to the same stream. */
  private static final String EMBEDDING = "plugin-embedding ";

  private static final String FAILED = "plugin-failed ";

  private PluginWorker() {}

  public static void main(String[] args) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    ModelRef ref =
        ModelRef.parse(args[0]).on(Provider.parse(args[1]).with(ComputePrecision.parse(args[2])));
    EmbeddingModel model = null;
    try {
      while (true) {
        Features clip = read(in);
        try {
          if (model == null) {
            model = ref.open(new Zoo(Path.of(args[3])), SessionSettings.DEFAULT);
          }
          System.out.println(line(model.embed(clip)));
        } catch (SpeakerbenchException e) {
          System.out.println(FAILED + e.getMessage().replace('\n', ' '));
        }
      }
    } catch (EOFException e) {
      return; // all are done
    }
  }

  private static Features read(DataInputStream in) throws IOException {
    int frames = in.readInt();
    int bins = in.readInt();
    float[] values = new float[frames * bins];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return new Features(frames, bins, values);
  }

  private static String line(float[] embedding) {
    StringBuilder line = new StringBuilder(EMBEDDING);
    for (float value : embedding) {
      line.append(value).append(' ');
    }
    return line.toString();
  }

  /** Writes what the process reads. */
  static void write(Features clip, DataOutputStream out) throws IOException {
    out.writeInt(clip.frames());
    out.writeInt(clip.bins());
    for (float value : clip.data()) {
      out.writeFloat(value);
    }
    out.flush();
  }

  static boolean isAnswer(String line) {
    return line.startsWith(EMBEDDING) || line.startsWith(FAILED);
  }

  /**
   * The embedding of a line.
   *
   * @throws SpeakerbenchException if it says that there is none
   */
  static float[] parse(String line) {
    if (line.startsWith(FAILED)) {
      throw new SpeakerbenchException(line.substring(FAILED.length()));
    }
    String[] fields = line.substring(EMBEDDING.length()).strip().split(" ");
    float[] embedding = new float[fields.length];
    for (int i = 0; i < fields.length; i++) {
      embedding[i] = Float.parseFloat(fields[i]);
    }
    return embedding;
  }
}
