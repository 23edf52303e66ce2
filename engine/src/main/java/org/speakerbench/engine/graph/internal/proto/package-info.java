/** The messages of an ONNX file, generated from {@code src/main/proto}. */
package org.speakerbench.engine.graph.internal.proto;
