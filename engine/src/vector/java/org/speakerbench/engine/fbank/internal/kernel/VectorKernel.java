package org.speakerbench.engine.fbank.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel for CPUs with wide vectors: one frame a lane, with the vectors of the machine's
 * preferred width.
 *
 * <p>Samples are transposed first. Column j holds the {@code shift} samples from start {@code j *
 * shift} on, so that a row is the same sample of successive frames; sample {@code i} of a frame is
 * in row {@code i % shift}, {@code i / shift} columns on. So every sample is moved once although
 * frames overlap, and all loads are of neighbouring values.
 */
final class VectorKernel implements LogMelKernel {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** Distance of neighbouring complex values: real parts, then imaginary parts, of a block. */
  private static final int VALUE = 2 * LANES;

  /** Frames whose samples are transposed at a time. */
  private static final int BLOCK = 2 * Math.max(16, LANES);

  /** Distance of rows of columns; a constant, so that no index is checked while transposing. */
  private static final int STRIDE = BLOCK + Math.max(LANES, LogMelPlan.MOST_SHIFTS);

  private final LogMelPlan plan;

  /** Rows of columns. */
  private final int rows;

  /** Where sample i of the first frame of a block is among the columns, [length]. */
  private final int[] sampleAt;

  /** Where Z[k] is, [256]. */
  private final int[] position = new int[LogMelPlan.COMPLEX];

  private final FrameSums frameSums;
  private final float[] meanHigh = new float[BLOCK];
  private final float[] meanLow = new float[BLOCK];

  /** Sum of a frame's energies: finite if they are. */
  private final float[] totals = new float[LANES];

  /** All that is read and written by vectors, from {@link Alignment#offset} on. */
  private final float[] memory;

  private final Alignment alignment;

  // Places in memory, from the offset on: complex values, powers, logarithms, columns.
  private static final int POWER = LogMelPlan.COMPLEX * VALUE;
  private static final int LOGS = POWER + LogMelPlan.COMPLEX * LANES;
  private final int columnsAt;

  VectorKernel(LogMelPlan plan) {
    this.plan = plan;
    rows = Math.min(plan.shift, plan.length);
    sampleAt = new int[plan.length];
    for (int i = 0; i < plan.length; i++) {
      sampleAt[i] = i % plan.shift * STRIDE + i / plan.shift;
    }
    for (int k = 0; k < position.length; k++) {
      position[k] = LogMelPlan.position(k) * VALUE;
    }
    frameSums = new FrameSums(plan, STRIDE);
    columnsAt = LOGS + plan.bins * LANES;
    memory = new float[columnsAt + rows * STRIDE + LANES + LANES];
    alignment = new Alignment(memory);
  }

  @Override
  public boolean compute(float[] samples, int start, int frames, float[] out, int outStart) {
    boolean finite = true;
    alignment.keep(frames);
    int base = alignment.offset();
    for (int first = 0; first < frames; first += BLOCK) {
      int n = Math.min(BLOCK, frames - first);
      int at = start + first * plan.shift;
      transpose(base, samples, at, n);
      means(base, n);
      for (int lane = 0; lane < n; lane += LANES) {
        int lanes = Math.min(LANES, n - lane);
        window(base, lane);
        transform(base);
        power(base);
        mel(base);
        logarithms(base);
        finite &= allFinite(lanes);
        write(base, lanes, out, outStart + (first + lane) * plan.bins);
      }
    }
    return finite;
  }

  private void transpose(int base, float[] samples, int start, int n) {
    int whole = plan.wholeShifts();
    if (n < BLOCK) {
      // What earlier frames left in unused lanes.
      Arrays.fill(memory, base + columnsAt, base + columnsAt + rows * STRIDE, 0);
    }
    // The last column has the last samples of a frame only.
    int end = n + whole - 1;
    int column = 0;
    for (; column < end - 1; column += 2) {
      int at = start + column * plan.shift;
      transposeTwo(samples, at, at + plan.shift, base + columnsAt + column);
    }
    for (; column <= end; column++) {
      int count = column == end ? plan.length - whole * plan.shift : rows;
      transpose(samples, start + column * plan.shift, count, base + columnsAt + column);
    }
  }

  /** One column, or some rows of it. */
  private void transpose(float[] samples, int start, int count, int target) {
    float[] memory = this.memory;
    for (int i = 0; i < count; i++) {
      memory[target + i * STRIDE] = samples[start + i];
    }
  }

  /** Two columns at a time, which takes a fifth less. */
  private void transposeTwo(float[] samples, int start, int second, int target) {
    float[] memory = this.memory;
    for (int i = 0; i < rows; i++) {
      memory[target + i * STRIDE] = samples[start + i];
      memory[target + 1 + i * STRIDE] = samples[second + i];
    }
  }

  /** Sums of all blocks of frames, each a column, and the means of the frames. */
  private void means(int base, int n) {
    int last = plan.length - plan.wholeShifts() * plan.shift;
    for (int column = 0; column < STRIDE; column += LANES) {
      int first = base + columnsAt + column;
      sumRows(first, last, frameSums.lastSums, column);
      sumRows(first + last * STRIDE, rows - last, frameSums.wholeSums, column);
    }
    for (int column = 0; column < STRIDE; column++) {
      frameSums.wholeSums[column] += frameSums.lastSums[column];
    }
    for (int frame = 0; frame < n; frame++) {
      double sum = frameSums.ofFrame(frame);
      meanHigh[frame] = plan.meanHigh(sum);
      meanLow[frame] = plan.meanLow(sum);
    }
  }

  private void sumRows(int first, int count, float[] sums, int column) {
    float[] memory = this.memory;
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    FloatVector c = FloatVector.zero(SPECIES);
    FloatVector d = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i < count - 3; i += 4) {
      a = a.add(FloatVector.fromArray(SPECIES, memory, first + i * STRIDE));
      b = b.add(FloatVector.fromArray(SPECIES, memory, first + (i + 1) * STRIDE));
      c = c.add(FloatVector.fromArray(SPECIES, memory, first + (i + 2) * STRIDE));
      d = d.add(FloatVector.fromArray(SPECIES, memory, first + (i + 3) * STRIDE));
    }
    for (; i < count; i++) {
      a = a.add(FloatVector.fromArray(SPECIES, memory, first + i * STRIDE));
    }
    a.add(b).add(c.add(d)).intoArray(sums, column);
  }

  /** Removes the means, pre-emphasises and windows, into the order of the transform. */
  private void window(int base, int lane) {
    FloatVector meanOfHigh = FloatVector.fromArray(SPECIES, meanHigh, lane);
    FloatVector meanOfLow = FloatVector.fromArray(SPECIES, meanLow, lane);
    FloatVector factorHigh = FloatVector.broadcast(SPECIES, plan.previousHigh);
    FloatVector factorLow = FloatVector.broadcast(SPECIES, plan.previousLow);
    float[] memory = this.memory;
    int first = base + columnsAt + lane;
    float[] windowHigh = plan.windowHigh;
    float[] windowLow = plan.windowLow;
    FloatVector previous = FloatVector.fromArray(SPECIES, memory, first);
    for (int i = 0; i < plan.length; i++) {
      FloatVector current = FloatVector.fromArray(SPECIES, memory, first + sampleAt[i]);
      FloatVector high = previous.fma(factorHigh, current).add(meanOfHigh);
      FloatVector low = previous.fma(factorLow, meanOfLow);
      FloatVector weight = FloatVector.broadcast(SPECIES, windowHigh[i]);
      FloatVector weightLow = FloatVector.broadcast(SPECIES, windowLow[i]);
      weight.fma(high, weightLow.fma(high, weight.mul(low))).intoArray(memory, base + i * LANES);
      previous = current;
    }
    Arrays.fill(memory, base + plan.length * LANES, base + POWER, 0);
  }

  private void transform(int base) {
    radix4(base, 64 * VALUE, VALUE, 16);
    for (int b = 1; b < 4; b++) {
      radix4Turned(base + 16 * b * VALUE, 64 * VALUE, VALUE, b);
    }
    for (int c = 0; c < 4; c++) {
      radix4Middle(base, c);
    }
    radix4(base, 4 * VALUE, 16 * VALUE, 16);
    for (int b = 1; b < 4; b++) {
      radix4Turned(base + b * VALUE, 4 * VALUE, 16 * VALUE, b);
    }
    radix4(base, VALUE, 4 * VALUE, 64);
  }

  // What the compiler of JDK 17 needs to keep vectors in registers, and shows by allocation if it
  // is
  // not so: loops in methods of their own, not too long, which is why the three kinds of
  // butterflies
  // are written out; one species in the whole class; and no neg(), whose result's type it guesses.

  private void radix4(int first, int distance, int step, int count) {
    float[] memory = this.memory;
    int atA = first;
    for (int i = 0; i < count; i++, atA += step) {
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, memory, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, memory, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, memory, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, memory, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, memory, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, memory, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, memory, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, memory, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(memory, atA);
      sumAcIm.add(sumBdIm).intoArray(memory, atA + LANES);
      difAcRe.add(difBdIm).intoArray(memory, atB);
      difAcIm.sub(difBdRe).intoArray(memory, atB + LANES);
      sumAcRe.sub(sumBdRe).intoArray(memory, atC);
      sumAcIm.sub(sumBdIm).intoArray(memory, atC + LANES);
      difAcRe.sub(difBdIm).intoArray(memory, atD);
      difAcIm.add(difBdRe).intoArray(memory, atD + LANES);
    }
  }

  /** Sixteen butterflies whose outputs are turned by exp(-2 pi i b c / 16). */
  private void radix4Turned(int first, int distance, int step, int b) {
    float[] memory = this.memory;
    FloatVector cos1 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 1]);
    FloatVector sin1 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 1]);
    FloatVector minusSin1 = FloatVector.broadcast(SPECIES, -plan.innerSin[4 * b + 1]);
    FloatVector cos2 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 2]);
    FloatVector sin2 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 2]);
    FloatVector minusSin2 = FloatVector.broadcast(SPECIES, -plan.innerSin[4 * b + 2]);
    FloatVector cos3 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 3]);
    FloatVector sin3 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 3]);
    FloatVector minusSin3 = FloatVector.broadcast(SPECIES, -plan.innerSin[4 * b + 3]);
    int atA = first;
    for (int i = 0; i < 16; i++, atA += step) {
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, memory, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, memory, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, memory, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, memory, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, memory, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, memory, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, memory, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, memory, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(memory, atA);
      sumAcIm.add(sumBdIm).intoArray(memory, atA + LANES);
      FloatVector re = difAcRe.add(difBdIm);
      FloatVector im = difAcIm.sub(difBdRe);
      re.fma(cos1, im.mul(sin1)).intoArray(memory, atB);
      im.fma(cos1, re.mul(minusSin1)).intoArray(memory, atB + LANES);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      re.fma(cos2, im.mul(sin2)).intoArray(memory, atC);
      im.fma(cos2, re.mul(minusSin2)).intoArray(memory, atC + LANES);
      re = difAcRe.sub(difBdIm);
      im = difAcIm.add(difBdRe);
      re.fma(cos3, im.mul(sin3)).intoArray(memory, atD);
      im.fma(cos3, re.mul(minusSin3)).intoArray(memory, atD + LANES);
    }
  }

  /** The last butterflies over n1, whose outputs are turned by exp(-2 pi i n2 k1 / 256). */
  private void radix4Middle(int base, int c) {
    float[] memory = this.memory;
    int distance = 16 * VALUE;
    for (int n2 = 0; n2 < 16; n2++) {
      int atA = base + (64 * c + n2) * VALUE;
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, memory, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, memory, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, memory, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, memory, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, memory, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, memory, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, memory, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, memory, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      int turn = 16 * n2 + 4 * c;
      FloatVector re = sumAcRe.add(sumBdRe);
      FloatVector im = sumAcIm.add(sumBdIm);
      FloatVector cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn]);
      FloatVector sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn]);
      FloatVector minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atA);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atA + LANES);
      re = difAcRe.add(difBdIm);
      im = difAcIm.sub(difBdRe);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 1]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 1]);
      minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn + 1]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atB);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atB + LANES);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 2]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 2]);
      minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn + 2]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atC);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atC + LANES);
      re = difAcRe.sub(difBdIm);
      im = difAcIm.add(difBdRe);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 3]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 3]);
      minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn + 3]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atD);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atD + LANES);
    }
  }

  private void power(int base) {
    float[] memory = this.memory;
    int power = base + POWER;
    FloatVector re0 = FloatVector.fromArray(SPECIES, memory, base + position[0]);
    FloatVector sum = re0.add(FloatVector.fromArray(SPECIES, memory, base + position[0] + LANES));
    sum.mul(sum).intoArray(memory, power);
    int half = LogMelPlan.COMPLEX / 2;
    FloatVector reHalf = FloatVector.fromArray(SPECIES, memory, base + position[half]);
    FloatVector imHalf = FloatVector.fromArray(SPECIES, memory, base + position[half] + LANES);
    reHalf.fma(reHalf, imHalf.mul(imHalf)).intoArray(memory, power + half * LANES);
    for (int k = 1; k < half; k++) {
      int low = base + position[k];
      int high = base + position[LogMelPlan.COMPLEX - k];
      FloatVector lowRe = FloatVector.fromArray(SPECIES, memory, low);
      FloatVector lowIm = FloatVector.fromArray(SPECIES, memory, low + LANES);
      FloatVector highRe = FloatVector.fromArray(SPECIES, memory, high);
      FloatVector highIm = FloatVector.fromArray(SPECIES, memory, high + LANES);
      FloatVector evenRe = lowRe.add(highRe);
      FloatVector minusOddIm = lowRe.sub(highRe);
      FloatVector oddRe = lowIm.add(highIm);
      FloatVector evenIm = lowIm.sub(highIm);
      FloatVector cos = FloatVector.broadcast(SPECIES, plan.untangleCos[k]);
      FloatVector sin = FloatVector.broadcast(SPECIES, plan.untangleSin[k]);
      FloatVector minusSin = FloatVector.broadcast(SPECIES, -plan.untangleSin[k]);
      FloatVector turnedRe = oddRe.fma(cos, minusOddIm.mul(minusSin));
      FloatVector minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      FloatVector re = evenRe.add(turnedRe);
      FloatVector im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, power + k * LANES);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, power + (LogMelPlan.COMPLEX - k) * LANES);
    }
  }

  private void mel(int base) {
    float[] memory = this.memory;
    float[] weights = plan.weights;
    FloatVector total = FloatVector.zero(SPECIES);
    int w = 0;
    for (int b = 0; b < plan.bins; b++) {
      FloatVector energy = FloatVector.zero(SPECIES);
      int at = base + POWER + plan.firstBin[b] * LANES;
      int end = plan.weightEnd[b];
      for (; w < end; w++, at += LANES) {
        FloatVector p = FloatVector.fromArray(SPECIES, memory, at);
        energy = p.fma(FloatVector.broadcast(SPECIES, weights[w]), energy);
      }
      total = total.add(energy);
      energy.intoArray(memory, base + LOGS + b * LANES);
    }
    total.intoArray(totals, 0);
  }

  /** The same operations as {@link FloatLog#ln}. */
  private void logarithms(int base) {
    float[] memory = this.memory;
    int end = base + LOGS + plan.bins * LANES;
    for (int at = base + LOGS; at < end; at += LANES) {
      FloatVector x =
          FloatVector.fromArray(SPECIES, memory, at)
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
          square.fma(p.fma(r, FloatVector.broadcast(SPECIES, -0.5f)), e.mul(FloatLog.LN2_LOW));
      e.fma(FloatVector.broadcast(SPECIES, FloatLog.LN2_HIGH), r.add(tail)).intoArray(memory, at);
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
  private void write(int base, int lanes, float[] out, int outStart) {
    float[] memory = this.memory;
    int bins = plan.bins;
    int lane = 0;
    for (; lane < lanes - 1; lane += 2) {
      int row = outStart + lane * bins;
      int next = row + bins;
      int first = base + LOGS + lane;
      for (int b = 0; b < bins; b++) {
        out[row + b] = memory[first + b * LANES];
        out[next + b] = memory[first + 1 + b * LANES];
      }
    }
    for (; lane < lanes; lane++) {
      int row = outStart + lane * bins;
      int first = base + LOGS + lane;
      for (int b = 0; b < bins; b++) {
        out[row + b] = memory[first + b * LANES];
      }
    }
  }
}
