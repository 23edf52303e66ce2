/** Public checkpoints and ONNX models: what is known of each, and those that were fetched. */
package org.speakerbench.engine.catalogue;
