package org.speakerbench.bench.environment;

/**
 * What else a machine did while a fork ran; see {@link MachineWatch}. The CPUs are those that the
 * process may use.
 *
 * @param backgroundShare CPU time of other processes over that of the CPUs, 0 to 1; NaN if not
 *     known
 * @param stealShare CPU time that the hypervisor gave to others over that of the CPUs, 0 to 1; NaN
 *     if not known
 * @param throttledMs time for which cgroup quotas kept its threads from running, ms, added over
 *     CPUs; NaN if not known
 * @param elsewhereShare how busy the machine's other CPUs were, 0 to 1; NaN if there are none or it
 *     is not known
 * @param usableCpus how many CPUs it may use at once; NaN if not known
 */
public record Conditions(
    double backgroundShare,
    double stealShare,
    double throttledMs,
    double elsewhereShare,
    double usableCpus) {
  /** Nothing is known. */
  public static final Conditions UNKNOWN = new Conditions(Double.NaN, Double.NaN, Double.NaN);

  /** Without knowledge of the CPUs. */
  public Conditions(double backgroundShare, double stealShare, double throttledMs) {
    this(backgroundShare, stealShare, throttledMs, Double.NaN, Double.NaN);
  }
}
