/** Embeddings to scores: how alike two are. */
package org.speakerbench.engine.score;
