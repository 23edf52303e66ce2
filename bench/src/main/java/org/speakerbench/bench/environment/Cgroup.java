package org.speakerbench.bench.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The control groups that hold this process, of version 1 or 2: a limit of any of them counts.
 * Inside a container, those around it are often out of sight.
 *
 * @param version {@code 1} or {@code 2}
 * @param folders of the process's own group first, the root's last, as this process sees them
 */
record Cgroup(SystemFiles files, int version, List<String> folders) {

  /**
   * The groups of a controller such as {@code cpu}; empty if this system has none, or they are not
   * mounted.
   */
  static Optional<Cgroup> of(SystemFiles files, String controller) {
    List<String> memberships = files.lines("/proc/self/cgroup").lines();
    Optional<String> first =
        memberships.stream()
            .filter(line -> line.matches("[1-9]\\d*:([^:]*,)?" + controller + "(,[^:]*)?:/.*"))
            .findFirst();
    return first.isPresent()
        ? Mount.find(files, "cgroup", controller).map(mount -> group(files, 1, mount, first.get()))
        : memberships.stream()
            .filter(line -> line.startsWith("0::/"))
            .findFirst()
            .flatMap(line -> Mount.find(files, "cgroup2", null).map(m -> group(files, 2, m, line)));
  }

  private static Cgroup group(SystemFiles files, int version, Mount mount, String membership) {
    String path = membership.split(":", 3)[2];
    return new Cgroup(files, version, mount.folders(path));
  }

  /**
   * Time for which quotas kept threads from running, ms, added over CPUs and groups; empty if no
   * group tells.
   */
  OptionalDouble throttledMs() {
    List<SystemFiles.Lines> told =
        folders.stream()
            .map(folder -> files.lines(folder + "/cpu.stat"))
            .filter(lines -> lines.missing() == null)
            .toList();
    if (told.isEmpty()) {
      return OptionalDouble.empty();
    }
    // A group without quotas has no such line.
    return OptionalDouble.of(
        told.stream()
            .mapToDouble(
                lines ->
                    version == 1
                        ? lines.number("throttled_time").orElse(0) / 1e6
                        : lines.number("throttled_usec").orElse(0) / 1e3)
            .sum());
  }

  /**
   * Where a hierarchy is mounted.
   *
   * @param root the group that is seen at {@code point}
   * @param point folder
   */
  private record Mount(String root, String point) {
    private static final int ROOT = 3;
    private static final int POINT = 4;

    /** The mount of a type, and of a controller if one is given. */
    static Optional<Mount> find(SystemFiles files, String type, String controller) {
      for (String line : files.lines("/proc/self/mountinfo").lines()) {
        String[] sides = line.split(" - ", 2);
        String[] mount = sides[0].split(" ");
        String[] filesystem = sides.length < 2 ? new String[0] : sides[1].split(" ");
        if (mount.length > POINT
            && filesystem.length > 2
            && filesystem[0].equals(type)
            && (controller == null
                || Arrays.asList(filesystem[2].split(",")).contains(controller))) {
          return Optional.of(new Mount(mount[ROOT], mount[POINT]));
        }
      }
      return Optional.empty();
    }

    /** Folders of a group and of those around it, as far as they are below this mount. */
    List<String> folders(String group) {
      String below = group;
      if (!root.equals("/")) {
        below = (group + "/").startsWith(root + "/") ? group.substring(root.length()) : "";
      }
      List<String> folders = new ArrayList<>();
      while (below.length() > 1 && !below.contains("/..")) {
        folders.add(point + below);
        below = below.substring(0, below.lastIndexOf('/'));
      }
      folders.add(point);
      return folders;
    }
  }
}
