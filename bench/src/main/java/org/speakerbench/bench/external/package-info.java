/**
 * Outside programs: another implementation's extractor is run on the same clips and models, its
 * time per clip is measured and its embeddings are held against the golden pack. {@link
 * org.speakerbench.bench.external.ExternalProgram} is what a user names, {@link
 * org.speakerbench.bench.external.ExternalRunner} runs it as the forks of a measurement.
 */
package org.speakerbench.bench.external;
