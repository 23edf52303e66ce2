/** Where ONNX Runtime computes, and in which precision: named, read and checked, never run. */
package org.speakerbench.engine.provider;
