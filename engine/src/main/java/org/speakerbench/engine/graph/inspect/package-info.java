/** What an ONNX file holds, and what its user had better know of it. */
package org.speakerbench.engine.graph.inspect;
