package org.speakerbench.bench.environment;

/**
 * What else a machine did while a fork ran.
 *
 * @param backgroundShare CPU time of other processes over that of all CPUs; NaN if not known
 * @param stealShare CPU time that the hypervisor gave to others over that of all CPUs; NaN if not
 *     known
 * @param throttledMs time for which the cgroup's quota stopped it, ms; NaN if not known
 */
public record Conditions(double backgroundShare, double stealShare, double throttledMs) {
  /** Nothing is known. */
  public static final Conditions UNKNOWN = new Conditions(Double.NaN, Double.NaN, Double.NaN);
}
