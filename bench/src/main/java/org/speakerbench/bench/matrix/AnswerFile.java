package org.speakerbench.bench.matrix;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers as a worker writes them, each as soon as it is there: a process that ends in the middle
 * leaves those before.
 */
final class AnswerFile implements AutoCloseable {
  private static final int REFUSED = -2;
  private static final int END = -1;
  private static final int MOST_CHARACTERS = 2000;

  private final DataOutputStream out;

  AnswerFile(Path file) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /** The version of ONNX Runtime that runs; first of all. */
  synchronized void version(String version) throws IOException {
    out.writeUTF(version);
    out.flush();
  }

  /** Nothing can be run, and why. */
  synchronized void refused(String why) throws IOException {
    out.writeInt(REFUSED);
    out.writeUTF(cut(why));
    out.flush();
  }

  synchronized void answer(int question, Answer answer) throws IOException {
    out.writeInt(question);
    out.writeUTF(cut(answer.problem()));
    out.writeInt(answer.embeddings().size());
    for (float[] embedding : answer.embeddings()) {
      out.writeInt(embedding.length);
      for (float value : embedding) {
        out.writeFloat(value);
      }
    }
    out.flush();
  }

  /**
   * All was asked.
   *
   * @param peakMb resident memory, the most so far, 10^6 bytes; NaN if not known
   */
  synchronized void end(double peakMb) throws IOException {
    out.writeInt(END);
    out.writeDouble(peakMb);
    out.flush();
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /**
   * What a file holds.
   *
   * @param version of ONNX Runtime; empty if it did not come so far
   * @param refused why nothing was run; empty if something was
   * @param answers by index of the question
   * @param whole whether all was asked
   * @param peakMb resident memory, 10^6 bytes; NaN if not known
   */
  record Content(
      String version, String refused, Map<Integer, Answer> answers, boolean whole, double peakMb) {
    static final Content NOTHING = new Content("", "", Map.of(), false, Double.NaN);
  }

  /** Reads what is there, up to where the worker ended. */
  static Content read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Content.NOTHING;
    }
    String version = "";
    Map<Integer, Answer> answers = new TreeMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      version = in.readUTF();
      while (true) {
        int index = in.readInt();
        if (index == END) {
          return new Content(version, "", answers, true, in.readDouble());
        }
        if (index == REFUSED) {
          return new Content(version, in.readUTF(), answers, false, Double.NaN);
        }
        answers.put(index, readAnswer(in));
      }
    } catch (EOFException e) {
      return new Content(version, "", answers, false, Double.NaN);
    }
  }

  private static Answer readAnswer(DataInputStream in) throws IOException {
    String problem = in.readUTF();
    List<float[]> embeddings = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      float[] values = new float[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readFloat();
      }
      embeddings.add(values);
    }
    return new Answer(embeddings, problem);
  }
}
