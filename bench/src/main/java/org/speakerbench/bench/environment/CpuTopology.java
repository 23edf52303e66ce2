package org.speakerbench.bench.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the CPUs hang together, from {@code /sys/devices/system}. */
final class CpuTopology {
  static final String CPUS = "/sys/devices/system/cpu";
  private static final String NODES = "/sys/devices/system/node/online";
  private static final String SMT = CPUS + "/smt/active";
  private static final String SOCKET = "physical_package_id";

  private CpuTopology() {}

  static Map<String, Fact> collect(SystemFiles files) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("online_cpus", files.lines(CPUS + "/online").firstLine(CpuTopology::checked));
    facts.put("smt_active", files.lines(SMT).firstLine(FrequencyFacts::bit));
    facts.put(
        "thread_siblings",
        files.lines(CPUS + "/cpu0/topology/thread_siblings_list").firstLine(CpuTopology::checked));
    facts.put("numa_nodes", files.lines(NODES).firstLine(CpuTopology::count));
    return facts;
  }

  static Fact sockets(SystemFiles files) {
    return distinct(files, List.of(SOCKET));
  }

  static Fact cores(SystemFiles files) {
    return distinct(files, List.of(SOCKET, "core_id"));
  }

  /** Folders of the CPUs of the machine. */
  static List<String> folders(SystemFiles files) {
    return files.names(CPUS).stream()
        .filter(name -> name.matches("cpu\\d+"))
        .map(name -> CPUS + "/" + name)
        .toList();
  }

  private static Fact distinct(SystemFiles files, List<String> ids) {
    long count =
        folders(files).stream()
            .map(cpu -> ids.stream().map(id -> id(files, cpu, id)).toList())
            .filter(found -> found.stream().allMatch(Optional::isPresent))
            .distinct()
            .count();
    String source = CPUS + "/cpu*/topology/" + String.join(", ", ids);
    return count == 0
        ? Fact.unavailable(source + " does not exist")
        : Fact.of((int) count, source + ", distinct");
  }

  /** Virtual machines may say -1, which tells nothing. */
  private static Optional<String> id(SystemFiles files, String cpu, String id) {
    return files.lines(cpu + "/topology/" + id).first().filter(text -> text.matches("\\d+"));
  }

  private static String checked(String list) {
    count(list);
    return list;
  }

  /** Members of a list such as {@code 0-3,8}. */
  static int count(String list) {
    int count = 0;
    for (String range : list.split(",")) {
      String[] ends = range.split("-", 2);
      count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
    }
    return count;
  }
}
