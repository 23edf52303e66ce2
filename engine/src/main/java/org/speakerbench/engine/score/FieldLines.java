package org.speakerbench.engine.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/** Lines of fields with white space between them, as Kaldi's lists are; empty ones say nothing. */
final class FieldLines {
  private FieldLines() {}

  /**
   * A line.
   *
   * @param number counted from 1
   * @param whole as it is in the file
   */
  record Line(Path file, int number, String whole) {
    /** Without white space around it. */
    String text() {
      return whole.strip();
    }

    String[] fields() {
      return text().split("\\s+");
    }

    /** At most so many; the last has the rest of the line. */
    String[] fields(int most) {
      return text().split("\\s+", most);
    }

    SpeakerbenchException wrong(String found, String expected) {
      return new SpeakerbenchException(
          file + " line " + number + ": found " + found + ", expected " + expected);
    }
  }

  /**
   * Hands over one line after the other.
   *
   * @param what the kind of file, as messages name it
   * @throws SpeakerbenchException if the file cannot be read, is no UTF-8, or has no line
   */
  static void read(Path file, String what, Consumer<Line> taker) {
    boolean any = false;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String whole = number == 1 ? line.replaceFirst("^\uFEFF", "") : line;
        if (!whole.isBlank()) {
          any = true;
          taker.accept(new Line(file, number, whole));
        }
      }
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": not a UTF-8 text file, expected " + what, e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot read " + file + " (" + Reasons.of(e) + "), expected " + what, e);
    }
    if (!any) {
      throw new SpeakerbenchException(file + ": found an empty file, expected " + what);
    }
  }
}
