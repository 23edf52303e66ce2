/**
 * Outside programs, run as forks of a measurement over the same clips, their embeddings held
 * against the same references.
 */
package org.speakerbench.bench.external;
