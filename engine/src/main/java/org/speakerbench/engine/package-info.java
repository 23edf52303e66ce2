/**
 * Speaker embeddings: an audio file to a vector; here is {@link
 * org.speakerbench.engine.SpeakerbenchException} only, which all rooms throw.
 *
 * <p>A package with {@code internal} in its name is not for users, and may change at any time.
 */
package org.speakerbench.engine;
