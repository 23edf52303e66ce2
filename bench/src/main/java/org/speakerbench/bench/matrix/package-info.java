/** Which releases of ONNX Runtime, providers and precisions compute which models right. */
package org.speakerbench.bench.matrix;
