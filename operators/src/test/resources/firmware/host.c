/* One firmware for any network: it does what a host tells it over stdin and stdout. */
#include <demitasse/host_link.h>
#include <stdio.h>
#include <tvm/runtime/crt/module.h>

static uint8_t frame[256];
static uint8_t memory[8192] __attribute__((aligned(16)));
static demitasse_host_link host;

static bool write_bytes(void *context, const uint8_t *bytes, size_t count) {
  (void)context;
  return fwrite(bytes, 1, count, stdout) == count && fflush(stdout) == 0;
}

int main(void) {
  demitasse_host_link_init(&host, TVMSystemLibEntryPoint(), frame, sizeof frame, memory,
                           sizeof memory, write_bytes, NULL);
  for (int c = getchar(); c != EOF; c = getchar()) {
    uint8_t byte = (uint8_t)c;
    demitasse_host_link_receive(&host, &byte, 1);
  }
  return 0;
}
