/**
 * ONNX Runtime: {@link org.speakerbench.engine.fbank.Features} to an embedding, by a session that
 * all threads share.
 */
package org.speakerbench.engine.onnx;
