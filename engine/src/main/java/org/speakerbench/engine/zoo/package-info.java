/** The embedded models: a key, or a path, to files that any ONNX runtime opens. */
package org.speakerbench.engine.zoo;
