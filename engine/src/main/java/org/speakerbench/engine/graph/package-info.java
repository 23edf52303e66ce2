/**
 * An ONNX file as a graph of nodes and tensors that can be read, changed and written again; it
 * knows nothing of sessions.
 */
package org.speakerbench.engine.graph;
