/** Where the time goes inside a model, by the nodes that ONNX Runtime ran. */
package org.speakerbench.bench.profile;
