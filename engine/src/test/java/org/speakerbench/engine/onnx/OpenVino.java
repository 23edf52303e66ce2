package org.speakerbench.engine.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.speakerbench.engine.provider.Provider;

/**
 * OpenVINO's plugin, where the property {@code speakerbench.openvino} says where its library is.
 */
final class OpenVino {
  private static final String PROPERTY = "speakerbench.openvino";

  private OpenVino() {}

  /** In float32; a test without it is skipped. */
  static Provider provider() {
    String library = System.getProperty(PROPERTY);
    assumeTrue(
        library != null,
        "-D" + PROPERTY + "=LIBRARY is not given: nothing is tried on OpenVINO's plugin");
    return Provider.parse("openvino=" + library);
  }
}
