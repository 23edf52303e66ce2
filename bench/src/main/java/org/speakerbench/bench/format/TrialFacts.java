package org.speakerbench.bench.format;

/**
 * What an error rate is over.
 *
 * @param speech name of the set
 * @param targets scored trials of one speaker
 * @param nontargets scored trials of two
 * @param speakers in these trials; 0 if not known
 * @param notScored trials of which a clip has no embedding
 * @param clipMs mean length of what was embedded of a clip, ms
 * @param sha256 of the scored trials, whatever their order; empty if not known
 */
public record TrialFacts(
    String speech,
    int targets,
    int nontargets,
    int speakers,
    int notScored,
    double clipMs,
    String sha256) {
  /** Those that were scored. */
  public int trials() {
    return targets + nontargets;
  }
}
