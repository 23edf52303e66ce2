package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

@EnabledOnOs(OS.LINUX)
class JmhLockTest {
  private static final Path LOCKS = Path.of("/proc/locks");

  @TempDir Path temp;
  private String ignored;

  /** Other tests of this JVM share the machine. */
  @BeforeEach
  void mindTheLock() {
    ignored = System.clearProperty("jmh.ignoreLock");
  }

  @AfterEach
  void restore() {
    if (ignored != null) {
      System.setProperty("jmh.ignoreLock", ignored);
    }
  }

  @Test
  void oneThatIsFreeOrNotThereYetPasses() throws IOException {
    JmhLock lock = new JmhLock(temp.resolve("jmh.lock"), LOCKS);
    assertThatCode(lock::inspect).doesNotThrowAnyException();
    assertThatCode(lock::inspect).doesNotThrowAnyException();
  }

  @Test
  void whoHoldsItIsNamed() throws Exception {
    Path file = temp.resolve("jmh.lock");
    Process holder = hold(file);
    try {
      assertThatThrownBy(new JmhLock(file, LOCKS)::inspect)
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContainingAll(
              file.toString(),
              "process " + holder.pid() + " of user " + System.getProperty("user.name"),
              "TMPDIR=");
      assertThatThrownBy(new JmhLock(file, temp.resolve("no locks"))::inspect)
          .hasMessageContaining("a process that cannot be seen from here");
    } finally {
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
    }
    assertThatCode(new JmhLock(file, LOCKS)::inspect).doesNotThrowAnyException();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = temp.resolve("gone/jmh.lock");
    assertThatThrownBy(new JmhLock(file, LOCKS)::inspect)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(file.toString(), "cannot be made", "TMPDIR=");
  }

  @Test
  void whatCannotBeLockedIsNamedWithItsOwner() throws IOException {
    Path file = Files.createDirectory(temp.resolve("jmh.lock"));
    assertThatThrownBy(new JmhLock(file, LOCKS)::inspect)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(
            file.toString(), "of user " + Files.getOwner(file).getName(), "TMPDIR=");
  }

  @Test
  void oneThatIsHeldIsHeldForAllUntilItIsGivenUp() throws Exception {
    Path file = temp.resolve("jmh.lock");
    JmhLock lock = new JmhLock(file, LOCKS);
    try (JmhLock.Held held = lock.hold()) {
      assertThat(held).isNotNull();
      assertThat(Boolean.getBoolean("jmh.ignoreLock")).isTrue(); // JMH in this JVM
      assertThat(canBeTakenByAnother(file)).isFalse();
    }
    assertThat(System.getProperty("jmh.ignoreLock")).isNull();
    assertThat(canBeTakenByAnother(file)).isTrue();
    try (JmhLock.Held again = lock.hold()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void oneThatAnotherHoldsIsNotTaken() throws Exception {
    Path file = temp.resolve("jmh.lock");
    Process holder = hold(file);
    try {
      assertThatThrownBy(new JmhLock(file, LOCKS)::hold)
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContaining("process " + holder.pid());
      assertThat(System.getProperty("jmh.ignoreLock")).isNull();
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
  }

  @Test
  void whoIgnoresTheLockTakesNone() throws Exception {
    Path file = temp.resolve("jmh.lock");
    System.setProperty("jmh.ignoreLock", "true");
    try (JmhLock.Held held = new JmhLock(file, LOCKS).hold()) {
      assertThat(held).isNotNull();
      assertThat(file).doesNotExist();
    } finally {
      System.clearProperty("jmh.ignoreLock");
    }
  }

  /** {@code flock} is another kind of lock: it takes a process that locks as JMH does. */
  private static boolean canBeTakenByAnother(Path file) throws Exception {
    Process process = start(file);
    boolean locked = "locked".equals(process.inputReader().readLine());
    process.getOutputStream().close();
    process.waitFor();
    return locked;
  }

  private static Process hold(Path file) throws IOException {
    Process process = start(file);
    assertThat(process.inputReader().readLine()).isEqualTo("locked");
    return process;
  }

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockMain.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
