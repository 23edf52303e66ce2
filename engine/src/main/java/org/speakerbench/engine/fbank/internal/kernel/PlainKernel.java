package org.speakerbench.engine.fbank.internal.kernel;

import java.util.Arrays;

/**
 * The kernel for every machine. It works on rows: a row is one value, a sample or a spectrum bin's
 * part, of a block of frames, and all arithmetic is on whole rows, in the short loops of {@link
 * Rows} that the compiler turns into vector instructions by itself.
 */
final class PlainKernel implements LogMelKernel {
  /** Frames of a block: longer rows cost cache (a block has 410 KB), shorter ones loops. */
  private static final int BLOCK = 200;

  private final LogMelPlan plan;

  /** Rows of the 256 complex values. Butterflies exchange rows instead of copying them. */
  private final float[][] re = new float[LogMelPlan.COMPLEX][BLOCK];

  private final float[][] im = new float[LogMelPlan.COMPLEX][BLOCK];

  /** A frame's samples, those before them, and the frame after pre-emphasis and window. */
  private final float[] current = new float[LogMelPlan.FFT_SIZE];

  private final float[] previous = new float[LogMelPlan.FFT_SIZE];
  private final float[] windowed = new float[LogMelPlan.FFT_SIZE];

  private final FrameSums frameSums;
  private final float[] energies = new float[BLOCK];

  /** Sum of a frame's energies: finite if they are. */
  private final float[] totals = new float[BLOCK];

  PlainKernel(LogMelPlan plan) {
    this.plan = plan;
    frameSums = new FrameSums(plan, BLOCK + plan.wholeShifts());
  }

  @Override
  public boolean compute(float[] samples, int start, int frames, float[] out, int outStart) {
    boolean finite = true;
    for (int first = 0; first < frames; first += BLOCK) {
      int n = Math.min(BLOCK, frames - first);
      int at = start + first * plan.shift;
      frameSums.sumBlocks(samples, at, n);
      for (int frame = 0; frame < n; frame++) {
        window(samples, at + frame * plan.shift, frameSums.ofFrame(frame));
        scatter(frame);
      }
      for (int row = (plan.length + 1) / 2; row < LogMelPlan.COMPLEX; row++) {
        Arrays.fill(re[row], 0, n, 0);
        Arrays.fill(im[row], 0, n, 0);
      }
      transform(n);
      for (int k = 0; k <= LogMelPlan.COMPLEX / 2; k++) {
        power(k, n);
      }
      finite &= mel(n, out, outStart + first * plan.bins);
    }
    return finite;
  }

  private void window(float[] samples, int start, double sum) {
    int length = plan.length;
    System.arraycopy(samples, start, current, 0, length);
    System.arraycopy(samples, start, previous, 1, length - 1);
    previous[0] = current[0];
    Rows.scaleAndAdd(plan.previousHigh, previous, current, plan.meanHigh(sum), windowed, length);
    Rows.scaleAndAdd(plan.previousLow, previous, plan.meanLow(sum), length);
    Rows.window(plan.windowHigh, plan.windowLow, windowed, previous, length);
  }

  private void scatter(int frame) {
    int pairs = (plan.length + 1) / 2;
    for (int n = 0; n < pairs; n++) {
      re[n][frame] = windowed[2 * n];
      im[n][frame] = windowed[2 * n + 1];
    }
  }

  private void transform(int n) {
    for (int n2 = 0; n2 < 16; n2++) {
      transform16(n2, 16, n);
      for (int row = 0; row < 16; row++) {
        int turn = 16 * n2 + row;
        Rows.turn(
            re[16 * row + n2], im[16 * row + n2], plan.middleCos[turn], plan.middleSin[turn], n);
      }
    }
    for (int k1 = 0; k1 < 16; k1++) {
      transform16(16 * k1, 1, n);
    }
  }

  /** 16-point transform of rows {@code first}, {@code first + step}, ... */
  private void transform16(int first, int step, int n) {
    for (int b = 0; b < 4; b++) {
      radix4(first + b * step, 4 * step, n);
      for (int c = 1; c < 4 && b > 0; c++) {
        int row = first + (4 * c + b) * step;
        Rows.turn(re[row], im[row], plan.innerCos[4 * b + c], plan.innerSin[4 * b + c], n);
      }
    }
    for (int c = 0; c < 4; c++) {
      radix4(first + 4 * c * step, step, n);
    }
  }

  private void radix4(int first, int step, int n) {
    int second = first + step;
    int third = second + step;
    int fourth = third + step;
    float[] aRe = re[first];
    float[] aIm = im[first];
    float[] bRe = re[second];
    float[] bIm = im[second];
    float[] cRe = re[third];
    float[] cIm = im[third];
    float[] dRe = re[fourth];
    float[] dIm = im[fourth];
    Rows.sumAndDifference(aRe, cRe, n);
    Rows.sumAndDifference(aIm, cIm, n);
    Rows.sumAndDifference(bRe, dRe, n);
    Rows.sumAndDifference(bIm, dIm, n);
    Rows.sumAndDifference(aRe, bRe, n);
    Rows.sumAndDifference(aIm, bIm, n);
    Rows.sumAndDifference(cRe, dIm, n);
    Rows.sumAndDifference(cIm, dRe, n);
    // (a - c) -+ i (b - d) lie crosswise now.
    re[second] = cRe;
    im[second] = dRe;
    re[third] = bRe;
    im[third] = bIm;
    re[fourth] = dIm;
    im[fourth] = cIm;
  }

  /** P[k] and P[256 - k], into the rows of the real parts of Z[k] and Z[256 - k]. */
  private void power(int k, int n) {
    int low = LogMelPlan.position(k);
    if (k == 0) {
      Rows.squaredSum(re[low], im[low], n);
      return;
    }
    int high = LogMelPlan.position(LogMelPlan.COMPLEX - k);
    if (low == high) {
      Rows.squares(re[low], im[low], n);
      return;
    }
    // Twice the even part, and twice the odd part with its parts crossed.
    Rows.sumAndDifference(re[low], re[high], n);
    Rows.sumAndDifference(im[low], im[high], n);
    float[] oddRe = im[low];
    float[] oddIm = re[high];
    Rows.turnNegated(oddRe, oddIm, plan.untangleCos[k], plan.untangleSin[k], n);
    Rows.sumAndDifference(re[low], oddRe, n);
    Rows.sumAndDifference(im[high], oddIm, n);
    Rows.squares(re[low], im[high], n);
    Rows.squares(oddRe, oddIm, n);
    re[high] = oddRe;
    im[low] = oddIm;
  }

  private boolean mel(int n, float[] out, int outStart) {
    Arrays.fill(totals, 0, n, 0);
    int weight = 0;
    for (int b = 0; b < plan.bins; b++) {
      Arrays.fill(energies, 0, n, 0);
      for (int k = plan.firstBin[b]; weight < plan.weightEnd[b]; k++, weight++) {
        Rows.addScaled(plan.weights[weight], re[LogMelPlan.position(k)], energies, n);
      }
      Rows.add(energies, totals, n);
      logarithms(n, out, outStart + b);
    }
    boolean finite = true;
    for (int frame = 0; frame < n; frame++) {
      finite &= totals[frame] <= Float.MAX_VALUE;
    }
    return finite;
  }

  private void logarithms(int n, float[] out, int first) {
    int bins = plan.bins;
    for (int frame = 0; frame < n; frame++) {
      float energy = energies[frame];
      // Not Math.max: its handling of NaN and signed zeros costs, and neither counts here.
      out[first + frame * bins] =
          FloatLog.ln(energy > LogMelPlan.ENERGY_FLOOR ? energy : LogMelPlan.ENERGY_FLOOR);
    }
  }
}
