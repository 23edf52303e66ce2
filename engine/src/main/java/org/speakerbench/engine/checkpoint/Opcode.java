package org.speakerbench.engine.checkpoint;

import java.util.HashMap;
import java.util.Map;

/** The operations of a pickle, by their codes and names in CPython's {@code pickle.py}. */
final class Opcode {
  static final int MARK = '(';
  static final int STOP = '.';
  static final int POP = '0';
  static final int POP_MARK = '1';
  static final int DUP = '2';
  static final int BINBYTES = 'B';
  static final int SHORT_BINBYTES = 'C';
  static final int BINFLOAT = 'G';
  static final int BININT = 'J';
  static final int BININT1 = 'K';
  static final int BININT2 = 'M';
  static final int NONE = 'N';
  static final int BINPERSID = 'Q';
  static final int REDUCE = 'R';
  static final int BINSTRING = 'T';
  static final int SHORT_BINSTRING = 'U';
  static final int BINUNICODE = 'X';
  static final int EMPTY_LIST = ']';
  static final int APPEND = 'a';
  static final int BUILD = 'b';
  static final int GLOBAL = 'c';
  static final int APPENDS = 'e';
  static final int BINGET = 'h';
  static final int LONG_BINGET = 'j';
  static final int BINPUT = 'q';
  static final int LONG_BINPUT = 'r';
  static final int SETITEM = 's';
  static final int TUPLE = 't';
  static final int SETITEMS = 'u';
  static final int EMPTY_DICT = '}';
  static final int EMPTY_TUPLE = ')';
  static final int PROTO = 0x80;
  static final int TUPLE1 = 0x85;
  static final int TUPLE2 = 0x86;
  static final int TUPLE3 = 0x87;
  static final int NEWTRUE = 0x88;
  static final int NEWFALSE = 0x89;
  static final int LONG1 = 0x8a;
  static final int LONG4 = 0x8b;
  static final int SHORT_BINUNICODE = 0x8c;
  static final int BINUNICODE8 = 0x8d;
  static final int BINBYTES8 = 0x8e;
  static final int STACK_GLOBAL = 0x93;
  static final int MEMOIZE = 0x94;
  static final int FRAME = 0x95;

  /** Those that are refused and have a name: they make objects, or are of the old text form. */
  private static final Map<Integer, String> REFUSED = new HashMap<>();

  static {
    REFUSED.put((int) 'F', "FLOAT");
    REFUSED.put((int) 'I', "INT");
    REFUSED.put((int) 'L', "LONG");
    REFUSED.put((int) 'P', "PERSID");
    REFUSED.put((int) 'S', "STRING");
    REFUSED.put((int) 'V', "UNICODE");
    REFUSED.put((int) 'd', "DICT");
    REFUSED.put((int) 'g', "GET");
    REFUSED.put((int) 'i', "INST");
    REFUSED.put((int) 'l', "LIST");
    REFUSED.put((int) 'o', "OBJ");
    REFUSED.put((int) 'p', "PUT");
    REFUSED.put(0x81, "NEWOBJ");
    REFUSED.put(0x82, "EXT1");
    REFUSED.put(0x83, "EXT2");
    REFUSED.put(0x84, "EXT4");
    REFUSED.put(0x8f, "EMPTY_SET");
    REFUSED.put(0x90, "ADDITEMS");
    REFUSED.put(0x91, "FROZENSET");
    REFUSED.put(0x92, "NEWOBJ_EX");
    REFUSED.put(0x96, "BYTEARRAY8");
    REFUSED.put(0x97, "NEXT_BUFFER");
    REFUSED.put(0x98, "READONLY_BUFFER");
  }

  private Opcode() {}

  /** How messages call an operation that is refused. */
  static String name(int code) {
    String letter = code > ' ' && code < 0x7f ? (char) code + " " : "";
    return letter
        + "("
        + REFUSED.getOrDefault(code, "0x" + Integer.toHexString(code) + ", of no pickle")
        + ")";
  }
}
