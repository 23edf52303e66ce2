package org.speakerbench.bench.format;

/**
 * One row of {@code runtime-matrix.csv}: a model's file under a release of ONNX Runtime, a provider
 * and a precision.
 *
 * @param version of ONNX Runtime for Java
 * @param provider {@code cpu} or the name of a plugin
 * @param precision what is computed in: {@code f32}, {@code f16}, {@code bf16}; {@code int8} of a
 *     quantised file
 * @param model its name, with its form in brackets if that is not the official one
 * @param exporter who wrote the file: producer, opset, what else tells files apart
 * @param cosineMin least cosine with the reference; NaN if nothing was compared
 * @param relL2Max largest relative L2 to the reference; NaN if nothing was compared, infinite where
 *     an answer is missing or no number
 * @param firstFailingFrames least frame count with a wrong answer; -1 for none
 * @param rtf of the model alone; NaN if not timed
 * @param rtfRatio over the rtf of the official graph on the CPU provider of the newest release,
 *     timed in turn; NaN if not timed
 * @param rssPeakMb resident memory of the process, 10^6 bytes; NaN if not known
 * @param note what else to know; may be empty
 */
public record RuntimeRow(
    String version,
    String provider,
    String precision,
    String model,
    String exporter,
    RuntimeVerdict verdict,
    double cosineMin,
    double relL2Max,
    int firstFailingFrames,
    double rtf,
    double rtfRatio,
    double rssPeakMb,
    String note) {

  /** Whether a row is of the same combination. */
  public boolean isOfSame(RuntimeRow other) {
    return version.equals(other.version)
        && provider.equals(other.provider)
        && precision.equals(other.precision)
        && model.equals(other.model)
        && exporter.equals(other.exporter);
  }

  /** The same row, timed. */
  public RuntimeRow timed(double rtf, double ratio) {
    return new RuntimeRow(
        version,
        provider,
        precision,
        model,
        exporter,
        verdict,
        cosineMin,
        relL2Max,
        firstFailingFrames,
        rtf,
        ratio,
        rssPeakMb,
        note);
  }

  /** What computes: {@code cpu}, {@code openvino bf16}. */
  public String runtime() {
    return provider.equals("cpu") && precision.equals("f32")
        ? provider
        : provider + " " + precision;
  }
}
