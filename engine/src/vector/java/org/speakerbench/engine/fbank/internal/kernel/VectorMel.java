package org.speakerbench.engine.fbank.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Mel filters and logarithms of {@link LogMelPlan} in the lanes of vectors. */
final class VectorMel {
  private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
  private static final int LANES = VectorKernel.LANES;
  private static final int FLOOR_BITS = Float.floatToRawIntBits(LogMelPlan.ENERGY_FLOOR);

  private final LogMelPlan plan;
  private final float[] memory;

  /** Sum of a frame's energies: finite if they are. */
  private final float[] totals = new float[LANES];

  VectorMel(LogMelPlan plan, float[] memory) {
    this.plan = plan;
    this.memory = memory;
  }

  /** From the powers at one place, [256], to the logarithms at another, [bins]. */
  void compute(int power, int logs) {
    energies(power, logs);
    logarithms(logs);
  }

  private void energies(int power, int energies) {
    float[] memory = this.memory;
    float[] weights = plan.weights;
    FloatVector total = FloatVector.zero(SPECIES);
    int w = 0;
    for (int b = 0; b < plan.bins; b++) {
      FloatVector energy = FloatVector.zero(SPECIES);
      int at = power + plan.firstBin[b] * LANES;
      int end = plan.weightEnd[b];
      for (; w < end; w++, at += LANES) {
        FloatVector p = FloatVector.fromArray(SPECIES, memory, at);
        energy = p.fma(FloatVector.broadcast(SPECIES, weights[w]), energy);
      }
      total = total.add(energy);
      energy.intoArray(memory, energies + b * LANES);
    }
    total.intoArray(totals, 0);
  }

  /**
   * The same operations as {@link FloatLog#ln}. The floor is a maximum of integers, one instruction
   * where that of floats is five: floats of one sign are in the order of their bits.
   */
  private void logarithms(int logs) {
    float[] memory = this.memory;
    int end = logs + plan.bins * LANES;
    for (int at = logs; at < end; at += LANES) {
      IntVector bits =
          FloatVector.fromArray(SPECIES, memory, at).reinterpretAsInts().max(FLOOR_BITS);
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

  /** Whether all energies of the first lanes were finite. */
  boolean allFinite(int lanes) {
    boolean finite = true;
    for (int lane = 0; lane < lanes; lane++) {
      finite &= totals[lane] <= Float.MAX_VALUE;
    }
    return finite;
  }
}
