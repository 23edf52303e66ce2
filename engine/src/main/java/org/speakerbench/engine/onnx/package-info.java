/** ONNX Runtime: {@link org.speakerbench.engine.fbank.Features} to an embedding. */
package org.speakerbench.engine.onnx;
