package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

class SpeakerBootstrapTest {
  /** The speaker is what stands before the hyphen. */
  private static SpeakerTable speakers(Trials trials) {
    Map<String, String> speakers = new HashMap<>();
    for (Trial trial : trials.list()) {
      for (String clip : List.of(trial.enrol(), trial.test())) {
        speakers.put(clip, clip.split("-")[0]);
      }
    }
    return SpeakerTable.of(speakers);
  }

  private static SpeakerBootstrap bootstrap(Trials trials) {
    return new SpeakerBootstrap(Units.speakers(speakers(trials)), 1);
  }

  private static ScoredTrials noise(Trials trials, double distance, long seed) {
    Random random = new Random(seed);
    return ScoredTrials.of(
        trials,
        trials.list().stream()
            .mapToDouble(trial -> (trial.target() ? distance : 0) + random.nextGaussian())
            .toArray());
  }

  private static ScoredTrials perfect(Trials trials) {
    return ScoredTrials.of(
        trials, trials.list().stream().mapToDouble(trial -> trial.target() ? 1 : 0).toArray());
  }

  /** Between copies of one speaker there are no trials: they would be targets. */
  @Test
  void aTrialCountsAsOftenAsItsSpeakersWereDrawn() {
    Trials trials = ScoredLists.pairs(3, 2);
    Resamples resamples = new Resamples(trials.list(), Units.speakers(speakers(trials)), 3);
    assertThat(resamples.units()).isEqualTo(3);
    Set<List<Integer>> seen = new HashSet<>();
    int[] inOrder = IntStream.range(0, trials.size()).toArray();
    for (int round = 0; round < 200; round++) {
      int[] weights = resamples.in(inOrder).weights(resamples.draw(round));
      int[] times = new int[3];
      for (int i = 0; i < weights.length; i++) {
        Trial trial = trials.list().get(i);
        if (trial.target()) {
          times[trial.enrol().charAt(1) - '0'] = weights[i];
        }
      }
      assertThat(Arrays.stream(times).sum()).isEqualTo(3);
      for (int i = 0; i < weights.length; i++) {
        Trial trial = trials.list().get(i);
        if (!trial.target()) {
          assertThat(weights[i])
              .isEqualTo(
                  times[trial.enrol().charAt(1) - '0'] * times[trial.test().charAt(1) - '0']);
        }
      }
      seen.add(Arrays.stream(times).boxed().toList());
    }
    assertThat(seen).hasSize(10); // all ways to draw three of three
  }

  @Test
  void theSameSeedGivesTheSameIntervalsThatHoldTheRates() {
    Trials trials = ScoredLists.pairs(8, 4);
    ScoredTrials scored = noise(trials, 2, 5);
    SpeakerBootstrap.Intervals intervals = bootstrap(trials).intervals(scored);
    assertThat(intervals).isEqualTo(bootstrap(trials).intervals(scored));
    assertThat(intervals)
        .isNotEqualTo(new SpeakerBootstrap(Units.speakers(speakers(trials)), 2).intervals(scored));
    assertThat(intervals.units()).isEqualTo(8);
    assertThat(intervals.noun()).isEqualTo("speakers");
    assertThat(intervals.resamples()).isEqualTo(2000);
    ErrorRates rates = scored.errorRates();
    for (Rate rate : Rate.values()) {
      assertThat(intervals.of(rate).holds(rate.of(rates))).as(rate.toString()).isTrue();
      assertThat(intervals.of(rate).high()).as(rate.toString()).isGreaterThan(rate.of(rates));
    }
    assertThat(intervals.of(Rate.EER).low()).isBetween(0.02, rates.eer());
  }

  /** Rates over speakers that differ are less certain than over clips of these speakers. */
  @Test
  void speakersThatDifferMakeTheIntervalWider() {
    Trials trials = ScoredLists.pairs(10, 8);
    Random random = new Random(9);
    ScoredTrials scored =
        ScoredTrials.of(
            trials,
            trials.list().stream()
                .mapToDouble(
                    trial -> {
                      boolean hard = trial.enrol().charAt(1) < '3';
                      return (trial.target() ? (hard ? 0 : 6) : 0) + random.nextGaussian();
                    })
                .toArray());
    Interval overSpeakers = bootstrap(trials).intervals(scored).of(Rate.EER);
    Interval overClips = new SpeakerBootstrap(Units.clips(), 1).intervals(scored).of(Rate.EER);
    assertThat(overSpeakers.high() - overSpeakers.low())
        .isGreaterThan(1.3 * (overClips.high() - overClips.low()));
  }

  /** 225 targets without an error: Wilson's upper end, 1.96^2 / (225 + 1.96^2). */
  @Test
  void noErrorIsNoProofOfNone() {
    Trials trials = ScoredLists.pairs(5, 10);
    assertThat(trials.targets()).isEqualTo(225);
    SpeakerBootstrap.Intervals intervals = bootstrap(trials).intervals(perfect(trials));
    assertThat(intervals.of(Rate.EER).low()).isZero();
    assertThat(intervals.of(Rate.EER).high()).isCloseTo(0.016787, within(1e-6));
    // A false alarm counts 99: of 1000 trials without one there may be 0.38%.
    assertThat(intervals.of(Rate.MIN_DCF_01).high()).isCloseTo(0.3792, within(1e-4));
    assertThat(intervals.of(Rate.MIN_DCF_05).high()).isCloseTo(0.0746, within(1e-4));
    assertThat(intervals.of(Rate.MIN_CLLR).high()).isCloseTo(0.1230, within(1e-4));
  }

  /** With five speakers 5 of 3125 draws are of one speaker only: they have no nontarget. */
  @Test
  void drawsThatSayNothingAreCounted() {
    Trials trials = ScoredLists.pairs(5, 3);
    assertThat(bootstrap(trials).intervals(perfect(trials)).degenerate()).isBetween(1, 12);
    assertThat(new SpeakerBootstrap(Units.clips(), 1).intervals(perfect(trials)).degenerate())
        .isZero();
  }

  @Test
  void fewSpeakersHaveNoInterval() {
    Trials trials = ScoredLists.pairs(4, 3);
    assertThat(bootstrap(trials).units(trials)).isEqualTo(4);
    assertThatThrownBy(() -> bootstrap(trials).intervals(perfect(trials)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("found 4 speakers, expected at least 5: there is no interval of fewer");
    Difference difference =
        bootstrap(trials).differences(perfect(trials), noise(trials, 0, 1)).get(Rate.EER);
    assertThat(difference.verdict()).isEqualTo(Difference.Verdict.UNDECIDED);
    assertThat(difference.interval()).isEmpty();
    assertThat(difference.reason()).contains("found 4 speakers");
  }

  @Test
  void trialsThatContradictTheSpeakersAreRefused() {
    Trials trials = ScoredLists.pairs(5, 2);
    Map<String, String> wrong = new HashMap<>();
    trials.tested().forEach(clip -> wrong.put(clip, "same"));
    wrong.put("s0-0", "same");
    SpeakerBootstrap bootstrap = new SpeakerBootstrap(Units.speakers(SpeakerTable.of(wrong)), 0);
    assertThatThrownBy(() -> bootstrap.units(trials))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(
            "s0-0 s1-0 nontarget: found the speakers same and same, expected two");
    wrong.remove("s0-0");
    SpeakerBootstrap unknown = new SpeakerBootstrap(Units.speakers(SpeakerTable.of(wrong)), 0);
    assertThatThrownBy(() -> unknown.units(trials))
        .hasMessageContaining("found no speaker of s0-0, expected one");
  }

  @Test
  void aClearDifferenceIsDecidedBothWays() {
    Trials trials = ScoredLists.pairs(12, 4);
    ScoredTrials good = noise(trials, 4, 1);
    ScoredTrials bad = noise(trials, 1, 2);
    Map<Rate, Difference> better = bootstrap(trials).differences(bad, good);
    Map<Rate, Difference> worse = bootstrap(trials).differences(good, bad);
    for (Rate rate : List.of(Rate.EER, Rate.MIN_DCF_05, Rate.MIN_CLLR)) {
      assertThat(better.get(rate).verdict()).isEqualTo(Difference.Verdict.BETTER);
      assertThat(worse.get(rate).verdict()).isEqualTo(Difference.Verdict.WORSE);
      assertThat(worse.get(rate).value()).isEqualTo(-better.get(rate).value()).isPositive();
      assertThat(worse.get(rate).interval().orElseThrow().low()).isPositive();
      assertThat(worse.get(rate).reason()).isEmpty();
    }
  }

  @Test
  void twoOfAKindAreUndecided() {
    Trials trials = ScoredLists.pairs(12, 4);
    ScoredTrials scored = noise(trials, 2, 1);
    for (ScoredTrials other : List.of(scored, noise(trials, 2, 2))) {
      Difference difference = bootstrap(trials).differences(scored, other).get(Rate.EER);
      assertThat(difference.verdict()).isEqualTo(Difference.Verdict.UNDECIDED);
      assertThat(difference.reason()).isEqualTo("the interval holds 0");
    }
  }

  /**
   * One error in each speaker is in all resamples, but five errors are a small number of errors.
   */
  @Test
  void aHandfulOfErrorsDecidesNothing() {
    Trials trials = ScoredLists.pairs(5, 2);
    ScoredTrials reversed =
        ScoredTrials.of(
            trials, trials.list().stream().mapToDouble(trial -> trial.target() ? 0 : 1).toArray());
    Difference many = bootstrap(trials).differences(perfect(trials), reversed).get(Rate.EER);
    assertThat(many.verdict()).isEqualTo(Difference.Verdict.WORSE);
    ScoredTrials someMissed =
        ScoredTrials.of(
            trials,
            trials.list().stream().mapToDouble(trial -> trial.target() ? 0.5 : 0.5).toArray());
    Difference few =
        Difference.decide(
            Rate.EER,
            perfect(trials).errorRates(),
            someMissed.errorRates(),
            new Interval(0.1, 0.5),
            5);
    assertThat(few.verdict()).isEqualTo(Difference.Verdict.UNDECIDED);
    assertThat(few.reason()).contains("found 5 trials that one of both decides wrongly");
  }

  @Test
  void systemsAreComparedOnTheSameTrialsOnly() {
    Trials trials = ScoredLists.pairs(5, 3);
    Trials others = ScoredLists.pairs(5, 2);
    assertThatThrownBy(() -> bootstrap(trials).differences(perfect(trials), perfect(others)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Hesterberg 2015, table of adjusted levels: n = 5 has 0.0010 in place of 0.025, n = 20 0.0159.
   */
  @Test
  void fewUnitsTakePercentilesFurtherOut() {
    assertThat(Resamples.tail(5)).isCloseTo(0.00096, within(2e-5));
    assertThat(Resamples.tail(20)).isCloseTo(0.0159, within(2e-4));
    assertThat(Resamples.tail(100_000)).isCloseTo(0.025, within(1e-5));
  }

  /** Wilson 1927: the shares of which the one that was found is 1.96 standard deviations away. */
  @Test
  void intervalOfAProportion() {
    for (double share : new double[] {0.02, 0.1, 0.5, 0.9}) {
      Interval interval = IndependentTrials.wilson(share, 50);
      assertThat(interval.low()).isLessThan(share);
      assertThat(interval.high()).isGreaterThan(share);
      for (double end : new double[] {interval.low(), interval.high()}) {
        assertThat(Math.abs(share - end) / Math.sqrt(end * (1 - end) / 50))
            .isCloseTo(1.959964, within(1e-5));
      }
    }
    assertThat(IndependentTrials.wilson(0, 10).low()).isZero();
    assertThat(IndependentTrials.wilson(0, 10).high()).isCloseTo(0.2775328, within(1e-6));
    assertThat(IndependentTrials.wilson(1, 10).high()).isEqualTo(1);
  }
}
