package org.speakerbench.bench.matrix;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Predicate;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.ResidentMemory;
import org.speakerbench.engine.onnx.OnnxRuntime;

/**
 * Asks one model under the ONNX Runtime that is first on the class path, and writes down what it
 * answers; judges nothing. Arguments: a {@link Job}, and the file for its {@link AnswerFile}.
 */
public final class MatrixWorker {
  private static final int THREADS = 3;

  private final Job job;
  private final AnswerFile out;

  private MatrixWorker(Job job, AnswerFile out) {
    this.job = job;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    try (AnswerFile out = new AnswerFile(Path.of(args[1]))) {
      new MatrixWorker(Job.read(Path.of(args[0])), out).work();
    }
  }

  private void work() throws Exception {
    try {
      out.version(OnnxRuntime.version());
      try (PlainSession session = new PlainSession(job)) {
        inTurn(session, phase -> phase == Phase.SWEEP || phase == Phase.BATCH);
        inThreads(session);
      }
      if (job.questions().stream().anyMatch(question -> question.phase() == Phase.AGAIN)) {
        try (PlainSession again = new PlainSession(job)) {
          inTurn(again, phase -> phase == Phase.AGAIN);
        }
      }
      out.end(ResidentMemory.now().peakMb());
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      if (!job.provider().isPlugin()) {
        throw e;
      }
      out.refused("the Java API of ONNX Runtime " + OnnxRuntime.version() + " has no plugins");
    } catch (OrtException | SpeakerbenchException e) {
      out.refused(words(e));
    }
  }

  private void inTurn(PlainSession session, Predicate<Phase> phases) throws IOException {
    for (int i = 0; i < job.questions().size(); i++) {
      if (phases.test(job.questions().get(i).phase())) {
        ask(session, i);
      }
    }
  }

  /** Each takes its share; all begin at once. */
  private void inThreads(PlainSession session) throws InterruptedException {
    List<Integer> mine = new ArrayList<>();
    for (int i = 0; i < job.questions().size(); i++) {
      if (job.questions().get(i).phase() == Phase.THREADS) {
        mine.add(i);
      }
    }
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int first = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  for (int i = first; i < mine.size(); i += THREADS) {
                    ask(session, mine.get(i));
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
                  throw new IllegalStateException(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void ask(PlainSession session, int question) throws IOException {
    Answer answer;
    try {
      answer = Answer.of(session.run(job.questions().get(question).clips()));
    } catch (OrtException | RuntimeException e) {
      answer = Answer.failed(words(e));
    }
    out.answer(question, answer);
  }

  private static String words(Throwable problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank()
        ? problem.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").strip();
  }
}
