package org.speakerbench.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Resident memory of this process, {@code VmRSS} and {@code VmHWM} of {@code /proc/self/status};
 * NaN where there is no such file.
 *
 * @param nowMb now, 10^6 bytes
 * @param peakMb the most so far, 10^6 bytes
 */
public record ResidentMemory(double nowMb, double peakMb) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Of this process, now. */
  public static ResidentMemory now() {
    return read(STATUS);
  }

  static ResidentMemory read(Path status) {
    List<String> lines = lines(status);
    return new ResidentMemory(megabytes(lines, "VmRSS:"), megabytes(lines, "VmHWM:"));
  }

  /** Whether the system tells both. */
  public boolean known() {
    return !Double.isNaN(nowMb) && !Double.isNaN(peakMb);
  }

  /** None on another system: the fact is missing, the run is not. */
  private static List<String> lines(Path status) {
    try {
      return Files.readAllLines(status);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The line is {@code VmHWM: 123456 kB}, where kB are 1024 bytes; NaN if it is not there. */
  private static double megabytes(List<String> lines, String key) {
    OptionalDouble found =
        lines.stream()
            .filter(line -> line.startsWith(key))
            .map(line -> line.replaceAll("\\D", ""))
            .filter(digits -> digits.matches("\\d{1,15}"))
            .mapToDouble(digits -> Long.parseLong(digits) * 1024 / 1e6)
            .findFirst();
    return found.orElse(Double.NaN);
  }
}
