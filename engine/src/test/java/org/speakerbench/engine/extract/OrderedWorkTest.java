package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // A mistake here is a thread that waits for ever.
class OrderedWorkTest {
  private final List<Integer> order = new ArrayList<>();

  private static Iterator<Integer> items(int count) {
    return IntStream.range(0, count).iterator();
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "2, 1", "2, 64", "5, 3", "16, 16"})
  void outcomesComeInTheOrderOfTheItems(int threads, int ahead) throws Exception {
    new OrderedWork<>(
            items(500),
            ahead,
            item -> {
              if (item % 3 == 0) {
                Thread.yield(); // overtaken, if there are others
              }
              return item;
            },
            order::add)
        .run(threads);
    assertThat(order).isEqualTo(upTo(500));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void soManyAreWorkedOnAtATimeAndNeverMore(int threads) throws Exception {
    AtomicInteger inWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(threads);
    new OrderedWork<Integer, Integer>(
            items(threads * 20),
            8,
            item -> {
              most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
              try {
                together.await(); // none goes on before all are here
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              inWork.decrementAndGet();
              return item;
            },
            order::add)
        .run(threads);
    assertThat(most).hasValue(threads);
    assertThat(order).hasSize(threads * 20);
  }

  /** The first item takes as long as the others can go on without it. */
  @Test
  void nobodyGoesFurtherAheadOfTheOldestThanAllowed() throws Exception {
    int ahead = 8;
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger furthest = new AtomicInteger();
    CountDownLatch othersAreStuck = new CountDownLatch(ahead);
    Iterator<Integer> items = items(100);
    Iterator<Integer> counted =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return items.hasNext();
          }

          @Override
          public Integer next() {
            furthest.accumulateAndGet(taken.incrementAndGet() - order.size(), Math::max);
            othersAreStuck.countDown();
            return items.next();
          }
        };
    new OrderedWork<Integer, Integer>(
            counted,
            ahead,
            item -> {
              if (item == 0) {
                awaitAll(othersAreStuck);
              }
              return item;
            },
            order::add)
        .run(3);
    assertThat(furthest).hasValue(ahead);
    assertThat(order).isEqualTo(upTo(100));
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void whatIsThrownEndsTheWorkAndIsThrown(int threads) {
    OutOfMemoryError thrown = new OutOfMemoryError("Java heap space");
    AtomicInteger begun = new AtomicInteger();
    OrderedWork<Integer, Integer> work =
        new OrderedWork<>(
            items(1_000_000),
            4,
            item -> {
              begun.incrementAndGet();
              if (item == 10) {
                throw thrown;
              }
              return item;
            },
            order::add);
    assertThatThrownBy(() -> work.run(threads)).isSameAs(thrown);
    // Those before it, and not those after it that were done already.
    assertThat(upTo(10)).startsWith(order.toArray(Integer[]::new));
    assertThat(begun.get()).isBetween(11, 10 + 4);
    assertNoThreadIsLeft();
  }

  @Test
  void whoTakesTheOutcomesMayThrowToo() {
    OrderedWork<Integer, Integer> work =
        new OrderedWork<>(
            items(100),
            4,
            item -> item,
            item -> {
              throw new IllegalStateException("no room for " + item);
            });
    assertThatThrownBy(() -> work.run(3)).hasMessage("no room for 0");
    assertNoThreadIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterruptOfTheCallerEndsTheWork(int threads) {
    Thread caller = Thread.currentThread();
    OrderedWork<Integer, Integer> work =
        new OrderedWork<>(
            items(1_000_000),
            4,
            item -> {
              if (item == 10) {
                caller.interrupt();
              }
              return item;
            },
            order::add);
    assertThatThrownBy(() -> work.run(threads)).isInstanceOf(InterruptedException.class);
    assertThat(order).hasSizeLessThan(1_000_000);
    assertNoThreadIsLeft();
  }

  /** The list is at its end, but another thread is not. */
  @Test
  void anInterruptOfACallerWhoOnlyWaitsEndsTheWork() {
    Thread caller = Thread.currentThread();
    CountDownLatch bothAreAtWork = new CountDownLatch(2);
    CountDownLatch callerIsDone = new CountDownLatch(1);
    OrderedWork<Integer, Integer> work =
        new OrderedWork<>(
            items(2),
            4,
            item -> {
              bothAreAtWork.countDown();
              awaitAll(bothAreAtWork);
              if (Thread.currentThread() == caller) {
                callerIsDone.countDown();
              } else {
                awaitAll(callerIsDone);
                while (caller.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
                caller.interrupt();
              }
              return item;
            },
            order::add);
    assertThatThrownBy(() -> work.run(2)).isInstanceOf(InterruptedException.class);
    assertNoThreadIsLeft();
  }

  private static void assertNoThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("speakerbench-job"));
  }
}
