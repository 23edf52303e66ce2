/**
 * What a filter bank computes: {@link org.speakerbench.engine.fbank.config.FbankOptions}, immutable
 * and checked, and the {@code fbank_config.json} that it is read from.
 */
package org.speakerbench.engine.fbank.config;
