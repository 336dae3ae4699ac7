#pragma once
#include <stddef.h>
#include <stdint.h>

// libFuzzer's own loop, for programs that have a main (llvm.org/docs/LibFuzzer.html).
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

// Two of the kernel's files that Swift's Glibc module leaves out.
int memfd_create(const char *name, unsigned int flags);
int eventfd(unsigned int count, int flags);
