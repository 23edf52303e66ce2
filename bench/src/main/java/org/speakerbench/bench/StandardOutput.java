package org.speakerbench.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Whether all that was printed went out: {@code System.out} keeps its errors to itself. */
final class StandardOutput {
  /** What a reader that wants no more leaves behind, such as {@code head}: nobody is to be told. */
  private static final String READER_LEFT = "Broken pipe";

  private StandardOutput() {}

  /**
   * The exit code of a program that would end with {@code code}: 1 in place of 0 if standard output
   * could not be written, with a sentence on standard error.
   */
  static int checked(int code) {
    if (!System.out.checkError()) {
      return code;
    }
    String reason = reason();
    if (!READER_LEFT.equals(reason)) {
      System.err.println("error: standard output cannot be written: " + reason);
    }
    return code == 0 ? 1 : code;
  }

  /** Why: found by writing again, as the stream does not tell. */
  private static String reason() {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write('\n');
      return "some of it is missing";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
