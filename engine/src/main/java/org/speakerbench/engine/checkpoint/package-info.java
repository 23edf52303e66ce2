/**
 * A PyTorch file as tensors with names: of its pickle only dictionaries and tensors are understood,
 * and nothing is ever executed.
 */
package org.speakerbench.engine.checkpoint;
