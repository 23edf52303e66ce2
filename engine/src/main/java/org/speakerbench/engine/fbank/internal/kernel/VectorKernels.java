package org.speakerbench.engine.fbank.internal.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * The kernels that use the Vector API: whether this JVM has them, and when they are worth using.
 *
 * <p>Until it is compiled the Vector API is some thousand times slower than plain Java, and
 * compiling takes a second or two. So it is compiled on a thread of its own, after {@link
 * #FRAMES_BEFORE} frames, and taken when it has proved faster than the plain kernel.
 */
public final class VectorKernels {
  private static final Logger LOG = LoggerFactory.getLogger(VectorKernels.class);
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FACTORY =
      VectorKernels.class.getPackageName() + ".VectorKernelFactory";

  /** Below this the plain kernel, which the compiler vectorises too, is as good. */
  private static final int FEWEST_LANES = 8;

  /** Half a minute of audio: who computes that much may compute more. */
  private static final int FRAMES_BEFORE = 3_000;

  /** A race is of so many frames, won by so many victories in a row by so much. */
  private static final int RACE_FRAMES = 64;

  private static final int WINS = 30;
  private static final double MARGIN = 1.2;
  private static final long RACE_NANOS = 20_000_000_000L;

  private static final AtomicLong FRAMES = new AtomicLong();
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final CountDownLatch SETTLED = new CountDownLatch(1);
  private static volatile boolean ready;
  private static volatile String state = "plain Java, until vectors are compiled";

  private VectorKernels() {}

  /** Whether vector kernels are compiled and faster. */
  static boolean ready() {
    return ready;
  }

  /** What is used, and why, in a few words. */
  public static String state() {
    return state;
  }

  /** Notes that frames were computed by another kernel; starts the compilation when it pays. */
  static void computed(int frames) {
    if (!STARTED.get() && FRAMES.addAndGet(frames) >= FRAMES_BEFORE) {
      start();
    }
  }

  private static void start() {
    if (STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(VectorKernels::settle, "speakerbench-fbank-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Compiles now, and returns when it is decided which kernel is used. */
  public static void await() throws InterruptedException {
    start();
    SETTLED.await();
  }

  private static void settle() {
    try {
      KernelFactory factory = factory();
      String slow = noCompiler();
      if (slow == null) {
        slow = race(factory);
      }
      if (slow == null) {
        state = "vectors of " + factory.lanes() + " floats";
        ready = true;
      } else {
        state = "plain Java: " + slow;
      }
    } catch (LinkageError | RuntimeException e) {
      state = "plain Java: " + e.getMessage();
    } finally {
      LOG.info("FBank by {}", state);
      SETTLED.countDown();
    }
  }

  /**
   * The factory of this JVM's kernels.
   *
   * @throws SpeakerbenchException saying why there is none
   */
  static KernelFactory factory() {
    KernelFactory factory = load();
    if (factory.lanes() < FEWEST_LANES) {
      throw new SpeakerbenchException(
          "vectors are too narrow: found "
              + factory.lanes()
              + " floats, expected at least "
              + FEWEST_LANES);
    }
    return factory;
  }

  /** The same whatever the width of vectors. */
  static KernelFactory load() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new SpeakerbenchException(
          "module " + MODULE + " is absent, expected java --add-modules " + MODULE);
    }
    try {
      return (KernelFactory) Class.forName(FACTORY).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new SpeakerbenchException("the Vector API of this JVM cannot be used: " + e, e);
    }
  }

  /** Why the compiler of this JVM cannot make vectors of it; null if it may. */
  private static String noCompiler() {
    if (System.getProperty("java.vm.info", "").contains("interpreted")) {
      return "this JVM only interprets (java.vm.info is "
          + System.getProperty("java.vm.info")
          + ")";
    }
    try {
      String level =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .getVMOption("TieredStopAtLevel")
              .getValue();
      return Integer.parseInt(level) < 4 ? "not C2: TieredStopAtLevel is " + level : null;
    } catch (LinkageError | RuntimeException e) {
      return null; // another JVM: it is tried
    }
  }

  /** Runs both kernels until the one of vectors has won; why it has not, or null. */
  private static String race(KernelFactory factory) {
    LogMelPlan plan = LogMelPlan.standard();
    LogMelKernel vector = factory.create(plan);
    LogMelKernel plain = new PlainKernel(plan);
    float[] samples = noise(plan.length + (RACE_FRAMES - 1) * plan.shift);
    float[] out = new float[RACE_FRAMES * plan.bins];
    long start = System.nanoTime();
    int wins = 0;
    while (wins < WINS) {
      if (System.nanoTime() - start > RACE_NANOS) {
        return "vectors were not faster after " + RACE_NANOS / 1_000_000_000 + " s";
      }
      double vectorTime = time(vector, samples, out);
      wins = MARGIN * vectorTime < time(plain, samples, out) ? wins + 1 : 0;
    }
    return null;
  }

  private static long time(LogMelKernel kernel, float[] samples, float[] out) {
    long start = System.nanoTime();
    kernel.compute(samples, 0, RACE_FRAMES, out, 0);
    return System.nanoTime() - start;
  }

  private static float[] noise(int count) {
    SplitMix64 random = new SplitMix64(1);
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (float) (random.nextUniform() - 0.5);
    }
    return samples;
  }
}
