package org.speakerbench.bench.measure;

import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.speakerbench.bench.jmh.state.Slowdown;

/** Runs forks of another version of this program: its classes, this program's plan and settings. */
public final class BaseRunner implements CellRunner {
  /** Name of JMH's own result of the other version in the report folder. */
  public static final String JMH_JSON = "jmh-base.json";

  /** JMH gives this property of its own JVM to the JVMs that it forks. */
  private static final String CLASS_PATH = "java.class.path";

  /** Forks inherit this JVM's arguments: a slowdown that tests inject is meant for the new side. */
  private static final List<String> NO_SLOWDOWN = List.of("-D" + Slowdown.PROPERTY + "=0");

  private final BaseJar base;
  private final ForkRunner runner;

  /**
   * A runner like {@link ForkRunner} with other classes.
   *
   * @param clipName what reports call the clip
   * @param folder where {@link #JMH_JSON} goes
   * @param output where JMH's own text goes
   */
  public BaseRunner(
      BaseJar base, RtfSettings settings, String clipName, Path folder, OutputFormat output) {
    this.base = base;
    runner = new ForkRunner(settings, NO_SLOWDOWN, clipName, folder.resolve(JMH_JSON), output);
  }

  @Override
  public Fork run(Cell cell, int fork) throws ForkFailedException {
    String own = System.getProperty(CLASS_PATH);
    System.setProperty(CLASS_PATH, base.file().toString());
    try {
      return runner.run(cell, fork);
    } finally {
      System.setProperty(CLASS_PATH, own);
    }
  }
}
