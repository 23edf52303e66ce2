package org.speakerbench.bench.environment;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CPUs that this process may use: by its affinity and its cpuset, and how many of them at once
 * by the quota of its control groups.
 *
 * @param numbers as the kernel counts them; empty if it does not tell
 * @param quota in CPUs; empty for none
 */
record UsableCpus(SortedSet<Integer> numbers, OptionalDouble quota) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  static UsableCpus read(SystemFiles files) {
    SortedSet<Integer> affinity =
        numbers(files.lines("/proc/self/status").value("Cpus_allowed_list").orElse(""));
    SortedSet<Integer> both = new TreeSet<>(affinity);
    both.retainAll(numbers(LimitFacts.cpusetList(files).orElse("")));
    // The kernel keeps the affinity within the cpuset; a container may number its CPUs anew.
    return new UsableCpus(both.isEmpty() ? affinity : both, LimitFacts.quotaCpus(files));
  }

  /** How many work at once; empty if it is not known. */
  OptionalDouble count() {
    return numbers.isEmpty()
        ? quota
        : OptionalDouble.of(Math.min(numbers.size(), quota.orElse(numbers.size())));
  }

  /** As a fact of the process. */
  Fact fact() {
    return count().isPresent()
        ? Fact.of(count().getAsDouble(), "affinity, cpuset and quota")
        : Fact.unavailable("the system tells neither affinity nor quota");
  }

  /** Of a list such as {@code 0-3,8}; empty if it is something else. */
  static SortedSet<Integer> numbers(String list) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String part : list.strip().split(",")) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        return new TreeSet<>();
      }
      int first = Integer.parseInt(range.group(1));
      int last = Optional.ofNullable(range.group(2)).map(Integer::parseInt).orElse(first);
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
