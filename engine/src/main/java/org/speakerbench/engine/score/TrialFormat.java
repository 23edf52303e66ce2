package org.speakerbench.engine.score;

/** How a line of a trials file is laid out. */
enum TrialFormat {
  /** {@code enrol test target|nontarget}. */
  KALDI("three fields, enrol, test and target or nontarget") {
    @Override
    Trial trial(FieldLines.Line line, String[] fields) {
      if (!isLabel(fields[2])) {
        throw line.wrong("the label \"" + fields[2] + "\"", "target or nontarget");
      }
      return new Trial(fields[0], fields[1], fields[2].equals(TARGET));
    }
  },
  /** {@code 1|0 enrol test}, the lists of VoxCeleb. */
  VOXCELEB("three fields, 1 or 0, enrol and test, as in the lines before") {
    @Override
    Trial trial(FieldLines.Line line, String[] fields) {
      if (!isDigit(fields[0]) || isLabel(fields[2])) {
        throw line.wrong("\"" + line.text() + "\"", expected());
      }
      return new Trial(fields[1], fields[2], fields[0].equals("1"));
    }
  };

  private static final String TARGET = "target";
  private static final String NONTARGET = "nontarget";
  private static final int FIELDS = 3;

  private final String expected;

  TrialFormat(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  abstract Trial trial(FieldLines.Line line, String[] fields);

  Trial read(FieldLines.Line line) {
    String[] fields = line.fields();
    if (fields.length != FIELDS) {
      throw line.wrong(fields.length + " fields", expected);
    }
    return trial(line, fields);
  }

  /** A first field of 0 or 1 before two names can be no trial of Kaldi's, which end in a label. */
  static TrialFormat of(FieldLines.Line first) {
    String[] fields = first.fields();
    boolean voxceleb = fields.length == FIELDS && isDigit(fields[0]) && !isLabel(fields[2]);
    return voxceleb ? VOXCELEB : KALDI;
  }

  static String label(boolean target) {
    return target ? TARGET : NONTARGET;
  }

  private static boolean isLabel(String field) {
    return field.equals(TARGET) || field.equals(NONTARGET);
  }

  private static boolean isDigit(String field) {
    return field.equals("0") || field.equals("1");
  }
}
