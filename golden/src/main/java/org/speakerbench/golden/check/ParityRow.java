package org.speakerbench.golden.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Peer;

/**
 * One check: a clip at a stage, by a model where the stage has one.
 *
 * @param clip id of the clip
 * @param model name of the model; empty for the stages before it
 * @param stage what was checked
 * @param reference what it was compared with
 * @param errors those that were measured, with their limits; empty if there was nothing to measure
 * @param worst where the largest error is; null if there is no such place
 * @param passed whether all limits hold
 * @param note what else is worth knowing; the reason, if nothing could be measured
 */
public record ParityRow(
    String clip,
    String model,
    ParityStage stage,
    String reference,
    List<MeasuredError> errors,
    Worst worst,
    boolean passed,
    String note) {

  /**
   * The place of the largest error.
   *
   * @param index in the row-major array
   * @param frame of features, -1 elsewhere
   * @param bin of features, -1 elsewhere
   * @param expected the reference's value there
   * @param actual the value found there
   */
  public record Worst(int index, int frame, int bin, double expected, double actual) {

    /** The place in features of so many bins. */
    static Worst cell(ArrayErrors errors, int bins) {
      int index = errors.worstIndex();
      return new Worst(index, index / bins, index % bins, errors.expected(), errors.actual());
    }

    @Override
    public String toString() {
      return frame >= 0
          ? "frame " + frame + " bin " + bin
          : bin >= 0 ? "bin " + bin : "[" + index + "]";
    }
  }

  public ParityRow {
    errors = List.copyOf(errors);
  }

  /** A check that was carried out; it passes if all its errors do. */
  public static ParityRow measured(
      String clip,
      String model,
      ParityStage stage,
      String reference,
      List<MeasuredError> errors,
      Worst worst,
      String note) {
    boolean passed = errors.stream().allMatch(MeasuredError::passes);
    return new ParityRow(clip, model, stage, reference, errors, worst, passed, note);
  }

  /** A check that failed because there was nothing to measure. */
  public static ParityRow broken(
      String clip, String model, ParityStage stage, String reference, String reason) {
    return new ParityRow(clip, model, stage, reference, List.of(), null, false, reason);
  }

  /** The same check by another name of its model. */
  ParityRow of(String label) {
    return new ParityRow(clip, label, stage, reference, errors, worst, passed, note);
  }

  /**
   * The same check of a reduced precision: what that costs is measured, and only an embedding that
   * could be another clip's fails. Voices must be as far apart as those of the model itself.
   */
  ParityRow reduced() {
    if (errors.isEmpty() || stage == ParityStage.DISTINCT) {
      return this;
    }
    List<MeasuredError> measured =
        errors.stream()
            .map(
                error ->
                    error.metric() == Metric.COSINE
                        ? error.within(Limits.REDUCED_MIN_COSINE, MeasuredError.Bound.AT_LEAST)
                        : error.within(Double.NaN, MeasuredError.Bound.NONE))
            .toList();
    return measured(clip, model, stage, reference, measured, worst, note);
  }

  /**
   * Whether an error is not one that failed the check. All are that when a check failed that none
   * of them rejects (samples that differ in the sign of a zero).
   */
  public boolean passed(MeasuredError error) {
    return error.passes() && (passed || errors.stream().anyMatch(other -> !other.passes()));
  }

  /** One kind of error, if it was measured. */
  public Optional<MeasuredError> error(Metric metric) {
    return errors.stream().filter(m -> m.metric() == metric).findFirst();
  }

  /**
   * The limited error that is nearest to its limit, or furthest beyond; empty if none is limited.
   */
  public Optional<MeasuredError> tightest() {
    return errors.stream()
        .filter(MeasuredError::limited)
        .max(Comparator.comparingDouble(MeasuredError::severity));
  }

  /** Share of the tightest limit that is used up; infinite if nothing could be measured. */
  public double severity() {
    return tightest().map(MeasuredError::severity).orElse(Double.POSITIVE_INFINITY);
  }

  /** The first error that is beyond its limit, else the one nearest to it. */
  private Optional<MeasuredError> telling() {
    return passed ? tightest() : errors.stream().filter(m -> !m.passes()).findFirst();
  }

  /**
   * Model, clip and one error with its limit and place, in one phrase: the first that is beyond its
   * limit, else the one nearest to it.
   */
  public String describe() {
    String subject = model.isEmpty() ? clip : model + ", " + clip;
    String finding = telling().map(m -> m + (worst == null ? "" : " at " + worst)).orElse(note);
    return subject + ": " + finding;
  }

  /** A failure in full, in one line: what, where, against what, and what the peers reach. */
  public String explain() {
    StringBuilder text = new StringBuilder();
    text.append(stage).append(' ').append(describe()).append(" (against ").append(reference);
    if (worst != null) {
      text.append(", index ").append(worst.index());
      text.append(" expected ").append(worst.expected()).append(" found ").append(worst.actual());
    }
    telling()
        .ifPresent(
            m -> {
              for (Peer peer : Peer.values()) {
                if (m.peers().containsKey(peer)) {
                  text.append(", ").append(peer.label()).append(' ').append(m.format(peer));
                }
              }
            });
    text.append(')');
    return errors.isEmpty() || note.isEmpty() ? text.toString() : text + "; " + note;
  }
}
