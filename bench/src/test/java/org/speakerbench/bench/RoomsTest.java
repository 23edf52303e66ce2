package org.speakerbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms of the house, and the one way between them, as CONTRIBUTING.md gives them. */
class RoomsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path CONTRIBUTING = ROOT.resolve("CONTRIBUTING.md");
  private static final String PROJECT = "org.speakerbench.";

  private static List<String> order;
  private static JavaClasses classes;

  @BeforeAll
  static void read() throws IOException {
    String text = Files.readString(CONTRIBUTING);
    int start = text.indexOf("```rooms\n");
    assertThat(start).as("the block ```rooms of CONTRIBUTING.md").isPositive();
    String block = text.substring(start + "```rooms\n".length(), text.indexOf("\n```\n", start));
    order = block.lines().map(line -> PROJECT + line.split(" ")[0]).toList();
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("jmh_generated"))
            .importPackages("org.speakerbench");
  }

  @Test
  void everyRoomHasItsPlace() {
    assertThat(order).doesNotHaveDuplicates();
    assertThat(rooms()).containsExactlyInAnyOrderElementsOf(order);
  }

  @Test
  void aRoomUsesOnlyRoomsBeforeIt() {
    Set<String> backwards = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        String target = use.getTargetClass().getBaseComponentType().getPackageName();
        if (order.indexOf(target) > order.indexOf(type.getPackageName())) {
          backwards.add(use.getDescription());
        }
      }
    }
    assertThat(backwards).isEmpty();
  }

  /** A package with {@code internal} in its name is not for users. */
  @Test
  void whatUsersSeeOfTheEngineNamesNothingInternal() {
    Set<String> seen = new TreeSet<>();
    for (JavaClass type : classes) {
      if (isForUsers(type)) {
        type.getMembers().stream()
            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(
                member ->
                    member.getAllInvolvedRawTypes().stream()
                        .filter(used -> used.getPackageName().contains(".internal"))
                        .map(used -> member.getFullName() + " names " + used.getName()))
            .forEach(seen::add);
      }
    }
    assertThat(seen).isEmpty();
  }

  private static boolean isForUsers(JavaClass type) {
    return type.getPackageName().startsWith(PROJECT + "engine")
        && !type.getPackageName().contains(".internal")
        && type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  /** One sentence says what a room holds: without more of it, nobody would read it. */
  @Test
  void everyRoomSaysInOneSentenceWhatItHolds() throws IOException {
    for (String room : order) {
      Path info = source(room);
      String text = Files.readString(info);
      String comment =
          text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
              .replaceAll("\\n \\*", "")
              .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
              .strip();
      assertThat(comment).as(info.toString()).endsWith(".").doesNotContain("<p>");
      assertThat(comment.split("\\.(?=\\s)")).as(info.toString()).hasSize(1);
    }
  }

  private static Path source(String room) throws IOException {
    String file = room.replace('.', '/') + "/package-info.java";
    List<Path> found =
        Stream.of("engine", "golden", "bench")
            .map(module -> ROOT.resolve(module).resolve("src/main/java").resolve(file))
            .filter(Files::exists)
            .toList();
    assertThat(found).as("package-info of " + room).hasSize(1);
    return found.get(0);
  }

  private static Set<String> rooms() {
    return classes.stream()
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
