package org.speakerbench.bench.matrix;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

/**
 * What a worker has to do, as a file.
 *
 * @param model the ONNX file, run as it is
 * @param optimised whether ONNX Runtime may rewrite its graph; if not, it runs node by node
 */
record Job(Path model, Provider provider, boolean optimised, List<Question> questions) {

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeUTF(model.toAbsolutePath().toString());
      out.writeUTF(provider.text());
      out.writeUTF(provider.precision().toString());
      out.writeBoolean(optimised);
      out.writeInt(questions.size());
      for (Question question : questions) {
        out.writeUTF(question.phase().name());
        out.writeInt(question.clips().size());
        for (Clip clip : question.clips()) {
          out.writeUTF(clip.name());
          out.writeInt(clip.frames());
          out.writeInt(clip.features().bins());
          writeValues(out, clip.features());
        }
      }
    }
  }

  private static void writeValues(DataOutputStream out, Features features) throws IOException {
    for (int i = 0; i < features.frames() * features.bins(); i++) {
      out.writeFloat(features.data()[i]);
    }
  }

  static Job read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      Path model = Path.of(in.readUTF());
      Provider provider = Provider.parse(in.readUTF());
      if (provider.isPlugin()) {
        provider = provider.with(ComputePrecision.parse(in.readUTF()));
      } else {
        in.readUTF();
      }
      boolean optimised = in.readBoolean();
      Question[] questions = new Question[in.readInt()];
      for (int i = 0; i < questions.length; i++) {
        Phase phase = Phase.valueOf(in.readUTF());
        List<Clip> clips = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          clips.add(readClip(in));
        }
        questions[i] = new Question(phase, clips);
      }
      return new Job(model, provider, optimised, Arrays.asList(questions));
    }
  }

  private static Clip readClip(DataInputStream in) throws IOException {
    String name = in.readUTF();
    int frames = in.readInt();
    int bins = in.readInt();
    float[] values = new float[frames * bins];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return new Clip(name, new Features(frames, bins, values));
  }
}
