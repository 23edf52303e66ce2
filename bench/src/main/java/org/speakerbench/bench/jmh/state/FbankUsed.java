package org.speakerbench.bench.jmh.state;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankProvider;

/**
 * By which instructions FBank ran: {@code auto} takes vectors or plain Java, several times apart,
 * by how the JVM was started. JMH puts the public method into its text and its JSON, as a secondary
 * result of every benchmark that takes this; set-up says the same in words.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class FbankUsed {
  /** What {@link Fbank#warmUp()} says of vectors begins so. */
  private static final String VECTORS = "vectors";

  private static volatile boolean vector;

  /** Secondary result: 0 for plain Java; for vectors the iterations, times the threads. */
  public long fbankVector() {
    return vector ? 1 : 0;
  }

  /** Lets the compiler settle, and says by what this provider runs from now on. */
  static void settle(FbankProvider provider) throws InterruptedException {
    String automatic = Fbank.warmUp();
    String used =
        switch (provider) {
          case AUTO -> automatic;
          case PLAIN -> "plain Java, as asked for";
          case VECTOR -> VECTORS + ", as asked for";
        };
    vector = used.startsWith(VECTORS);
    System.out.println("FBank by " + used);
  }

  /** The same for an FBank that is made without naming one. */
  static void settle() throws InterruptedException {
    settle(
        FbankProvider.of(
            System.getProperty(FbankProvider.PROPERTY, FbankProvider.AUTO.toString())));
  }
}
