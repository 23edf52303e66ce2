package org.speakerbench.engine.fbank;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel for CPUs with wide vectors: one frame a lane, with the vectors of the machine's
 * preferred width.
 *
 * <p>Samples are transposed first. Column j of {@code columns} holds the {@code shift} samples from
 * start {@code j * shift} on, so that a row is the same sample of successive frames; sample {@code
 * i} of a frame is in row {@code i % shift}, {@code i / shift} columns on. So every sample is moved
 * once although frames overlap, and all loads are of neighbouring values.
 */
final class VectorKernel implements LogMelKernel {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** Distance of neighbouring complex values: real parts, then imaginary parts, of a block. */
  private static final int VALUE = 2 * LANES;

  /** Frames whose samples are transposed at a time. */
  private static final int BLOCK = Math.max(16, LANES);

  private final LogMelPlan plan;
  private final float[] columns;
  private final int columnCount;
  private final int stride;
  private final int rows;

  /** Where sample i - 1 of the first frame of a block is, at i; [length + 1 or more]. */
  private final int[] sampleAt;

  private final double[] wholeSums;
  private final double[] restSums;
  private final float[] meanHigh = new float[BLOCK];
  private final float[] meanLow = new float[BLOCK];

  private final float[] z = new float[LogMelPlan.COMPLEX * VALUE];
  private final float[] power = new float[LogMelPlan.COMPLEX * LANES];
  /** Energies, then their logarithms; [bins] blocks. */
  private final float[] logs;

  /** Sum of a frame's energies: finite if they are. */
  private final float[] totals = new float[LANES];

  private final int[] position = new int[LogMelPlan.COMPLEX];

  VectorKernel(LogMelPlan plan) {
    this.plan = plan;
    columnCount = BLOCK + plan.wholeShifts();
    stride = (columnCount + 3) / 4 * 4;
    rows = Math.min(plan.shift, plan.length);
    columns = new float[rows * stride + LANES];
    sampleAt = new int[LogMelPlan.FFT_SIZE + 1];
    for (int i = 1; i <= plan.length; i++) {
      sampleAt[i] = (i - 1) % plan.shift * stride + (i - 1) / plan.shift;
    }
    sampleAt[0] = sampleAt[1];
    wholeSums = new double[columnCount];
    restSums = new double[columnCount];
    logs = new float[plan.bins * LANES];
    for (int k = 0; k < position.length; k++) {
      position[k] = LogMelPlan.position(k) * VALUE;
    }
  }

  @Override
  public boolean compute(float[] samples, int start, int frames, float[] out, int outStart) {
    boolean finite = true;
    for (int first = 0; first < frames; first += BLOCK) {
      int n = Math.min(BLOCK, frames - first);
      transpose(samples, start + first * plan.shift, n);
      means(n);
      for (int lane = 0; lane < n; lane += LANES) {
        int lanes = Math.min(LANES, n - lane);
        window(lane);
        transform();
        power();
        mel();
        logarithms();
        finite &= allFinite(lanes);
        write(lanes, out, outStart + (first + lane) * plan.bins);
      }
    }
    return finite;
  }

  private void transpose(float[] samples, int start, int n) {
    int whole = plan.wholeShifts();
    int rest = plan.length - whole * plan.shift;
    if (n < BLOCK) {
      Arrays.fill(columns, 0);
    }
    for (int column = 0; column < n + whole; column++) {
      int at = start + column * plan.shift;
      // The last columns have the last part of a frame only.
      restSums[column] = column(samples, at, 0, rest, column, 0);
      if (column < n + whole - 1) {
        wholeSums[column] = column(samples, at, rest, rows, column, restSums[column]);
      } else if (whole > 0) {
        continue;
      }
    }
  }

  private double column(float[] samples, int start, int from, int to, int column, double sum) {
    float[] target = columns;
    int step = stride;
    double a = sum;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    int at = i * step + column;
    for (; i < to - 3; i += 4, at += 4 * step) {
      float first = samples[start + i];
      float second = samples[start + i + 1];
      float third = samples[start + i + 2];
      float fourth = samples[start + i + 3];
      target[at] = first;
      target[at + step] = second;
      target[at + 2 * step] = third;
      target[at + 3 * step] = fourth;
      a += first;
      b += second;
      c += third;
      d += fourth;
    }
    for (; i < to; i++, at += step) {
      float sample = samples[start + i];
      target[at] = sample;
      a += sample;
    }
    return (a + b) + (c + d);
  }

  private void means(int n) {
    int whole = plan.wholeShifts();
    for (int frame = 0; frame < n; frame++) {
      double sum = 0;
      for (int part = 0; part < whole; part++) {
        sum += wholeSums[frame + part];
      }
      sum += restSums[frame + whole];
      meanHigh[frame] = plan.meanHigh(sum);
      meanLow[frame] = plan.meanLow(sum);
    }
    Arrays.fill(meanHigh, n, BLOCK, 0);
    Arrays.fill(meanLow, n, BLOCK, 0);
  }

  /** Removes the means, pre-emphasises and windows, into the order of the transform. */
  private void window(int lane) {
    FloatVector meanOfHigh = FloatVector.fromArray(SPECIES, meanHigh, lane);
    FloatVector meanOfLow = FloatVector.fromArray(SPECIES, meanLow, lane);
    FloatVector factorHigh = FloatVector.broadcast(SPECIES, plan.previousHigh);
    FloatVector factorLow = FloatVector.broadcast(SPECIES, plan.previousLow);
    for (int i = 0; i < plan.length; i++) {
      FloatVector previous = FloatVector.fromArray(SPECIES, columns, sampleAt[i] + lane);
      FloatVector current = FloatVector.fromArray(SPECIES, columns, sampleAt[i + 1] + lane);
      FloatVector high = previous.fma(factorHigh, current).add(meanOfHigh);
      FloatVector low = previous.fma(factorLow, meanOfLow);
      FloatVector weight = FloatVector.broadcast(SPECIES, plan.windowHigh[i]);
      FloatVector weightLow = FloatVector.broadcast(SPECIES, plan.windowLow[i]);
      weight.fma(high, weightLow.fma(high, weight.mul(low))).intoArray(z, i * LANES);
    }
    Arrays.fill(z, plan.length * LANES, z.length, 0);
  }

  private void transform() {
    for (int b = 0; b < 4; b++) {
      radix4(16 * b * VALUE, 64 * VALUE, VALUE, 16, b);
    }
    for (int c = 0; c < 4; c++) {
      radix4Middle(c);
    }
    for (int b = 0; b < 4; b++) {
      radix4(b * VALUE, 4 * VALUE, 16 * VALUE, 16, b);
    }
    radix4(0, VALUE, 4 * VALUE, 64, 0);
  }

  /** Butterflies whose outputs are turned by exp(-2 pi i b c / 16). */
  private void radix4(int first, int distance, int step, int count, int b) {
    float[] z = this.z;
    FloatVector cos1 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 1]);
    FloatVector sin1 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 1]);
    FloatVector cos2 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 2]);
    FloatVector sin2 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 2]);
    FloatVector cos3 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 3]);
    FloatVector sin3 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 3]);
    int atA = first;
    for (int i = 0; i < count; i++, atA += step) {
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, z, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, z, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, z, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, z, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, z, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, z, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, z, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, z, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(z, atA);
      sumAcIm.add(sumBdIm).intoArray(z, atA + LANES);
      FloatVector re1 = difAcRe.add(difBdIm);
      FloatVector im1 = difAcIm.sub(difBdRe);
      FloatVector re2 = sumAcRe.sub(sumBdRe);
      FloatVector im2 = sumAcIm.sub(sumBdIm);
      FloatVector re3 = difAcRe.sub(difBdIm);
      FloatVector im3 = difAcIm.add(difBdRe);
      if (b == 0) {
        re1.intoArray(z, atB);
        im1.intoArray(z, atB + LANES);
        re2.intoArray(z, atC);
        im2.intoArray(z, atC + LANES);
        re3.intoArray(z, atD);
        im3.intoArray(z, atD + LANES);
      } else {
        re1.fma(cos1, im1.mul(sin1)).intoArray(z, atB);
        im1.fma(cos1, re1.mul(sin1).neg()).intoArray(z, atB + LANES);
        re2.fma(cos2, im2.mul(sin2)).intoArray(z, atC);
        im2.fma(cos2, re2.mul(sin2).neg()).intoArray(z, atC + LANES);
        re3.fma(cos3, im3.mul(sin3)).intoArray(z, atD);
        im3.fma(cos3, re3.mul(sin3).neg()).intoArray(z, atD + LANES);
      }
    }
  }

  /** The last butterflies over n1, whose outputs are turned by exp(-2 pi i n2 k1 / 256). */
  private void radix4Middle(int c) {
    float[] z = this.z;
    int distance = 16 * VALUE;
    for (int n2 = 0; n2 < 16; n2++) {
      int atA = (64 * c + n2) * VALUE;
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, z, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, z, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, z, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, z, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, z, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, z, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, z, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, z, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      int turn = 16 * n2 + 4 * c;
      FloatVector re = sumAcRe.add(sumBdRe);
      FloatVector im = sumAcIm.add(sumBdIm);
      FloatVector cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn]);
      FloatVector sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn]);
      re.fma(cos, im.mul(sin)).intoArray(z, atA);
      im.fma(cos, re.mul(sin).neg()).intoArray(z, atA + LANES);
      re = difAcRe.add(difBdIm);
      im = difAcIm.sub(difBdRe);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 1]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 1]);
      re.fma(cos, im.mul(sin)).intoArray(z, atB);
      im.fma(cos, re.mul(sin).neg()).intoArray(z, atB + LANES);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 2]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 2]);
      re.fma(cos, im.mul(sin)).intoArray(z, atC);
      im.fma(cos, re.mul(sin).neg()).intoArray(z, atC + LANES);
      re = difAcRe.sub(difBdIm);
      im = difAcIm.add(difBdRe);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 3]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 3]);
      re.fma(cos, im.mul(sin)).intoArray(z, atD);
      im.fma(cos, re.mul(sin).neg()).intoArray(z, atD + LANES);
    }
  }

  private void power() {
    float[] z = this.z;
    float[] power = this.power;
    FloatVector re0 = FloatVector.fromArray(SPECIES, z, position[0]);
    FloatVector sum = re0.add(FloatVector.fromArray(SPECIES, z, position[0] + LANES));
    sum.mul(sum).intoArray(power, 0);
    int half = LogMelPlan.COMPLEX / 2;
    FloatVector reHalf = FloatVector.fromArray(SPECIES, z, position[half]);
    FloatVector imHalf = FloatVector.fromArray(SPECIES, z, position[half] + LANES);
    reHalf.fma(reHalf, imHalf.mul(imHalf)).intoArray(power, half * LANES);
    for (int k = 1; k < half; k++) {
      int low = position[k];
      int high = position[LogMelPlan.COMPLEX - k];
      FloatVector lowRe = FloatVector.fromArray(SPECIES, z, low);
      FloatVector lowIm = FloatVector.fromArray(SPECIES, z, low + LANES);
      FloatVector highRe = FloatVector.fromArray(SPECIES, z, high);
      FloatVector highIm = FloatVector.fromArray(SPECIES, z, high + LANES);
      FloatVector evenRe = lowRe.add(highRe);
      FloatVector minusOddIm = lowRe.sub(highRe);
      FloatVector oddRe = lowIm.add(highIm);
      FloatVector evenIm = lowIm.sub(highIm);
      FloatVector cos = FloatVector.broadcast(SPECIES, plan.untangleCos[k]);
      FloatVector sin = FloatVector.broadcast(SPECIES, plan.untangleSin[k]);
      FloatVector turnedRe = oddRe.fma(cos, minusOddIm.mul(sin).neg());
      FloatVector minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      FloatVector re = evenRe.add(turnedRe);
      FloatVector im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(power, k * LANES);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(power, (LogMelPlan.COMPLEX - k) * LANES);
    }
  }

  private void mel() {
    float[] power = this.power;
    int[] segmentStart = plan.segmentStart;
    FloatVector rise = FloatVector.zero(SPECIES);
    FloatVector total = FloatVector.zero(SPECIES);
    for (int segment = 0; segment <= plan.bins; segment++) {
      FloatVector nextRise = FloatVector.zero(SPECIES);
      FloatVector fall = FloatVector.zero(SPECIES);
      int end = segmentStart[segment + 1];
      for (int k = segmentStart[segment]; k < end; k++) {
        FloatVector p = FloatVector.fromArray(SPECIES, power, k * LANES);
        nextRise = p.fma(FloatVector.broadcast(SPECIES, plan.rising[k]), nextRise);
        fall = p.fma(FloatVector.broadcast(SPECIES, plan.falling[k]), fall);
      }
      if (segment > 0) {
        FloatVector energy = rise.add(fall);
        total = total.add(energy);
        energy.intoArray(logs, (segment - 1) * LANES);
      }
      rise = nextRise;
    }
    total.intoArray(totals, 0);
  }

  /** The same operations as {@link FloatLog#ln}. */
  private void logarithms() {
    float[] logs = this.logs;
    for (int at = 0; at < logs.length; at += LANES) {
      FloatVector x =
          FloatVector.fromArray(SPECIES, logs, at)
              .max(FloatVector.broadcast(SPECIES, LogMelPlan.ENERGY_FLOOR));
      IntVector bits = x.reinterpretAsInts();
      IntVector scaled = bits.sub(FloatLog.SQRT_HALF);
      FloatVector e =
          (FloatVector)
              scaled
                  .lanewise(VectorOperators.ASHR, FloatLog.MANTISSA_BITS)
                  .convert(VectorOperators.I2F, 0);
      FloatVector r = bits.sub(scaled.and(FloatLog.EXPONENT)).reinterpretAsFloats().sub(1);
      FloatVector p = r.fma(FloatLog.P6, FloatLog.P5);
      p = p.fma(r, FloatVector.broadcast(SPECIES, FloatLog.P4));
      p = p.fma(r, FloatVector.broadcast(SPECIES, FloatLog.P3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, FloatLog.P2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, FloatLog.P1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, FloatLog.P0));
      FloatVector square = r.mul(r);
      FloatVector tail =
          square.fma(
              p.fma(r, FloatVector.broadcast(SPECIES, -0.5f)), e.mul(FloatLog.LN2_LOW));
      e.fma(FloatVector.broadcast(SPECIES, FloatLog.LN2_HIGH), r.add(tail)).intoArray(logs, at);
    }
  }

  private boolean allFinite(int lanes) {
    boolean finite = true;
    for (int lane = 0; lane < lanes; lane++) {
      finite &= totals[lane] <= Float.MAX_VALUE;
    }
    return finite;
  }

  /** Logarithms of some lanes to rows of features. */
  private void write(int lanes, float[] out, int outStart) {
    float[] logs = this.logs;
    int bins = plan.bins;
    for (int lane = 0; lane < lanes; lane++) {
      int row = outStart + lane * bins;
      for (int b = 0, at = lane; b < bins; b++, at += LANES) {
        out[row + b] = logs[at];
      }
    }
  }
}
