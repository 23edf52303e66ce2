package org.speakerbench.bench.matrix;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Times one model under the ONNX Runtime that is first on the class path, on request, so that two
 * can be timed in turn: for each line on standard input it makes all calls of its job once and
 * prints what they took together, in nanoseconds. Argument: a {@link Job}.
 */
public final class MatrixTimer {
  private MatrixTimer() {}

  public static void main(String[] args) throws Exception {
    Job job = Job.read(Path.of(args[0]));
    try (PlainSession session = new PlainSession(job);
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (requests.readLine() != null) {
        long start = System.nanoTime();
        for (Question question : job.questions()) {
          session.run(question.clips());
        }
        System.out.println(System.nanoTime() - start);
      }
    }
  }
}
