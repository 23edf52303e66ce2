package org.speakerbench.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speakerbench.bench.environment.Environment;

/**
 * Whether two reports are of one kind of machine. The name of a processor does not tell: one name
 * covers designs that differ twofold. What does is family, model and stepping, instruction sets,
 * caches, how many CPUs there are, what runs the machine, and the native library that computes on
 * it.
 *
 * @param different what differs, with both values
 * @param unknown what at least one report does not know: not the same, and not different
 */
public record Machines(List<String> different, List<String> unknown) {
  /** Two versions that one run measured. */
  static final Machines ONE = new Machines(List.of(), List.of());

  private static final List<String> CACHES = List.of("l1d", "l1i", "l2", "l3");

  /** What identifies a machine: a name for people, and where the value is. */
  private static final Map<String, Function<Environment, Optional<String>>> IDENTITY = identity();

  public Machines {
    different = List.copyOf(different);
    unknown = List.copyOf(unknown);
  }

  static Machines of(Environment base, Environment next) {
    List<String> different = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    IDENTITY.forEach(
        (name, value) -> {
          Optional<String> was = value.apply(base);
          Optional<String> is = value.apply(next);
          if (was.isEmpty() || is.isEmpty()) {
            unknown.add(name);
          } else if (!was.equals(is)) {
            different.add(name + " " + difference(was.get(), is.get()));
          }
        });
    return new Machines(different, unknown);
  }

  /** Whether all of it is known and equal. */
  public boolean same() {
    return different.isEmpty() && unknown.isEmpty();
  }

  /** The finding in a few words. */
  String verdict() {
    return different.isEmpty()
        ? "it is not known whether the machines are the same"
        : "the machines are different";
  }

  /** The finding with what differs or is not known; empty for machines that are the same. */
  Optional<String> notice() {
    if (same()) {
      return Optional.empty();
    }
    String sentence = verdict() + ", so that ratios may be theirs and not those of the versions: ";
    String missing = unknown.isEmpty() ? "" : "not known of both: " + String.join(", ", unknown);
    return Optional.of(
        sentence
            + Stream.concat(different.stream(), Stream.of(missing))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
  }

  private static Map<String, Function<Environment, Optional<String>>> identity() {
    Map<String, Function<Environment, Optional<String>>> identity = new LinkedHashMap<>();
    identity.put("CPU", fact("cpu", "model"));
    identity.put("family/model/stepping", fact("cpu", "family_model_stepping"));
    identity.put("instruction sets", fact("cpu", "isa_flags"));
    identity.put("caches", Machines::caches);
    identity.put("CPUs", fact("cpu", "logical_cpus"));
    identity.put("hypervisor", Machines::hypervisor);
    identity.put("native library of ONNX Runtime", Machines::library);
    identity.put("its providers", fact("onnxruntime", "providers"));
    return identity;
  }

  private static Function<Environment, Optional<String>> fact(String group, String name) {
    return environment -> environment.fact(group, name).text();
  }

  /** Sizes; a machine without a third level has none, but none is without a first. */
  private static Optional<String> caches(Environment environment) {
    return fact("cpu", "l1d_kib")
        .apply(environment)
        .map(
            first ->
                CACHES.stream()
                    .flatMap(
                        cache ->
                            environment
                                .fact("cpu", cache + "_kib")
                                .text()
                                .map(kib -> cache + " " + kib + " KiB")
                                .stream())
                    .collect(Collectors.joining(", ")));
  }

  /** A machine that says it is no guest has none; the name of another may not be known. */
  private static Optional<String> hypervisor(Environment environment) {
    return Boolean.FALSE.equals(environment.fact("cpu", "hypervisor").value())
        ? Optional.of("none")
        : environment.fact("cpu", "hypervisor_name").text();
  }

  /** By its digest: one version is built in several ways. */
  private static Optional<String> library(Environment environment) {
    return environment
        .fact("onnxruntime", "native_library_sha256")
        .text()
        .map(
            sha ->
                environment.fact("onnxruntime", "version").text().orElse("")
                    + " "
                    + sha.substring(0, Math.min(12, sha.length())));
  }

  /** Of lists only what one side alone has. */
  private static String difference(String base, String next) {
    if (base.startsWith("[") && next.startsWith("[")) {
      String gone = without(base, next);
      String come = without(next, base);
      return Stream.of(
              gone.isEmpty() ? "" : gone + " in the base only",
              come.isEmpty() ? "" : come + " in the new report only")
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining(", "));
    }
    return base + " in the base and " + next + " in the new report";
  }

  private static String without(String list, String others) {
    TreeSet<String> rest = new TreeSet<>(words(list));
    rest.removeAll(words(others));
    return String.join(" ", rest);
  }

  private static List<String> words(String list) {
    return List.of(list.substring(1, list.length() - 1).split(", "));
  }
}
