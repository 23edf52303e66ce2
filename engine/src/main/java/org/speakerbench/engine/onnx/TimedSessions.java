package org.speakerbench.engine.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.DirectionCosine;
import org.speakerbench.engine.internal.RelativeL2;

/**
 * Sessions of one model that are held against the first of them and timed in turn, on noise of
 * several lengths, each after another: a provider that compiles for a length has no advantage.
 */
final class TimedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(TimedSessions.class);

  /** One to four seconds of speech. */
  private static final int[] FRAMES = {98, 198, 298, 398};

  /** Fewer than many models pool over; these are compared, not timed. */
  private static final int FEW_FRAMES = 40;

  private static final int ROUNDS = 7;
  private static final int LEAST_ROUNDS = 2;
  private static final long ENOUGH_NS = 8_000_000_000L;
  private static final int BINS = 80;
  private static final double NS_PER_MS = 1e6;

  /** Of a reduced precision, see the parity check. */
  private static final double REDUCED_MIN_COSINE = 0.9;

  /** What is faster by less may be so by chance: the official graph stays. */
  private static final double GAIN = 0.97;

  /** What is fastest, with the figures. */
  record Fastest(SessionSettings settings, String why) {}

  /** A session that is right, the error that it has, and its times [length][round], ns. */
  private record Timed(
      SessionSettings settings, EmbeddingModel model, double cosine, List<List<Long>> times) {
    /** Sum of the medians of all lengths, ns. */
    long ns() {
      return times.stream().mapToLong(Timed::median).sum();
    }

    private static long median(List<Long> times) {
      return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
  }

  private TimedSessions() {}

  static Fastest fastest(
      List<SessionSettings> candidates, Function<SessionSettings, EmbeddingModel> open) {
    List<Timed> timed = new ArrayList<>();
    try {
      for (SessionSettings candidate : candidates) {
        EmbeddingModel official = timed.isEmpty() ? null : timed.get(0).model();
        open(candidate, official, open).ifPresent(timed::add);
      }
      time(timed);
      return fastest(timed);
    } finally {
      timed.forEach(one -> one.model().close());
    }
  }

  /** Empty if it does not open, or answers otherwise than the official graph. */
  private static Optional<Timed> open(
      SessionSettings candidate,
      EmbeddingModel official,
      Function<SessionSettings, EmbeddingModel> open) {
    EmbeddingModel model;
    try {
      model = open.apply(candidate);
    } catch (SpeakerbenchException e) {
      if (official == null) {
        throw e;
      }
      LOG.info("{} is no candidate: {}", FastestSession.words(candidate), e.getMessage());
      return Optional.empty();
    }
    double cosine = 1;
    try {
      if (model.graph() != candidate.graph()) {
        throw new SpeakerbenchException("there is no such graph");
      }
      for (int frames : official == null ? new int[0] : compared(official)) {
        float[] expected = official.embed(noise(official, frames));
        float[] found = model.embed(noise(official, frames));
        cosine = Math.min(cosine, DirectionCosine.of(expected, found));
        requireSame(candidate, frames, RelativeL2.of(expected, found), cosine);
      }
      List<List<Long>> times = new ArrayList<>();
      Arrays.stream(FRAMES).forEach(frames -> times.add(new ArrayList<>()));
      return Optional.of(new Timed(candidate, model, cosine, times));
    } catch (SpeakerbenchException e) {
      model.close();
      LOG.info("{} is no candidate: {}", FastestSession.words(candidate), e.getMessage());
      return Optional.empty();
    }
  }

  private static int[] compared(EmbeddingModel official) {
    int[] frames = Arrays.copyOf(FRAMES, FRAMES.length + 1);
    frames[FRAMES.length] = Math.max(FEW_FRAMES, official.spec().minFrames());
    return frames;
  }

  private static void requireSame(
      SessionSettings candidate, int frames, double error, double cosine) {
    boolean reduced = candidate.provider().precision().isReduced();
    if (reduced ? !(cosine >= REDUCED_MIN_COSINE) : !(error <= SameOutput.LIMIT)) {
      throw new SpeakerbenchException(
          String.format(
              Locale.ROOT,
              "its answer on %d frames is a relative L2 of %.1e off, cosine %.6f",
              frames,
              error,
              cosine));
    }
  }

  private static void time(List<Timed> timed) {
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      if (round >= LEAST_ROUNDS && System.nanoTime() - start > ENOUGH_NS) {
        return;
      }
      for (int i = 0; i < FRAMES.length; i++) {
        for (Timed one : timed) {
          Features features = noise(timed.get(0).model(), FRAMES[i]);
          long begin = System.nanoTime();
          one.model().embed(features);
          one.times().get(i).add(System.nanoTime() - begin);
        }
      }
    }
  }

  private static Fastest fastest(List<Timed> timed) {
    Timed official = timed.get(0);
    Timed best = official;
    for (Timed one : timed) {
      best = one.ns() < best.ns() && one.ns() < GAIN * official.ns() ? one : best;
    }
    String figures =
        best == official
            ? "no other is faster"
            : String.format(
                Locale.ROOT,
                "%.2f times as fast as %s, cosine at least %.5f",
                (double) official.ns() / best.ns(),
                FastestSession.words(official.settings()),
                best.cosine());
    return new Fastest(
        best.settings(),
        String.format(
            Locale.ROOT,
            "%.1f ms for clips of 1 to 4 s, %s, of %d that are safe here",
            best.ns() / NS_PER_MS / FRAMES.length,
            figures,
            timed.size()));
  }

  private static Features noise(EmbeddingModel model, int frames) {
    return StaleAnswers.noise(frames, model.featureBins() > 0 ? model.featureBins() : BINS);
  }
}
