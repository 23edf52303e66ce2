package org.speakerbench.bench.environment;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Optional;

/** The Vector API, an incubator module that a JVM may have and opens only when it is asked to. */
public final class VectorApi {
  /** Name of the module. */
  public static final String MODULE = "jdk.incubator.vector";

  private static final String ADD_MODULES = "--add-modules";
  private static final String USE_FMA = "UseFMA";

  private VectorApi() {}

  /** Whether this Java runtime has the module, be it open or not. */
  public static boolean present() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /** Arguments with which a JVM of this runtime opens the module; none if there is none. */
  public static List<String> jvmArguments() {
    return present() ? List.of(ADD_MODULES, MODULE) : List.of();
  }

  /** Why the FMA peak cannot be measured here; empty if it can. */
  public static Optional<String> noFmaPeak() {
    if (!present()) {
      return Optional.of("this Java runtime has no module " + MODULE);
    }
    // Without the instruction each multiply-add would be computed with BigDecimal.
    return Optional.of("the JVM has no FMA instruction to use (-XX:-" + USE_FMA + ")")
        .filter(reason -> !usesFma());
  }

  private static boolean usesFma() {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return hotSpot == null || Boolean.parseBoolean(hotSpot.getVMOption(USE_FMA).getValue());
    } catch (IllegalArgumentException e) {
      return true; // another JVM, which does not tell
    }
  }
}
