/**
 * From the bytes of a FLAC file to integers: {@link
 * org.speakerbench.engine.audio.internal.flac.FlacDecoder}, which holds each frame, and the samples
 * of the whole, against every checksum that the format has (RFC 9639).
 */
package org.speakerbench.engine.audio.internal.flac;
