package org.speakerbench.bench.jmh.ceiling;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors that the JVM uses. Fourteen of them are live in the loop, of the sixteen
 * registers that AVX2 has. {@link FmaState} loads it by its name: it needs a module that is not
 * always there.
 */
final class VectorFmaKernel implements FmaKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public int lanes() {
    return SPECIES.length();
  }

  @Override
  public void run(int steps, float[] a, float[] b, float[] sums) {
    int lanes = SPECIES.length();
    FloatVector x = FloatVector.fromArray(SPECIES, a, 0);
    FloatVector y = FloatVector.fromArray(SPECIES, b, 0);
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, lanes);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, 2 * lanes);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, 3 * lanes);
    FloatVector s4 = FloatVector.fromArray(SPECIES, sums, 4 * lanes);
    FloatVector s5 = FloatVector.fromArray(SPECIES, sums, 5 * lanes);
    FloatVector s6 = FloatVector.fromArray(SPECIES, sums, 6 * lanes);
    FloatVector s7 = FloatVector.fromArray(SPECIES, sums, 7 * lanes);
    FloatVector s8 = FloatVector.fromArray(SPECIES, sums, 8 * lanes);
    FloatVector s9 = FloatVector.fromArray(SPECIES, sums, 9 * lanes);
    FloatVector s10 = FloatVector.fromArray(SPECIES, sums, 10 * lanes);
    FloatVector s11 = FloatVector.fromArray(SPECIES, sums, 11 * lanes);
    for (int i = 0; i < steps; i++) {
      s0 = x.fma(y, s0);
      s1 = x.fma(y, s1);
      s2 = x.fma(y, s2);
      s3 = x.fma(y, s3);
      s4 = x.fma(y, s4);
      s5 = x.fma(y, s5);
      s6 = x.fma(y, s6);
      s7 = x.fma(y, s7);
      s8 = x.fma(y, s8);
      s9 = x.fma(y, s9);
      s10 = x.fma(y, s10);
      s11 = x.fma(y, s11);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, lanes);
    s2.intoArray(sums, 2 * lanes);
    s3.intoArray(sums, 3 * lanes);
    s4.intoArray(sums, 4 * lanes);
    s5.intoArray(sums, 5 * lanes);
    s6.intoArray(sums, 6 * lanes);
    s7.intoArray(sums, 7 * lanes);
    s8.intoArray(sums, 8 * lanes);
    s9.intoArray(sums, 9 * lanes);
    s10.intoArray(sums, 10 * lanes);
    s11.intoArray(sums, 11 * lanes);
  }
}
