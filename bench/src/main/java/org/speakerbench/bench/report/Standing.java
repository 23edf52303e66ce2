package org.speakerbench.bench.report;

import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Verdict;

/** What the figure of a row may be taken for; whether the answer is right is its verdict. */
enum Standing {
  /** Evidence. */
  VALID(Validity.VALID),
  /** Of as few forks as were asked for: not wrong, and no evidence. */
  FIRST_LOOK("first look"),
  /** Of the smoke profile: no result, whatever else is true of it. */
  SMOKE("smoke"),
  /** Disturbed or incomplete. */
  INVALID(Validity.INVALID);

  private final String label;

  Standing(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static Standing of(SummaryRow row) {
    if (row.verdict() == Verdict.SMOKE) {
      return SMOKE;
    }
    if (row.validity().valid()) {
      return VALID;
    }
    return row.validity().firstLook() ? FIRST_LOOK : INVALID;
  }
}
