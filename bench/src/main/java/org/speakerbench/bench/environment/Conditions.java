package org.speakerbench.bench.environment;

/**
 * What else a machine did while a fork ran; see {@link MachineWatch}.
 *
 * @param backgroundShare CPU time of other processes over that of all CPUs, 0 to 1; NaN if not
 *     known
 * @param stealShare CPU time that the hypervisor gave to others over that of all CPUs, 0 to 1; NaN
 *     if not known
 * @param throttledMs time for which cgroup quotas kept its threads from running, ms, added over
 *     CPUs; NaN if not known
 */
public record Conditions(double backgroundShare, double stealShare, double throttledMs) {
  /** Nothing is known. */
  public static final Conditions UNKNOWN = new Conditions(Double.NaN, Double.NaN, Double.NaN);
}
