#!/usr/bin/env python3
"""Writes an assembler file that includes files' bytes, and a C++ table of them.

Usage: embed.py PROJECT_ROOT OUT.S OUT.cc FILE...
A FILE is a path relative to PROJECT_ROOT, or NAME=PATH for a file that was made somewhere else.
"""
import pathlib
import sys


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    assembly, table = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    files = {}
    for argument in sys.argv[4:]:
        name, _, made = argument.partition("=")
        files[name] = pathlib.Path(made) if made else root / name
    asm = ['  .section .rodata']
    externs, entries = [], []
    for number, name in enumerate(sorted(files)):
        asm += [f"  .global hd_embedded_{number}", f"  .global hd_embedded_{number}_end",
                f"hd_embedded_{number}:", f'  .incbin "{files[name]}"',
                f"hd_embedded_{number}_end:", "  .byte 0"]
        externs.append(f"extern const char hd_embedded_{number}[];\n"
                       f"extern const char hd_embedded_{number}_end[];")
        entries.append(f'      {{"{name}", {{hd_embedded_{number}, static_cast<std::size_t>('
                       f"hd_embedded_{number}_end - hd_embedded_{number})}}}},")
    asm.append('  .section .note.GNU-stack,"",@progbits')
    assembly.write_text("\n".join(asm) + "\n")
    table.write_text(
        "// Made by tools/embed.py.\n#include \"platform/embedded.h\"\n\nextern \"C\" {\n"
        + "\n".join(externs)
        + "\n}\n\nnamespace hd::platform {\n\nconst std::vector<EmbeddedFile>& embedded_files() {\n"
        "  static const std::vector<EmbeddedFile> files{\n" + "\n".join(entries)
        + "\n  };\n  return files;\n}\n\n}  // namespace hd::platform\n")


if __name__ == "__main__":
    main()
