package viking.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.model.BadInput;

class FromsTest {
  @Test
  void namesWhatEachFromNames() {
    assertEquals(List.of("quarry/monnode"), Froms.of("FROM quarry/monnode\nADD . /srv/app\n"));
    assertEquals(List.of("viking:ragnar/src"), Froms.of("from viking:ragnar/src\nRUN echo"));
    assertEquals(List.of(), Froms.of("FROM scratch\nADD . /\n"));
    assertEquals(List.of(), Froms.of(""));
  }

  @Test
  void stagesAreNoImages() {
    String text =
        """
        FROM --platform=$BUILDPLATFORM golang:1.22 AS Build
        RUN make
        FROM build as test
        FROM debian
        COPY --from=build /app /app
        COPY --from=0 /app /app
        COPY --chown=1:1 --from=viking:tools/sh /bin/sh /bin/sh
        COPY --from=TEST a b
        """;
    assertEquals(List.of("golang:1.22", "debian", "viking:tools/sh"), Froms.of(text));
  }

  @Test
  void linesMayContinueAroundCommentsAndBlanks() {
    String text =
        "# FROM a\nFROM \\\n# why\n\n  --platform=linux/amd64 \\ \n  debian:12\\\n AS x\n";
    assertEquals(List.of("debian:12"), Froms.of(text));
    assertEquals(List.of("b"), Froms.of("#escape=`\nRUN `\nFROM a\nFROM b \\\nRUN c"));
    assertEquals(List.of("b"), Froms.of("FROM b\r\nRUN x\r\n"));
  }

  @Test
  void argumentsAreFilledIn() {
    String text =
        """
        ARG BASE=debian TAG="12"
        ARG FULL=$BASE:${TAG}
        FROM ${FULL}
        ARG BASE=other
        FROM $BASE:${SLIM:-slim}${NONE}${TAG:+-x}
        """;
    assertEquals(List.of("debian:12", "debian:slim-x"), Froms.of(text));
    assertEquals(
        List.of("viking:a/b:12", "viking:a/b:slim-x"),
        Froms.of(text, Map.of("BASE", "viking:a/b", "SLIM", "1")));
  }

  @Test
  void anImageWithoutANameIsRefusedWithItsLine() {
    BadInput bad = assertThrows(BadInput.class, () -> Froms.of("ARG BASE\n\nFROM $BASE\n"));
    assertEquals(
        "Dockerfile line 3: FROM $BASE names no image; give it a default by ARG before the first"
            + " FROM",
        bad.getMessage());
    assertEquals(
        "Dockerfile line 1: FROM names no image",
        assertThrows(BadInput.class, () -> Froms.of("FROM --platform=x")).getMessage());
  }

  @Test
  void heredocsAreText() {
    String text =
        """
        FROM a
        RUN <<EOF cat <<-'TWO'
        FROM b
        EOF
        FROM c
        \tTWO
        COPY <<x /y
        FROM d
        x
        RUN echo $((1<<2)) && cat <<never
        FROM e
        """;
    assertEquals(List.of("a", "e"), Froms.of(text));
  }

  @Test
  void imagesCanBeRenamedWhereTheyAreNamedAndNowhereElse() {
    String text =
        """
        # FROM viking:ragnar/src
        ARG BASE=viking:ragnar/src
        FROM --platform=linux/amd64 \\
          $BASE AS one
        RUN echo viking:ragnar/src \\
          FROM
        FROM one
        FROM debian
        COPY --chown=1 --from=viking:ragnar/src /a /b
        """;
    String renamed =
        Froms.renamed(
            text,
            Map.of(),
            name -> name.equals("viking:ragnar/src") ? "viking/ragnar/src:1" : name);
    assertEquals(
        """
        # FROM viking:ragnar/src
        ARG BASE=viking:ragnar/src
        FROM --platform=linux/amd64 viking/ragnar/src:1 AS one
        RUN echo viking:ragnar/src \\
          FROM
        FROM one
        FROM debian
        COPY --chown=1 --from=viking/ragnar/src:1 /a /b
        """,
        renamed);
  }
}
