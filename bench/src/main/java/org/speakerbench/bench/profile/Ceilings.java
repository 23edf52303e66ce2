package org.speakerbench.bench.profile;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.speakerbench.bench.jmh.ceiling.Arithmetic;
import org.speakerbench.bench.jmh.ceiling.Ceiling;
import org.speakerbench.bench.statistics.FastestQuarter;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.Provider;

/** The ceilings of the machine, called in every round of a profile. */
final class Ceilings {
  /** In a round. */
  private static final int CALLS = 4;

  private final Map<Limit, Ceiling> open = new EnumMap<>(Limit.class);
  private final Map<Limit, List<Double>> ns = new EnumMap<>(Limit.class);
  private final Map<Limit, String> missing = new EnumMap<>(Limit.class);

  /** Opens those that this machine, JVM and runtime have. */
  static Ceilings open(Provider provider) {
    Ceilings ceilings = new Ceilings();
    ceilings.add(Limit.GEMM, () -> Ceiling.product(Arithmetic.F32, Provider.CPU));
    ceilings.add(Limit.INT8, () -> Ceiling.product(Arithmetic.INT8, Provider.CPU));
    ceilings.add(Limit.F16, () -> Ceiling.product(Arithmetic.F16, Provider.CPU));
    ceilings.add(Limit.BF16, () -> Ceiling.product(Arithmetic.BF16, Provider.CPU));
    if (provider.isPlugin()) {
      Arithmetic arithmetic =
          provider.precision().isReduced() ? Arithmetic.REDUCED : Arithmetic.F32;
      ceilings.add(Limit.PROVIDER, () -> Ceiling.product(arithmetic, provider));
    }
    ceilings.add(Limit.FMA, Ceiling::fma);
    ceilings.add(Limit.COPY, Ceiling::copy);
    return ceilings;
  }

  private void add(Limit limit, Supplier<Ceiling> opened) {
    try {
      open.put(limit, opened.get());
      ns.put(limit, new ArrayList<>());
    } catch (SpeakerbenchException e) {
      missing.put(limit, e.getMessage());
    }
  }

  /** Calls each so often without timing it. */
  void warmUp(int calls) throws OrtException {
    for (Ceiling ceiling : open.values()) {
      for (int call = 0; call < calls; call++) {
        ceiling.call().run();
      }
    }
  }

  /** Calls each some times, and times each call. */
  void round() throws OrtException {
    for (Map.Entry<Limit, Ceiling> ceiling : open.entrySet()) {
      for (int call = 0; call < CALLS; call++) {
        long start = System.nanoTime();
        ceiling.getValue().call().run();
        ns.get(ceiling.getKey()).add((double) System.nanoTime() - start);
      }
    }
  }

  /**
   * Work per second of each, by the mean of the fastest quarter of its calls, and why others are
   * not there.
   */
  MeasuredLimits measured() {
    Map<Limit, Double> rates = new EnumMap<>(Limit.class);
    open.forEach((limit, ceiling) -> rates.put(limit, ceiling.work() / mean(ns.get(limit)) * 1e9));
    Map<Limit, Long> work = new EnumMap<>(Limit.class);
    open.forEach((limit, ceiling) -> work.put(limit, ceiling.work()));
    return new MeasuredLimits(rates, work, missing);
  }

  private static double mean(List<Double> values) {
    return FastestQuarter.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
