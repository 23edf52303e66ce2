package org.speakerbench.bench.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine made of files. */
record FakeRoot(Path root) {

  SystemFiles files() {
    return new SystemFiles(root);
  }

  FakeRoot write(String file, String text) throws IOException {
    Path path = root.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  /** {@code /proc/stat} with these ticks of all CPUs. */
  FakeRoot cpu(long user, long system, long idle, long ioWait, long softIrq, long steal)
      throws IOException {
    return write(
        "/proc/stat",
        "cpu  %d 0 %d %d %d 0 %d %d 7 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n"
            .formatted(user, system, idle, ioWait, softIrq, steal));
  }

  /** {@code /proc/NAME/stat} of a process with a name that tempts parsers. */
  FakeRoot process(String name, long pid, long parent, long ticks, long childrenTicks)
      throws IOException {
    return write(
        "/proc/" + name + "/stat",
        pid
            + " (a) R 1 (b) S "
            + parent
            + " 4455 765 0 -1 4194304 100 0 0 0 "
            + ticks
            + " 1 "
            + childrenTicks
            + " 2 20 0 1 0 1341315 3133440\n");
  }
}
