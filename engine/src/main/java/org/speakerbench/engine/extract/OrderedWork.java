package org.speakerbench.engine.extract;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does the work of a list on several threads and hands over the outcomes in the order of the list.
 *
 * <p>The threads take one item after the other; there is no queue. An outcome whose turn has not
 * come waits, and so that few do, nobody takes an item that is further than {@code ahead} from the
 * oldest that is not done: memory depends on {@code ahead} and never on the length of the list.
 *
 * @param <I> item
 * @param <O> outcome, not null
 */
final class OrderedWork<I, O> {
  private final Iterator<I> items;
  private final Function<I, O> work;
  private final Consumer<O> inOrder;

  /** Outcomes whose turn has not come, by number modulo its length. */
  private final Object[] waiting;

  private long taken;
  private long handedOver;
  private boolean stopped;
  private Throwable failure;

  /**
   * What is to be done.
   *
   * @param work called by many threads at a time
   * @param inOrder called by one thread at a time
   */
  OrderedWork(Iterator<I> items, int ahead, Function<I, O> work, Consumer<O> inOrder) {
    this.items = items;
    this.work = work;
    this.inOrder = inOrder;
    waiting = new Object[ahead];
  }

  /**
   * Works on so many threads, of which the caller's is one, until the list ends or one of them
   * throws; returns when all have ended.
   *
   * @throws InterruptedException if the calling thread is interrupted, after the others have
   *     finished the item they were at
   * @throws RuntimeException or error: the first that was thrown by the work or by who takes its
   *     outcomes
   */
  void run(int threads) throws InterruptedException {
    Thread[] others = new Thread[threads - 1];
    boolean interrupted = false;
    try {
      for (int i = 0; i < others.length; i++) {
        others[i] = new Thread(this::workOthers, "speakerbench-job-" + (i + 2));
        others[i].setDaemon(true);
        others[i].start();
      }
      workUntilDone();
    } catch (InterruptedException e) {
      interrupted = true;
      stop(null);
    } catch (RuntimeException | Error e) { // also a thread that does not start
      stop(e);
    }
    for (Thread other : others) {
      interrupted |= join(other);
    }
    if (interrupted | Thread.interrupted()) {
      throw new InterruptedException();
    }
    rethrow(failure);
  }

  private void workOthers() {
    try {
      workUntilDone();
    } catch (InterruptedException | RuntimeException | Error e) {
      stop(e);
    }
  }

  private void workUntilDone() throws InterruptedException {
    for (Item<I> item = take(); item != null; item = take()) {
      O outcome = work.apply(item.item());
      if (Thread.interrupted()) { // it may have failed for that reason only
        throw new InterruptedException();
      }
      handOver(item.number(), outcome);
    }
  }

  private record Item<I>(long number, I item) {}

  /** The next item, as soon as it is not too far ahead; null if there is nothing left to do. */
  private synchronized Item<I> take() throws InterruptedException {
    while (!stopped && items.hasNext() && taken - handedOver == waiting.length) {
      wait();
    }
    return stopped || !items.hasNext() ? null : new Item<>(taken++, items.next());
  }

  @SuppressWarnings("unchecked") // Only outcomes are put there.
  private synchronized void handOver(long number, O outcome) {
    waiting[slot(number)] = outcome;
    for (int at = slot(handedOver); waiting[at] != null && !stopped; at = slot(handedOver)) {
      O next = (O) waiting[at];
      waiting[at] = null;
      inOrder.accept(next);
      handedOver++;
    }
    notifyAll();
  }

  private int slot(long number) {
    return (int) (number % waiting.length);
  }

  private synchronized void stop(Throwable cause) {
    stopped = true;
    failure = failure == null ? cause : failure;
    notifyAll();
  }

  /** Waits for a thread to end, and tells whether the calling one was interrupted meanwhile. */
  private boolean join(Thread thread) {
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        stop(null);
      }
    }
    return interrupted;
  }

  private static void rethrow(Throwable failure) throws InterruptedException {
    if (failure instanceof InterruptedException interruption) {
      throw interruption;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
