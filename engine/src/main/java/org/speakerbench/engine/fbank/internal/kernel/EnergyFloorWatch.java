package org.speakerbench.engine.fbank.internal.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * Warns, once, of an energy floor that most frames lie below: their energy column is a constant
 * then. 1.0 is little for samples of 16 bits and nearly all for those in [-1, 1). Frames of digital
 * silence do not count, which a floor is for.
 */
final class EnergyFloorWatch {
  /** A quarter of a second at the usual shift: less may be a pause. */
  private static final int FEWEST_FRAMES = 25;

  private static final Logger LOG = LoggerFactory.getLogger(EnergyFloorWatch.class);

  private final FbankOptions options;
  private final AtomicLong sounding = new AtomicLong();
  private final AtomicLong flattened = new AtomicLong();
  private final AtomicBoolean warned = new AtomicBoolean();

  EnergyFloorWatch(FbankOptions options) {
    this.options = options;
  }

  /** Counts frames that are not silent, and how many of them lie below the floor. */
  void count(int soundingFrames, int flattenedFrames) {
    long all = sounding.addAndGet(soundingFrames);
    long below = flattened.addAndGet(flattenedFrames);
    if (all >= FEWEST_FRAMES && 2 * below > all && warned.compareAndSet(false, true)) {
      LOG.warn(
          "energy_floor {} is above the energy of {} of {} frames, whose energy column is constant"
              + " then; it is a sum of squares of samples at sample_scale {}, expected less, or 0"
              + " for none",
          options.energyFloor(),
          below,
          all,
          options.scale().factor());
    }
  }
}
