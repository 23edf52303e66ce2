package org.speakerbench.bench.experiment;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.speakerbench.bench.statistics.Slope;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.internal.ResidentMemory;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Whether a process that embeds for long keeps its memory, its handles and its bits: clips of 1 to
 * 30 s in random order on several threads, each embedding held against the first of its clip. What
 * is left open is counted after the model is closed. {@code bench/experiments/soak/run} calls it.
 *
 * <p>Arguments: a model, the number of extractions, the number of threads. Prints a CSV of the
 * resident memory, and last whether all held.
 */
public final class Soak {
  /** Growth of resident memory after warm-up, MB per 1,000 extractions. */
  static final double MOST_GROWTH = 1;

  /** Points at which memory is read. */
  private static final int POINTS = 50;

  /** A fifth: by then each thread has met the longest clips. */
  private static final int WARM_UP_POINTS = POINTS / 5;

  private static final int COLLECTIONS = 10;
  private static final int COLLECTION_MS = 100;
  private static final int CLIPS = 60;
  private static final int RATE_HZ = 16_000;
  private static final long SEED = 1;

  private Soak() {}

  public static void main(String[] args) throws Exception {
    ModelRef model = ModelRef.parse(args[0]);
    boolean held = run(model, Integer.parseInt(args[1]), Integer.parseInt(args[2]), System.out);
    System.exit(held ? 0 : 1);
  }

  /**
   * Embeds so many times and prints what it saw.
   *
   * @return whether memory, bits and what is left open are as they should be
   */
  static boolean run(ModelRef model, int extractions, int threads, PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    List<Waveform> clips = clips();
    long filesBefore;
    long buffersBefore;
    boolean sameBits = true;
    double[] done = new double[POINTS];
    double[] memory = new double[POINTS];
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    out.println("extractions,rss_mb");
    try {
      // What the process opens once and for all: libraries, the kernels of FBank.
      try (SpeakerEmbedder first = open(model)) {
        first.embed(clips.get(0));
      }
      filesBefore = openFiles();
      buffersBefore = directBuffersAtMost(0);
      try (SpeakerEmbedder embedder = open(model)) {
        List<float[]> expected = clips.stream().map(embedder::embed).toList();
        Random random = new Random(SEED);
        for (int point = 0; point < POINTS; point++) {
          int count = extractions * (point + 1) / POINTS - extractions * point / POINTS;
          List<Future<Boolean>> answers = new ArrayList<>();
          for (int which : IntStream.range(0, count).map(i -> random.nextInt(CLIPS)).toArray()) {
            answers.add(
                pool.submit(
                    () -> Arrays.equals(embedder.embed(clips.get(which)), expected.get(which))));
          }
          for (Future<Boolean> answer : answers) {
            sameBits &= answer.get();
          }
          done[point] = extractions * (point + 1.0) / POINTS;
          memory[point] = ResidentMemory.now().nowMb();
          out.printf(Locale.ROOT, "%.0f,%.1f%n", done[point], memory[point]);
        }
      }
    } finally {
      pool.shutdownNow();
    }
    double growth =
        1000
            * Slope.of(
                Arrays.copyOfRange(done, WARM_UP_POINTS, POINTS),
                Arrays.copyOfRange(memory, WARM_UP_POINTS, POINTS));
    long files = openFiles() - filesBefore;
    long buffers = directBuffersAtMost(buffersBefore) - buffersBefore;
    boolean held = growth < MOST_GROWTH && sameBits && files <= 0 && buffers <= 0;
    out.printf(
        Locale.ROOT,
        "%s: %.2f MB per 1,000 extractions after warm-up, expected below %.0f; bits %s; left open:"
            + " %d files, %d direct buffers, expected none%n",
        held ? "held" : "NOT HELD",
        growth,
        MOST_GROWTH,
        sameBits ? "the same" : "OTHERS",
        files,
        buffers);
    return held;
  }

  private static SpeakerEmbedder open(ModelRef model) {
    return new SpeakerEmbedder(model.open(Zoo.inCacheFolder(), SessionSettings.DEFAULT));
  }

  /** Noise of 1 to 30 s, evenly. */
  private static List<Waveform> clips() {
    Random random = new Random(SEED);
    return IntStream.range(0, CLIPS)
        .mapToObj(
            i -> {
              float[] samples = new float[RATE_HZ + 29 * RATE_HZ * i / (CLIPS - 1)];
              for (int s = 0; s < samples.length; s++) {
                samples[s] = (float) (0.1 * random.nextGaussian());
              }
              return new Waveform(samples, RATE_HZ);
            })
        .toList();
  }

  /** Direct buffers, once garbage is collected, which takes its time. */
  private static long directBuffersAtMost(long expected) throws InterruptedException {
    long count = Long.MAX_VALUE;
    for (int attempt = 0; attempt < COLLECTIONS && count > expected; attempt++) {
      System.gc();
      Thread.sleep(COLLECTION_MS);
      count =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .filter(buffers -> buffers.getName().equals("direct"))
              .mapToLong(BufferPoolMXBean::getCount)
              .sum();
    }
    return count;
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
