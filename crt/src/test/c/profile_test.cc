#define DEMITASSE_CYCLES_OWN
#include <demitasse/profile.h>
#include <doctest/doctest.h>

#include <string>

extern "C" {
/* What the header of a network with profile = on has. */
uint32_t tvmgen_net_profile_begin(int32_t step);
void tvmgen_net_profile_end(int32_t step, uint32_t began);
uint32_t tvmgen_empty_profile_begin(int32_t step);
void tvmgen_empty_profile_end(int32_t step, uint32_t began);
}

#define TVMGEN_NET_STEPS(S)                                                    \
  S("Conv2d, Relu", "tvmgen_net_conv2d_relu", "Net.java", 12, 5000000000)      \
  S("Softmax", "tvmgen_net_softmax", "", 0, 0)                                 \
  S("Dense", "tvmgen_net_dense", "Net.java", 14, 8)

#define TVMGEN_EMPTY_STEPS(S)

DEMITASSE_PROFILE(tvmgen_net, TVMGEN_NET_STEPS);
DEMITASSE_PROFILE(tvmgen_empty, TVMGEN_EMPTY_STEPS);

namespace {

uint32_t now;
std::string printed;

int put(int character) {
  printed += static_cast<char>(character);
  return character;
}

std::string table(const demitasse_profile& profile) {
  printed.clear();
  demitasse_profile_print(&profile, put);
  return printed;
}

void call(int32_t step, uint32_t cycles) {
  const uint32_t began = tvmgen_net_profile_begin(step);
  now += cycles;
  tvmgen_net_profile_end(step, began);
}

}  // namespace

void demitasse_cycles_start(void) {}

uint32_t demitasse_cycles(void) { return now; }

TEST_CASE("cycles of a step are the difference of two readings, across the end of the counter") {
  demitasse_profile_reset(&tvmgen_net_profile);
  now = UINT32_MAX - 10;
  call(0, 15);
  CHECK(now == 4);
  call(0, UINT32_MAX);
  CHECK(tvmgen_net_profile.counts[0].cycles == 15 + uint64_t{UINT32_MAX});
  CHECK(tvmgen_net_profile.counts[0].calls == 2);
  CHECK(tvmgen_net_profile.counts[1].calls == 0);
}

TEST_CASE("what runs within a step counts for both") {
  demitasse_profile_reset(&tvmgen_net_profile);
  const uint32_t began = tvmgen_net_profile_begin(1);
  now += 5;
  call(2, 7);
  now += 1;
  tvmgen_net_profile_end(1, began);
  CHECK(tvmgen_net_profile.counts[1].cycles == 13);
  CHECK(tvmgen_net_profile.counts[2].cycles == 7);
}

TEST_CASE("the table has sums, averages, shares, and cycles for each multiply-accumulate") {
  demitasse_profile_reset(&tvmgen_net_profile);
  for (int i = 0; i < 4; i++) {
    call(0, 4000000000);
  }
  call(1, 5);
  for (int i = 0; i < 3; i++) {
    call(2, 29);
  }
  CHECK(table(tvmgen_net_profile) ==
        "step   calls         cycles    per call      %  cycles/MAC  operator\n"
        "   0       4    16000000000  4000000000  100.0        0.80"
        "  Conv2d, Relu: tvmgen_net_conv2d_relu, Net.java:12\n"
        "   1       1              5           5    0.0           -"
        "  Softmax: tvmgen_net_softmax\n"
        "   2       3             87          29    0.0        3.63"
        "  Dense: tvmgen_net_dense, Net.java:14\n"
        " all            16000000092\n");
}

TEST_CASE("shares are rounded, and nothing is divided by nothing") {
  demitasse_profile_reset(&tvmgen_net_profile);
  const std::string nothing = table(tvmgen_net_profile);
  CHECK(nothing.find("   0       0              0           0    0.0           -") !=
        std::string::npos);
  call(0, 1);
  call(1, 1);
  call(2, 1);
  const std::string thirds = table(tvmgen_net_profile);
  CHECK(thirds.find("   33.3  ") != std::string::npos);
  demitasse_profile_reset(&tvmgen_net_profile);
  CHECK(table(tvmgen_net_profile) == nothing);
}

TEST_CASE("a network without steps has a table") {
  tvmgen_empty_profile_end(0, tvmgen_empty_profile_begin(0));
  CHECK(tvmgen_empty_profile.length == 0);
  CHECK(table(tvmgen_empty_profile) ==
        "step   calls         cycles    per call      %  cycles/MAC  operator\n"
        " all                      0\n");
}
