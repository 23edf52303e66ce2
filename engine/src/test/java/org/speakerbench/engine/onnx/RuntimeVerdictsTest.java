package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.provider.ComputePrecision;

class RuntimeVerdictsTest {
  private static final RuntimeVerdicts VERDICTS =
      RuntimeVerdicts.parse(
          List.of(
              "onnxruntime_version,provider,precision,model,exporter,verdict",
              "1.29.0,cpu,f32,cam (tuned),torch,safe",
              "1.29.0,ov,f32,cam,torch,unsafe",
              "1.29.0,ov,f32,cam (portable),torch,safe",
              "1.29.0,ov,f32,cam (tuned),torch,crashed",
              "1.29.0,ov,f32,cam-8 (tuned),torch int8,unsafe",
              "1.29.0,ov,bf16,cam (portable),torch,safe",
              "1.29.0,ov,bf16,cam2 (portable),torch,unsafe",
              "1.29.0,ov,f32,res,torch,safe",
              "1.29.0,ov,f32,res2,torch,unavailable",
              "1.29.0,ov,f32,res (tuned),torch,safe",
              "1.28.0,ov,f32,res,torch,unsafe"));

  private static Optional<String> refusal(
      String provider, ComputePrecision precision, GraphForm form, boolean pools) {
    return VERDICTS.refusal("1.29.0", provider, precision, form, pools);
  }

  @Test
  void aFormIsSafeWhereAllModelsOfItsStructureAre() {
    assertThat(refusal("cpu", ComputePrecision.F32, GraphForm.TUNED, true)).isEmpty();
    assertThat(refusal("ov", ComputePrecision.F32, GraphForm.OFFICIAL, true))
        .as("runs in its portable form")
        .isEmpty();
    assertThat(refusal("ov", ComputePrecision.F32, GraphForm.OFFICIAL, false)).isEmpty();
    assertThat(refusal("ov", ComputePrecision.F32, GraphForm.TUNED, false)).isEmpty();
  }

  @Test
  void neverWhereOneIsNot() {
    assertThat(refusal("ov", ComputePrecision.F32, GraphForm.TUNED, true))
        .contains("the matrix found cam (tuned) crashed");
    assertThat(refusal("ov", ComputePrecision.BF16, GraphForm.OFFICIAL, true))
        .contains("the matrix found cam2 (portable) unsafe");
    assertThat(VERDICTS.refusal("1.28.0", "ov", ComputePrecision.F32, GraphForm.OFFICIAL, false))
        .contains("the matrix found res unsafe");
  }

  @Test
  void whatTheMatrixDoesNotHaveIsNotSafe() {
    Optional<String> unknown = Optional.of("the matrix has no verdict of it");
    assertThat(refusal("cpu", ComputePrecision.F32, GraphForm.TUNED, false)).isEqualTo(unknown);
    assertThat(refusal("ov", ComputePrecision.F16, GraphForm.OFFICIAL, true)).isEqualTo(unknown);
    assertThat(refusal(null, ComputePrecision.F32, GraphForm.OFFICIAL, true)).isEqualTo(unknown);
    assertThat(VERDICTS.refusal("1.30.0", "ov", ComputePrecision.F32, GraphForm.OFFICIAL, false))
        .isEqualTo(unknown);
  }

  @Test
  void theTunedGraphOnTheCpuProviderIsSafeOnTheReleaseAtHand() {
    assertThat(
            RuntimeVerdicts.load()
                .refusal(OnnxRuntime.version(), "cpu", ComputePrecision.F32, GraphForm.TUNED, true))
        .isEmpty();
  }
}
