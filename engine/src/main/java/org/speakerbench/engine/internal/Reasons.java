package org.speakerbench.engine.internal;

import java.io.EOFException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something failed, in words: for messages, which name no class of Java's. */
public final class Reasons {
  private Reasons() {}

  /** Without the name of the file, which the sentence around it has. */
  public static String of(Throwable thrown) {
    if (thrown instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (thrown instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (thrown instanceof FileAlreadyExistsException) {
      return "something of that name is there";
    }
    if (thrown instanceof NotDirectoryException) {
      return "no folder";
    }
    if (thrown instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    if (thrown instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    if (thrown instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    if (thrown instanceof EOFException) {
      return "it ends too early";
    }
    if (thrown instanceof OutOfMemoryError) {
      return "memory ran out";
    }
    return thrown.getMessage() == null ? "the system gives no reason" : thrown.getMessage();
  }
}
