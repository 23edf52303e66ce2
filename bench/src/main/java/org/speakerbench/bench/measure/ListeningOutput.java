package org.speakerbench.bench.measure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import org.openjdk.jmh.runner.format.OutputFormat;

/** An output of JMH that somebody listens to. */
final class ListeningOutput {
  private ListeningOutput() {}

  /**
   * The same output; the listener is told the method's name and the arguments of each call first.
   */
  static OutputFormat of(OutputFormat output, BiConsumer<String, Object[]> listener) {
    return (OutputFormat)
        Proxy.newProxyInstance(
            ListeningOutput.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (proxy, method, arguments) -> {
              listener.accept(method.getName(), arguments);
              try {
                return method.invoke(output, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
