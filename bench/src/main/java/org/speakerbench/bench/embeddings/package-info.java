/** Two sets of embeddings or features, utterance by utterance. */
package org.speakerbench.bench.embeddings;
