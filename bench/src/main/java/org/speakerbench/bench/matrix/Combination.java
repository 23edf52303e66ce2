package org.speakerbench.bench.matrix;

import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.engine.provider.Provider;

/**
 * A row that is to be found.
 *
 * @param version of ONNX Runtime
 * @param provider with its precision
 */
record Combination(String version, Provider provider, MatrixModel model) {

  /** As the matrix says it: that of the file where it is less than float32. */
  String precision() {
    return model.stored() == StoredPrecision.F32
        ? provider.precision().toString()
        : model.stored().toString();
  }

  RuntimeRow row(Judgement judgement, double rssPeakMb) {
    return new RuntimeRow(
        version,
        provider.name(),
        precision(),
        model.label(),
        model.exporter(),
        judgement.verdict(),
        judgement.cosineMin(),
        judgement.relL2Max(),
        judgement.firstFailingFrames(),
        Double.NaN,
        Double.NaN,
        rssPeakMb,
        judgement.note());
  }

  RuntimeRow unavailable(String why) {
    return row(Judgement.without(RuntimeVerdict.UNAVAILABLE, why), Double.NaN);
  }

  @Override
  public String toString() {
    return version + " " + provider.label() + " " + model.label();
  }
}
