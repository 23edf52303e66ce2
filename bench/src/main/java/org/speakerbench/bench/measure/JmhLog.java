package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.speakerbench.bench.format.ReportFolder;

/**
 * JMH's own text, in {@link ReportFolder#JMH_LOG} of the report folder and, if wanted, on standard
 * error.
 */
public final class JmhLog implements AutoCloseable {
  private final PrintStream out;
  private final PrintStream standardOutput = System.out;

  private JmhLog(PrintStream out) {
    this.out = out;
    System.setOut(out);
  }

  /** Opens the log; {@code copy} also goes to standard error. */
  public static JmhLog open(Path folder, boolean copy) throws IOException {
    OutputStream file = Files.newOutputStream(folder.resolve(ReportFolder.JMH_LOG));
    OutputStream target = copy ? new Tee(file, System.err) : file;
    return new JmhLog(new PrintStream(target, true, StandardCharsets.UTF_8));
  }

  /** The log as JMH takes it. */
  public OutputFormat format() {
    return OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL);
  }

  @Override
  public void close() {
    System.setOut(standardOutput);
    out.close();
  }

  /** Standard error stays open when the log is closed. */
  private static final class Tee extends OutputStream {
    private final OutputStream file;
    private final PrintStream console;

    Tee(OutputStream file, PrintStream console) {
      this.file = file;
      this.console = console;
    }

    @Override
    public void write(int b) throws IOException {
      file.write(b);
      console.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
      console.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      file.flush();
      console.flush();
    }

    @Override
    public void close() throws IOException {
      file.close();
      console.flush();
    }
  }
}
