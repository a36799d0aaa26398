/* A firmware for any networks, whose line to the host is stdin and stdout. On a board, getchar and
   fwrite become the UART's functions, and clock becomes a cycle counter. */
#include <demitasse/crt.h>
#include <demitasse/host_link.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <tvm/runtime/crt/platform.h>

static uint8_t frame[4096];
DEMITASSE_ALIGNED(16) static uint8_t memory[65536];
static demitasse_host_link host;
static clock_t started;

tvm_crt_error_t TVMPlatformTimerStart(void) {
  started = clock();
  return kTvmErrorNoError;
}

tvm_crt_error_t TVMPlatformTimerStop(double* elapsed_time_seconds) {
  *elapsed_time_seconds = (double)(clock() - started) / (double)CLOCKS_PER_SEC;
  return kTvmErrorNoError;
}

static bool write_stdout(void* context, const uint8_t* bytes, size_t count) {
  (void)context;
  return fwrite(bytes, 1, count, stdout) == count;
}

/* The arguments are the bytes of frames and of memory to use, for tests. */
int main(int argc, char** argv) {
  size_t frame_size = argc > 1 ? strtoul(argv[1], NULL, 10) : sizeof frame;
  size_t memory_size = argc > 2 ? strtoul(argv[2], NULL, 10) : sizeof memory;
  if (frame_size > sizeof frame || memory_size > sizeof memory ||
      demitasse_host_link_init(&host, TVMSystemLibEntryPoint(), frame, frame_size, memory,
                               memory_size, write_stdout, NULL) != kTvmErrorNoError) {
    return 2;
  }
  (void)puts("firmware started");
  for (int byte = getchar(); byte != EOF; byte = getchar()) {
    uint8_t received = (uint8_t)byte;
    if (demitasse_host_link_receive(&host, &received, 1) != kTvmErrorNoError ||
        (received == 0u && fflush(stdout) != 0)) {
      return 1;
    }
  }
  return 0;
}
