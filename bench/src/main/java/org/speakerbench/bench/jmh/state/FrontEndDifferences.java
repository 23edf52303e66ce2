package org.speakerbench.bench.jmh.state;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankOptions;

/** What two front ends do not have in common. */
public final class FrontEndDifferences {
  private FrontEndDifferences() {}

  /** Each as {@code mel.bins 72 and not 80}: the first, then the second; empty if there is none. */
  public static List<String> between(FbankOptions first, FbankOptions second) {
    List<String> differences = new ArrayList<>();
    add("", first, second, differences);
    return differences;
  }

  /** The same with what is made of features. */
  public static List<String> between(FrontEnd first, FrontEnd second) {
    List<String> differences = between(first.fbank(), second.fbank());
    if (first.mean() != second.mean()) {
      differences.add("mean " + first.mean() + " and not " + second.mean());
    }
    return differences;
  }

  private static void add(String prefix, Record first, Record second, List<String> differences) {
    for (RecordComponent component : first.getClass().getRecordComponents()) {
      Object a = value(component, first);
      Object b = value(component, second);
      String name = prefix + component.getName();
      if (a instanceof Record inner) {
        add(name + ".", inner, (Record) b, differences);
      } else if (!a.equals(b)) {
        differences.add(name + " " + a + " and not " + b);
      }
    }
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("front end of " + record.getClass(), e); // all are public
    }
  }
}
