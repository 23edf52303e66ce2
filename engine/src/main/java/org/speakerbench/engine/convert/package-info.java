/** A checkpoint and the graph of its architecture to an ONNX model, as the exporter writes it. */
package org.speakerbench.engine.convert;
