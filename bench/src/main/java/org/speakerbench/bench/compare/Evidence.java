package org.speakerbench.bench.compare;

import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Verdict;

/**
 * Whether two rows may be held against each other: only what is evidence by itself can decide. That
 * a disturbance hit both sides of a run alike is likely, but nothing proves it.
 */
final class Evidence {
  private Evidence() {}

  /** Why a side is no evidence; null if both are. */
  static String missing(SummaryRow base, SummaryRow next) {
    if (base.verdict() == Verdict.SMOKE || next.verdict() == Verdict.SMOKE) {
      return "smoke profile: no figure is a result";
    }
    String of = missing("the base", base);
    return of == null ? missing("the new side", next) : of;
  }

  private static String missing(String side, SummaryRow row) {
    return row.validity().valid()
        ? null
        : side + " is INVALID: " + String.join("; ", row.validity().reasons());
  }
}
