package dev.demitasse.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.tools.LinkerMap.Section;
import dev.demitasse.tools.StackUsage.Frame;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What C compilers and linkers write is read. */
class CompilerFilesTest {
  private static final Path FILE = Path.of("out", "net.su");

  private static Frame frame(String function, String source, long bytes, boolean isBounded) {
    return new Frame(function, source, bytes, isBounded, FILE);
  }

  @Test
  void readsFramesOfGcc() throws InputException {
    assertEquals(
        List.of(
            frame("dense", "net.c", 24, true),
            frame("dense.constprop", "net.c", 16, true),
            frame("dense", "net.cc", 8, true),
            frame("run", "net.c", 0, false),
            frame("rest", "net.c", 4, true)),
        StackUsage.parse(
            FILE,
            """
            c/net.c:12:9:dense\t24\tstatic
            net.c:12:9:dense.constprop\t16\tstatic
            c:\\c\\net.cc:5:9:int32_t dense(const float*, float*)\t8\tstatic
            /home/me/net.c:7:5:run\t0\tdynamic
            net.c:9:5:rest\t4\tdynamic,bounded
            """));
    assertEquals(List.of(), StackUsage.parse(FILE, ""));
  }

  @Test
  void readsFramesOfClang() throws InputException {
    assertEquals(
        List.of(frame("dense", "net.c", 24, true), frame("run", "net.c", 8, true)),
        StackUsage.parse(FILE, "c/net.c:12:dense\t24\tstatic\nc/net.c:run\t8\tstatic\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net.c:12:9:dense 24 static",
        "net.c:12:9:dense\t-4\tstatic",
        "net.c:12:9:dense\t24\tunknown",
        "dense\t24\tstatic",
        "net.c:1:2:a\t99999999999999999999\tstatic"
      })
  void saysWhatAreNoFrames(String line) {
    InputException e =
        assertThrows(
            InputException.class, () -> StackUsage.parse(FILE, "n.c:1:2:f\t8\tstatic\n" + line));
    assertEquals(
        "'%s', line 2: no place, bytes and kind of a function".formatted(FILE), e.getMessage());
  }

  @Test
  void readsCalls() throws InputException {
    List<CallInfo.Node> nodes =
        CallInfo.parse(
            FILE,
            """
            graph: { title: "c/net.c"
            node: { title: "c/net.c:max" label: "max\\nc/net.c:3:9\\n16 bytes (static)" }
            node: { title: "run" label: "run\\nc/net.c:7:5\\n8 bytes (dynamic)\\n1 dynamic objects" }
            edge: { sourcename: "run" targetname: "c/net.c:max" label: "c/net.c:8:3" }
            node: { title: "memset" label: "__builtin_memset\\n<built-in>" shape : ellipse }
            edge: { sourcename: "run" targetname: "memset" }
            node: { title: "bare" label: "bare\\nc/net.c:9:5" }
            }
            """);
    assertEquals(
        List.of(
            new CallInfo.Node(
                "c/net.c:max", Optional.of(frame("max", "net.c", 16, true)), Set.of()),
            new CallInfo.Node(
                "run",
                Optional.of(frame("run", "net.c", 8, false)),
                Set.of("c/net.c:max", "memset")),
            new CallInfo.Node("bare", Optional.empty(), Set.of())),
        nodes);
    InputException e =
        assertThrows(InputException.class, () -> CallInfo.parse(FILE, "graph: {\nnode: 3\n"));
    assertEquals("'%s', line 2: neither a function nor a call".formatted(FILE), e.getMessage());
  }

  @Test
  void readsMapsOfGnuLd() throws InputException {
    assertEquals(
        List.of(
            new Section(".text.run", "net.o", 0x40, Set.of("run")),
            new Section(
                ".text.net_quantized_conv2d",
                "lib with spaces/libnet.a(net.c.obj)",
                0x108,
                Set.of("net_quantized_conv2d")),
            new Section(".text", "main.o", 8, Set.of()),
            new Section(".rodata", "net.o", 0x1c, Set.of("a", "b")),
            new Section(".bss", "main.o", 0x100, Set.of()),
            new Section(".comment", "net.o", 0x27, Set.of())),
        LinkerMap.parse(
            FILE,
            """
            Archive member included to satisfy reference by file (symbol)

            Discarded input sections

             .text.reset    0x00000000       0x20 net.o

            Memory Configuration

            Name             Origin             Length             Attributes
            *default*        0x00000000         0xffffffff

            Linker script and memory map

            LOAD net.o

            .text           0x00008000      0x178
             *(.text .text.*)
             .text.run      0x00008000       0x40 net.o
                            0x00008000                run
             *fill*         0x00008040        0x8\s
             .text.net_quantized_conv2d
                            0x00008048      0x108 lib with spaces/libnet.a(net.c.obj)
                            0x00008048                net_quantized_conv2d
             .text          0x00008150        0x8 main.o
             .text.nothing  0x00008158        0x0 net.o
                            0x00008158                nothing
                            0x00008158                . = ALIGN (0x4)

            .rodata         0x00008158       0x1c
             .rodata        0x00008158       0x1c net.o
                            0x00008158                a
                            0x00008160                b

            .bss            0x20000000      0x100
             .bss           0x20000000      0x100 main.o

            /DISCARD/
             .text.gone     0x00000000       0x30 net.o

            .comment        0x00000000       0x27
             .comment       0x00000000       0x27 net.o
                                             0x28 (size before relaxing)
            OUTPUT(a.elf elf32-littlearm)
            """));
  }

  @Test
  void readsMapsOfLld() throws InputException {
    assertEquals(
        List.of(
            new Section(".text.run", "c/net.o", 0x40, Set.of("run")),
            new Section(".rodata.tvm", "libnet.a(net_weights.o)", 0x7130, Set.of())),
        LinkerMap.parse(
            FILE,
            """
                 VMA      LMA     Size Align Out     In      Symbol
                8000     8000       48     4 .text
                8000     8000       40     4         c/net.o:(.text.run)
                8000     8000       40     1                 run
                8040     8040        0     4         c/net.o:(.text)
                8040     8040     7130    16 .rodata
                8040     8040     7130    16         libnet.a(net_weights.o):(.rodata.tvm)
            """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a map\n", "Image Symbol Table\n"})
  void saysWhatIsNoMap(String text) {
    InputException e = assertThrows(InputException.class, () -> LinkerMap.parse(FILE, text));
    assertEquals("'%s' is no map of GNU ld or of lld".formatted(FILE), e.getMessage());
  }
}
