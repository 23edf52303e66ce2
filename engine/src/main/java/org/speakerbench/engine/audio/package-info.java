/**
 * From a WAV or FLAC file or stream to samples: {@link org.speakerbench.engine.audio.ClipReader}
 * gives a {@link org.speakerbench.engine.audio.Waveform} or a {@link
 * org.speakerbench.engine.audio.WavException} with the reason.
 */
package org.speakerbench.engine.audio;
