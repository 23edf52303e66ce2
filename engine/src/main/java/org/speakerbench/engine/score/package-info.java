/** Embeddings to scores. */
package org.speakerbench.engine.score;
