package org.speakerbench.engine.fbank.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
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
  static final int VALUE = 2 * LANES;

  /** Frames whose samples are transposed at a time. */
  private static final int BLOCK = 2 * Math.max(16, LANES);

  /** Distance of rows of columns; a constant, so that no index is checked while transposing. */
  private static final int STRIDE = BLOCK + Math.max(LANES, LogMelPlan.MOST_SHIFTS);

  private final LogMelPlan plan;

  /** Rows of columns. */
  private final int rows;

  /** Where sample i of the first frame of a block is among the columns, [length]. */
  private final int[] sampleAt;

  private final FrameSums frameSums;
  private final float[] meanHigh = new float[BLOCK];
  private final float[] meanLow = new float[BLOCK];

  /** All that is read and written by vectors, from {@link Alignment#offset} on. */
  private final float[] memory;

  private final Alignment alignment;
  private final LaneTiles tiles;
  private final VectorFft fft;
  private final VectorPower power;
  private final VectorMel mel;

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
    frameSums = new FrameSums(plan, STRIDE);
    columnsAt = LOGS + plan.bins * LANES;
    memory = new float[columnsAt + rows * STRIDE + LANES + LANES];
    alignment = new Alignment(memory);
    tiles = new LaneTiles(Math.max(rows, plan.bins) / LaneTiles.SIZE);
    fft = new VectorFft(plan, memory);
    power = new VectorPower(plan, fft, memory);
    mel = new VectorMel(plan, memory);
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
        fft.transform(base);
        power.compute(base, base + POWER);
        mel.compute(base + POWER, base + LOGS);
        finite &= mel.allFinite(lanes);
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
    for (; LaneTiles.FIT && column + LaneTiles.SIZE <= end; column += LaneTiles.SIZE) {
      transposeTiles(samples, start + column * plan.shift, base + columnsAt + column);
    }
    for (; column < end - 1; column += 2) {
      int at = start + column * plan.shift;
      transposeTwo(samples, at, at + plan.shift, base + columnsAt + column);
    }
    for (; column <= end; column++) {
      int count = column == end ? plan.length - whole * plan.shift : rows;
      transpose(samples, start + column * plan.shift, 0, count, base + columnsAt + column);
    }
  }

  /** Sixteen columns; the rows that no tile has by plain code. */
  private void transposeTiles(float[] samples, int start, int target) {
    int size = LaneTiles.SIZE;
    int count = rows / size;
    tiles.transpose(samples, start, plan.shift, size, memory, target, STRIDE, size * STRIDE, count);
    for (int column = 0; column < size; column++) {
      transpose(samples, start + column * plan.shift, count * size, rows, target + column);
    }
  }

  /** Some rows of one column. */
  private void transpose(float[] samples, int start, int from, int count, int target) {
    float[] memory = this.memory;
    for (int i = from; i < count; i++) {
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

  /** Logarithms of some lanes to rows of features: by tiles if no lane is empty. */
  private void write(int base, int lanes, float[] out, int outStart) {
    int size = LaneTiles.SIZE;
    int logs = base + LOGS;
    int bins = plan.bins;
    int first = 0;
    if (LaneTiles.FIT && lanes == LANES) {
      int count = bins / size;
      tiles.transpose(memory, logs, LANES, size * LANES, out, outStart, bins, size, count);
      first = count * size;
    }
    for (int lane = 0; lane < lanes; lane++) {
      writeLane(logs + lane, first, out, outStart + lane * bins);
    }
  }

  /** Bins from {@code first} on of one lane. */
  private void writeLane(int logs, int first, float[] out, int row) {
    float[] memory = this.memory;
    for (int b = first; b < plan.bins; b++) {
      out[row + b] = memory[logs + b * LANES];
    }
  }
}
