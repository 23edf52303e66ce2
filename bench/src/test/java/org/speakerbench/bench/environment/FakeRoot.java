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

  /** {@code /proc/stat} of one CPU with these ticks. */
  FakeRoot cpu(long user, long system, long idle, long ioWait, long softIrq, long steal)
      throws IOException {
    String ticks =
        " %d 0 %d %d %d 0 %d %d 7 0\n".formatted(user, system, idle, ioWait, softIrq, steal);
    return write("/proc/stat", "cpu " + ticks + "cpu0" + ticks);
  }

  /** {@code /proc/stat} of CPUs with these busy and idle ticks and more that are always there. */
  FakeRoot cpus(long[]... busyAndIdle) throws IOException {
    StringBuilder lines = new StringBuilder("cpu  9 0 0 9 0 0 0 0 0 0\n");
    for (int i = 0; i < busyAndIdle.length; i++) {
      lines.append(
          "cpu%d %d 0 0 %d 0 0 0 0 0 0\n".formatted(i, busyAndIdle[i][0], 7 + busyAndIdle[i][1]));
    }
    return write("/proc/stat", lines.append("intr 1 2 3\n").toString());
  }

  /** CPUs that the process may use, as {@code taskset} leaves them. */
  FakeRoot affinity(String list) throws IOException {
    return write("/proc/self/status", "Name:\tjava\nCpus_allowed_list:\t" + list + "\n");
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
