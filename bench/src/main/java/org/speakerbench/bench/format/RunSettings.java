package org.speakerbench.bench.format;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.speakerbench.bench.environment.Environment;

/** The group {@code run} of the environment: what was asked for, and how far it came. */
public final class RunSettings {
  public static final String GROUP = "run";
  public static final String PROFILE = "profile";
  public static final String FORKS = "forks";
  public static final String ITERATIONS = "iterations";
  public static final String CLIP = "clip";
  public static final String FRONT_END = "front_end";
  public static final String GOLDEN = "golden_pack";
  public static final String TUNED = "tuned_graphs";
  public static final String COMMAND = "command";
  public static final String NOISE_BAND = "noise_band";
  public static final String GATE = "gate";
  public static final String COMPLETE = "complete";
  public static final String FAILED_FORKS = "failed_forks";

  /** What {@link #FRONT_END} says where the front end is that of the published models. */
  public static final String STANDARD = "standard";

  /** How the source of {@link #FRONT_END} begins where it is not that of the models. */
  public static final String CONFIG = "--config ";

  private RunSettings() {}

  /** A setting as text; empty if the report does not have it. */
  public static String text(Environment environment, String name) {
    return environment.fact(GROUP, name).text().orElse("");
  }

  /** Relative noise band of comparisons within the run; empty if the report does not have it. */
  public static OptionalDouble noiseBand(Environment environment) {
    return number(environment, NOISE_BAND);
  }

  /** Relative limit of the run's gate; empty if it was asked for none. */
  public static OptionalDouble gate(Environment environment) {
    return number(environment, GATE);
  }

  private static OptionalDouble number(Environment environment, String name) {
    return environment.fact(GROUP, name).value() instanceof Number value
        ? OptionalDouble.of(value.doubleValue())
        : OptionalDouble.empty();
  }

  /** What the front end has that the standard one has not; empty if it is that. */
  public static Optional<String> otherFrontEnd(Environment environment) {
    return environment.fact(GROUP, FRONT_END).text().filter(text -> !text.equals(STANDARD));
  }

  /** The configuration that stood in for the models' own front ends; empty if none did. */
  public static Optional<String> configuration(Environment environment) {
    return Optional.ofNullable(environment.fact(GROUP, FRONT_END).source())
        .filter(source -> source.startsWith(CONFIG))
        .map(source -> source.replaceFirst(",.*", ""));
  }

  /** Whether the run was cut off. */
  public static boolean cutOff(Environment environment) {
    return Boolean.FALSE.equals(environment.fact(GROUP, COMPLETE).value());
  }

  /** The forks that failed, one sentence each. */
  public static List<String> failedForks(Environment environment) {
    return environment.fact(GROUP, FAILED_FORKS).value() instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
