/**
 * Kaldi's log-mel filter bank: a {@link org.speakerbench.engine.audio.Waveform} and {@link
 * org.speakerbench.engine.fbank.FbankOptions} to {@link org.speakerbench.engine.fbank.Features}.
 */
package org.speakerbench.engine.fbank;
