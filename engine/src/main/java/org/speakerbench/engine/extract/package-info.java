/** Clips and lists of clips to embeddings and features, and the formats they are written in. */
package org.speakerbench.engine.extract;
