package org.speakerbench.engine.graph.float64;

/**
 * Where the windows of a convolution or pooling stand along one axis.
 *
 * @param size of the axis
 * @param before pads in front of it
 * @param count how many windows there are
 */
record Window(int size, int kernel, int stride, int dilation, int before, int after, int count) {
  /** An axis of one place with a kernel of one. */
  static final Window NONE = new Window(1, 1, 1, 1, 0, 0, 1);

  /** From the attributes of a node, for one of its axes. */
  static Window of(Call call, int axis, int axes, int size, int kernel) {
    int stride = call.perAxis("strides", axes, 1)[axis];
    int dilation = call.perAxis("dilations", axes, 1)[axis];
    int[] pads = call.perAxis("pads", 2 * axes, 0);
    int before = pads[axis];
    int after = pads[axes + axis];
    int extent = dilation * (kernel - 1) + 1;
    String automatic = call.node().text("auto_pad", "NOTSET");
    if (automatic.startsWith("SAME")) {
      int padded = Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size);
      before = automatic.equals("SAME_UPPER") ? padded / 2 : padded - padded / 2;
      after = padded - before;
    }
    int room = size + before + after - extent;
    int count = Math.floorDiv(room, stride) + 1;
    if (call.node().integer("ceil_mode", 0) == 1) {
      count = -Math.floorDiv(-room, stride) + 1;
      // The last window begins inside, or in the pads in front: as PyTorch counts.
      count -= (count - 1) * stride >= size + before ? 1 : 0;
    }
    return new Window(size, kernel, stride, dilation, before, after, count);
  }

  /** Place of a value of a window in the axis; outside of it in pads. */
  int place(int window, int tap) {
    return window * stride - before + tap * dilation;
  }

  /** The first window whose value stands inside the axis. */
  int firstInside(int tap) {
    return Math.min(count, Math.max(0, -Math.floorDiv(place(0, tap), stride)));
  }

  /** Behind the last window whose value stands inside. */
  int endInside(int tap) {
    int windows = Math.floorDiv(size - 1 - place(0, tap), stride) + 1;
    return Math.max(firstInside(tap), Math.min(count, windows));
  }

  /** Whether each window begins at a place of its own, one for each. */
  boolean isEach() {
    return stride == 1 && count == size && before == 0;
  }
}
