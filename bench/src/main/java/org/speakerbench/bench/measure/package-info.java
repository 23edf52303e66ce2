/**
 * The measurement of {@code rtf}: profiles, the plan of forks, JMH runs, and what they gave. {@link
 * org.speakerbench.bench.measure.Preflight} checks everything first, {@link
 * org.speakerbench.bench.measure.Measurement} runs the plan, {@link
 * org.speakerbench.bench.measure.CellResult} is what comes out.
 */
package org.speakerbench.bench.measure;
