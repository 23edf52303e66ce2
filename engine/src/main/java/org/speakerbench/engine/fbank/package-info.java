/**
 * Kaldi's log-mel filter bank: a {@link org.speakerbench.engine.audio.Waveform}, or samples as they
 * come, to {@link org.speakerbench.engine.fbank.Features}.
 */
package org.speakerbench.engine.fbank;
