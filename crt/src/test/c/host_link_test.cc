#include <demitasse/crt.h>
#include <demitasse/host_link.h>
#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "tvmgen_many.h"
#include "tvmgen_tiny.h"

namespace {

using Bytes = std::vector<uint8_t>;

enum { HELLO = 1, FUNCTION, NETWORK, TENSOR, OPEN, ADD_TENSOR, ADD_SCALAR, WRITE, READ, RUN };

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Bytes little(uint64_t value, int bytes) {
  Bytes result;
  for (int i = 0; i < bytes; i++) {
    result.push_back(static_cast<uint8_t>(value >> (8 * i)));
  }
  return result;
}

uint64_t number(const Bytes& bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; i++) {
    value |= static_cast<uint64_t>(bytes.at(at + i)) << (8 * i);
  }
  return value;
}

template <typename T>
Bytes raw(const std::vector<T>& values) {
  Bytes bytes(values.size() * sizeof(T));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/* Bit by bit with a shift register, as in the definition; not as in the runtime. */
uint32_t crc32(const Bytes& bytes) {
  uint32_t remainder = 0xffffffff;
  for (uint8_t byte : bytes) {
    for (int bit = 0; bit < 8; bit++) {
      bool one = ((remainder ^ static_cast<uint32_t>(byte >> bit)) & 1) != 0;
      remainder = one ? (remainder >> 1) ^ 0xedb88320 : remainder >> 1;
    }
  }
  return ~remainder;
}

/* REQUIRE where it is evaluated millions of times. */
void require(bool condition) {
  if (!condition) {
    FAIL("what must be is not");
  }
}

/* A frame without the zeros around it: each zero is replaced by the way to the next one. */
Bytes stuffed(const Bytes& bytes) {
  Bytes frame{0};
  size_t code = 0;
  for (size_t i = 0; i < bytes.size(); i++) {
    if (bytes[i] != 0) {
      frame.push_back(bytes[i]);
    }
    if (bytes[i] == 0 || (frame.size() - code == 255 && i + 1 < bytes.size())) {
      frame[code] = static_cast<uint8_t>(frame.size() - code);
      code = frame.size();
      frame.push_back(0);
    }
  }
  frame[code] = static_cast<uint8_t>(frame.size() - code);
  return frame;
}

Bytes unstuffed(const Bytes& frame) {
  Bytes bytes;
  size_t i = 0;
  while (i < frame.size()) {
    uint8_t code = frame[i];
    require(i + code <= frame.size());
    bytes.insert(bytes.end(), frame.begin() + static_cast<long>(i) + 1,
                 frame.begin() + static_cast<long>(i) + code);
    i += code;
    if (code != 255 && i < frame.size()) {
      bytes.push_back(0);
    }
  }
  return bytes;
}

Bytes frame_of(const Bytes& message) {
  return Bytes{0} + stuffed(message + little(crc32(message), 4)) + Bytes{0};
}

/* A host and a device that share this process. Buffers end where the sanitizer sees it. */
struct Host {
  Bytes frame;
  Bytes memory;
  demitasse_host_link link;
  Bytes sent;
  size_t writes_left = SIZE_MAX;
  uint8_t sequence = 0;
  int32_t status = 0;

  explicit Host(size_t frame_size = 128, size_t memory_size = 1024)
      : frame(frame_size), memory(memory_size) {
    REQUIRE(demitasse_host_link_init(&link, TVMSystemLibEntryPoint(), frame.data(), frame.size(),
                                     memory.data(), memory.size(), write, this) ==
            kTvmErrorNoError);
  }

  static bool write(void* context, const uint8_t* bytes, size_t count) {
    Host* host = static_cast<Host*>(context);
    host->sent.insert(host->sent.end(), bytes, bytes + count);
    return host->writes_left > 0 && host->writes_left-- > 0;
  }

  tvm_crt_error_t receive(const Bytes& bytes) {
    return demitasse_host_link_receive(&link, bytes.data(), bytes.size());
  }

  /* The messages sent since the last call; their check sums are right. */
  std::vector<Bytes> replies() {
    std::vector<Bytes> messages;
    Bytes current;
    for (uint8_t byte : sent) {
      if (byte != 0) {
        current.push_back(byte);
      } else if (!current.empty()) {
        Bytes message = unstuffed(current);
        require(message.size() >= 10);
        uint64_t crc = number(message, message.size() - 4, 4);
        message.resize(message.size() - 4);
        require(crc == crc32(message));
        messages.push_back(message);
        current.clear();
      }
    }
    require(current.empty());
    sent.clear();
    return messages;
  }

  Bytes request(uint8_t command, const Bytes& body = {}) {
    return frame_of(Bytes{++sequence, command} + body);
  }

  /* The body of the answer; sets its status. */
  Bytes ask(uint8_t command, const Bytes& body = {}) {
    require(receive(request(command, body)) == kTvmErrorNoError);
    std::vector<Bytes> all = replies();
    require(all.size() == 1);
    require(all[0][0] == sequence);
    require(all[0][1] == (command | 0x80));
    status = static_cast<int32_t>(number(all[0], 2, 4));
    return Bytes(all[0].begin() + 6, all[0].end());
  }

  std::string error(uint8_t command, const Bytes& body = {}) {
    Bytes text = ask(command, body);
    return std::to_string(status) + ": " + std::string(text.begin(), text.end());
  }

  Bytes add_tensor(int code, int bits, const std::vector<int64_t>& shape) {
    return ask(ADD_TENSOR, tensor(code, bits, 1, shape));
  }

  static Bytes tensor(int code, int bits, int lanes, const std::vector<int64_t>& shape) {
    Bytes body{static_cast<uint8_t>(code), static_cast<uint8_t>(bits)};
    body = body + little(static_cast<uint64_t>(lanes), 2) + little(shape.size(), 1);
    for (int64_t extent : shape) {
      body = body + little(static_cast<uint64_t>(extent), 8);
    }
    return body;
  }

  void open_tiny() {
    ask(OPEN, little(3, 2));
    add_tensor(kDLFloat, 32, {2, 3});
    add_tensor(kDLFloat, 32, {2, 3});
    add_tensor(kDLUInt, 8, {32});
    REQUIRE(status == 0);
  }
};

Bytes run(int function, int first, int count, uint32_t repeats) {
  return little(static_cast<uint64_t>(function), 2) + little(static_cast<uint64_t>(first), 2) +
         little(static_cast<uint64_t>(count), 2) + little(repeats, 4);
}

Bytes part(int arg, uint32_t offset) {
  return little(static_cast<uint64_t>(arg), 2) + little(offset, 4);
}

std::string text(const Bytes& bytes) { return std::string(bytes.begin(), bytes.end()); }

}  // namespace

TEST_CASE("the device tells what it is") {
  Host host;
  CHECK(crc32({'1', '2', '3', '4', '5', '6', '7', '8', '9'}) == 0xcbf43926);
  Bytes hello = host.ask(HELLO);
  CHECK(host.status == 0);
  CHECK(hello.size() == 10);
  CHECK(number(hello, 0, 2) == DEMITASSE_HOST_VERSION);
  CHECK(number(hello, 2, 2) == 124);
  CHECK(number(hello, 4, 4) == host.link.memory_size);
  CHECK(number(hello, 8, 2) == 5);
}

TEST_CASE("functions and networks are listed") {
  Host host;
  CHECK(text(host.ask(FUNCTION, little(0, 2))) == "tvmgen_tiny_run");
  CHECK(text(host.ask(FUNCTION, little(4, 2))) == "tvmgen_many_get_c_metadata");
  CHECK(host.error(FUNCTION, little(5, 2)) == "257: no function of this number");
  Bytes tiny = host.ask(NETWORK, little(1, 2));
  CHECK(number(tiny, 0, 6) == 0x000100010001);
  CHECK(text(Bytes(tiny.begin() + 6, tiny.end())) == "tvmgen_tiny");
  CHECK(host.error(NETWORK, little(0, 2)) == "256: the module has no such network");
  CHECK(host.error(NETWORK, little(9, 2)) == "256: the module has no such network");
  Bytes x = host.ask(TENSOR, little(1, 2) + little(0, 2));
  CHECK(x == Host::tensor(kDLFloat, 32, 1, {2, 3}) + Bytes{'x'});
  Bytes sign = host.ask(TENSOR, little(4, 2) + little(14, 2));
  CHECK(sign == Host::tensor(kDLUInt, 1, 1, {1}) + Bytes{'s', 'i', 'g', 'n'});
  CHECK(host.error(TENSOR, little(4, 2) + little(15, 2)) == "1794: no tensor of this number");
}

TEST_CASE("a network runs on tensors written and read in parts") {
  Host host;
  host.open_tiny();
  Bytes x = raw<float>({1, 2, 3, 4, 5, 6});
  host.ask(WRITE, part(0, 0) + Bytes(x.begin(), x.begin() + 7));
  host.ask(WRITE, part(0, 7) + Bytes(x.begin() + 7, x.end()));
  CHECK(host.status == 0);
  Bytes timing = host.ask(RUN, run(0, 0, 3, 1));
  CHECK(host.status == 0);
  CHECK(timing == Bytes(9, 0));
  Bytes y = host.ask(READ, part(1, 0) + little(5, 2)) + host.ask(READ, part(1, 5) + little(19, 2));
  CHECK(y == raw<float>({2.5, 4.5, 6.5, 8.5, 10.5, 12.5}));
}

TEST_CASE("an operator runs on tensors and a scalar") {
  Host host;
  host.ask(OPEN, little(3, 2));
  CHECK(number(host.add_tensor(kDLInt, 16, {4}), 0, 4) == 8);
  host.add_tensor(kDLInt, 16, {4});
  host.ask(ADD_SCALAR, Bytes{kTVMArgInt} + little(static_cast<uint64_t>(-3), 8));
  REQUIRE(host.status == 0);
  host.ask(WRITE, part(0, 0) + raw<int16_t>({1, -2, 300, 0}));
  host.ask(RUN, run(2, 0, 3, 2));
  CHECK(host.status == 0);
  CHECK(host.ask(READ, part(1, 0) + little(8, 2)) == raw<int16_t>({-3, 6, -900, 0}));
}

TEST_CASE("a function may be run on some of the arguments") {
  Host host;
  host.open_tiny();
  host.ask(WRITE, part(0, 0) + Bytes(24, 7));
  host.ask(OPEN, little(4, 2));
  host.add_tensor(kDLFloat, 32, {9});
  CHECK(host.ask(READ, part(0, 0) + little(36, 2)) == Bytes(36, 0));
  host.add_tensor(kDLFloat, 32, {2, 3});
  host.add_tensor(kDLFloat, 32, {2, 3});
  host.add_tensor(kDLUInt, 8, {32});
  host.ask(RUN, run(0, 1, 3, 1));
  CHECK(host.status == 0);
  CHECK(host.ask(READ, part(2, 20) + little(4, 2)) == raw<float>({0.5}));
}

TEST_CASE("an error of the function is the status, with its text") {
  Host host;
  host.ask(OPEN, little(1, 2));
  host.add_tensor(kDLFloat, 32, {1});
  CHECK(host.error(RUN, run(0, 0, 1, 1)) == "-5: tvmgen_tiny_run takes three arguments");
  CHECK(host.ask(RUN, run(0, 0, 1, 0)).size() == 9);
  CHECK(host.status == 0);
  host.ask(OPEN, little(3, 2));
  host.add_tensor(kDLFloat, 32, {1});
  host.add_tensor(kDLFloat, 32, {1});
  host.add_tensor(kDLUInt, 8, {1});
  host.error(99);
  CHECK(host.error(RUN, run(0, 0, 3, 1)) == "-4: ");
}

namespace {

int runs;

/* Succeeds, fails, succeeds. */
int second_fails(TVMValue*, int*, int, TVMValue*, int*, void*) { return ++runs == 2 ? -7 : 0; }

#define SECOND_FAILS_FUNCTIONS(F) F(second_fails)

}  // namespace

DEMITASSE_MODULE(second_fails, SECOND_FAILS_FUNCTIONS);

TEST_CASE("no run follows one that fails") {
  Host host;
  REQUIRE(demitasse_host_link_init(&host.link, &second_fails_module, host.frame.data(), 128,
                                   host.memory.data(), 1024, Host::write,
                                   &host) == kTvmErrorNoError);
  runs = 0;
  CHECK(host.error(RUN, run(0, 0, 0, 3)) == "-7: ");
  CHECK(runs == 2);
}

TEST_CASE("what does not fit or does not exist is an error, and all is as it was") {
  Host host;
  host.open_tiny();
  CHECK(host.error(ADD_TENSOR, Host::tensor(kDLInt, 8, 1, {1})) ==
        "2048: more arguments than were announced");
  CHECK(host.error(ADD_SCALAR, Bytes(9, 0)) == "2048: more arguments than were announced");
  CHECK(host.error(ADD_SCALAR, Bytes(9, 7)) == "2049: a scalar is an int or a float");
  const std::string part_error = "1794: no such argument or part of it";
  CHECK(host.error(WRITE, part(3, 0) + Bytes{1}) == part_error);
  CHECK(host.error(WRITE, part(0, 21) + Bytes(4, 1)) == part_error);
  CHECK(host.error(WRITE, part(0, 0xffffffff) + Bytes(4, 1)) == part_error);
  CHECK(host.error(READ, part(0, 24) + little(1, 2)) == part_error);
  CHECK(host.error(READ, part(65535, 0) + little(1, 2)) == part_error);
  CHECK(host.ask(READ, part(0, 0) + little(24, 2)) == Bytes(24, 0));
  CHECK(host.error(RUN, run(5, 0, 3, 1)) == "257: no function of this number");
  CHECK(host.error(RUN, run(0, 1, 3, 1)) == "2048: there are fewer arguments");
  CHECK(host.error(99) == "2050: no such command");
  CHECK(host.error(WRITE, Bytes(5, 0)) == "513: the message has another length");
  CHECK(host.error(HELLO, Bytes(1, 0)) == "513: the message has another length");
  CHECK(host.error(ADD_TENSOR, Bytes(5, 9)) == "513: the message has another length");
  host.ask(RUN, run(0, 0, 3, 1));
  CHECK(host.status == 0);
}

TEST_CASE("a tensor that has no place leaves place for others") {
  Host host;
  host.ask(OPEN, little(2, 2));
  const std::string error = "1283: the memory for tensors is too small";
  for (const std::vector<int64_t>& shape : std::vector<std::vector<int64_t>>{
           {2000}, {-1}, {INT64_MAX}, {INT64_MAX, INT64_MAX, 4}, {1 << 30, 1 << 30, 1 << 30}}) {
    CHECK(host.error(ADD_TENSOR, Host::tensor(kDLInt, 8, 1, shape)) == error);
  }
  CHECK(host.error(ADD_TENSOR, Host::tensor(kDLInt, 0, 1, {1})) == error);
  CHECK(host.error(ADD_TENSOR, Host::tensor(kDLInt, 8, 0, {1})) == error);
  CHECK(number(host.add_tensor(kDLInt, 8, {800}), 0, 4) == 800);
  CHECK(host.error(OPEN, little(65535, 2)) == error);
  CHECK(host.error(RUN, run(1, 0, 1, 1)) == "2048: there are fewer arguments");
}

TEST_CASE("an answer that is larger than a frame is an error") {
  Host host(64);
  host.ask(OPEN, little(1, 2));
  host.add_tensor(kDLInt, 8, {100});
  CHECK(host.ask(READ, part(0, 0) + little(54, 2)).size() == 54);
  CHECK(host.error(READ, part(0, 0) + little(55, 2)) == "260: the answer is larger than a frame");
}

TEST_CASE("a byte at a time is as good as all at once, and noise is cut off by the next frame") {
  Host host;
  host.open_tiny();
  Bytes noise = {'b', 'o', 'o', 't', '\n'};
  for (uint8_t byte : noise + host.request(HELLO)) {
    CHECK(host.receive({byte}) == kTvmErrorNoError);
  }
  std::vector<Bytes> replies = host.replies();
  REQUIRE(replies.size() == 2);
  CHECK(replies[0][0] == 0);
  CHECK(replies[0][1] == 0xff);
  CHECK(replies[1][0] == host.sequence);
}

TEST_CASE("damaged, truncated and oversized frames are told apart") {
  Host host(64);
  auto complaint = [&host](const Bytes& bytes) {
    REQUIRE(host.receive(bytes) == kTvmErrorNoError);
    std::vector<Bytes> replies = host.replies();
    REQUIRE(replies.size() == 1);
    CHECK(number(replies[0], 0, 2) == 0xff00);
    return std::to_string(number(replies[0], 2, 4)) + ": " +
           text(Bytes(replies[0].begin() + 6, replies[0].end()));
  };
  Bytes damaged = host.request(FUNCTION, little(0x0101, 2));
  damaged[4] ^= 2;
  CHECK(complaint(damaged) == "516: the frame is damaged");
  Bytes truncated = host.request(FUNCTION, little(0x0101, 2));
  truncated.resize(truncated.size() - 2);
  CHECK(complaint(truncated + Bytes{0}) == "513: the frame is too short");
  CHECK(complaint({1, 1, 1, 0}) == "513: the frame is too short");
  CHECK(complaint(host.request(WRITE, Bytes(59, 1))) == "515: the frame is too large");
  CHECK(complaint(Bytes(100000, 1) + Bytes{0}) == "515: the frame is too large");
  CHECK(host.error(WRITE, Bytes(58, 1)) == "1794: no such argument or part of it");
  CHECK(host.ask(HELLO).size() == 10);
}

TEST_CASE("bytes of all values pass in blocks of all lengths") {
  Host host(4096, 8192);
  for (int64_t length : {1, 245, 246, 247, 253, 254, 255, 256, 507, 508, 509, 600, 2000}) {
    host.ask(OPEN, little(1, 2));
    host.add_tensor(kDLUInt, 8, {length});
    for (int zeros : {0, 1, 254, 3}) {
      Bytes data;
      for (int64_t i = 0; i < length; i++) {
        data.push_back(static_cast<uint8_t>(zeros == 0 ? 7 : i % (zeros + 1)));
      }
      host.ask(WRITE, part(0, 0) + data);
      REQUIRE(host.status == 0);
      CHECK(host.ask(READ, part(0, 0) + little(data.size(), 2)) == data);
    }
  }
}

TEST_CASE("a firmware that cannot write says so") {
  Host host;
  host.writes_left = 2;
  CHECK(host.receive(host.request(HELLO)) == kTvmErrorWriteStreamShortWrite);
}

TEST_CASE("answers are no questions") {
  Host host;
  REQUIRE(host.receive(host.request(HELLO | 0x80)) == kTvmErrorNoError);
  CHECK(host.sent.empty());
}

TEST_CASE("a link needs its buffers") {
  demitasse_host_link link;
  uint8_t frame[64];
  alignas(16) uint8_t memory[64];
  const TVMModule* module = TVMSystemLibEntryPoint();
  auto init = [&link](const TVMModule* functions, uint8_t* f, size_t frame_size, uint8_t* m,
                      size_t memory_size, demitasse_host_write write) {
    return demitasse_host_link_init(&link, functions, f, frame_size, m, memory_size, write,
                                    nullptr);
  };
  CHECK(init(module, frame, 64, memory, 64, Host::write) == kTvmErrorNoError);
  CHECK(init(module, frame, 63, memory, 64, Host::write) == kTvmErrorBufferTooSmall);
  CHECK(init(module, frame, 64, memory + 1, 14, Host::write) == kTvmErrorBufferTooSmall);
  CHECK(init(nullptr, frame, 64, memory, 64, Host::write) == kTvmErrorFunctionCallInvalidArg);
  CHECK(init(module, nullptr, 64, memory, 64, Host::write) == kTvmErrorFunctionCallInvalidArg);
  CHECK(init(module, frame, 64, nullptr, 64, Host::write) == kTvmErrorFunctionCallInvalidArg);
  CHECK(init(module, frame, 64, memory, 64, nullptr) == kTvmErrorFunctionCallInvalidArg);
}

namespace {

/* xorshift32: the same streams in every run. */
struct Random {
  uint32_t state;

  uint32_t below(uint32_t bound) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % bound;
  }
};

/* A session in which any field may be out of bounds, with right check sums. */
Bytes session(Random& random) {
  Host host;  // for its sequence numbers only
  Bytes bytes;
  auto any = [&random](uint32_t usual) {
    return static_cast<int>(random.below(8) == 0 ? random.below(70000) : random.below(usual));
  };
  auto add = [&](uint8_t command, const Bytes& body) {
    bytes = bytes + host.request(command, body);
  };
  add(OPEN, little(static_cast<uint64_t>(any(5)), 2));
  for (int i = 0; i < 3; i++) {
    add(ADD_TENSOR, Host::tensor(any(3), any(2) * 32, 1 + any(2), {any(4), any(4)}));
    if (random.below(2) == 0) {
      add(ADD_TENSOR, Host::tensor(i == 2 ? kDLUInt : kDLFloat, i == 2 ? 8 : 32, 1,
                                   i == 2 ? std::vector<int64_t>{32} : std::vector<int64_t>{2, 3}));
    }
  }
  for (int i = 0; i < 4; i++) {
    switch (random.below(6)) {
      case 0:
        add(ADD_SCALAR, little(random.below(4), 1) + little(random.below(9), 8));
        break;
      case 1:
        add(WRITE, part(any(4), static_cast<uint32_t>(any(30))) + Bytes(random.below(40), 3));
        break;
      case 2:
        add(READ, part(any(4), static_cast<uint32_t>(any(30))) +
                      little(static_cast<uint64_t>(any(40)), 2));
        break;
      case 3:
        add(TENSOR, little(random.below(6), 2) + little(static_cast<uint64_t>(any(16)), 2));
        break;
      case 4:
        add(static_cast<uint8_t>(random.below(256)), Bytes(random.below(20), 1));
        break;
      default:
        break;
    }
    add(RUN, run(any(5), any(3), any(5), random.below(3)));
  }
  return bytes;
}

Bytes mutated(Bytes bytes, Random& random) {
  auto place = [&] { return static_cast<long>(random.below(static_cast<uint32_t>(bytes.size()))); };
  for (uint32_t count = random.below(6); count > 0 && !bytes.empty(); count--) {
    long at = place();
    switch (random.below(5)) {
      case 0:
        bytes[static_cast<size_t>(at)] ^= static_cast<uint8_t>(1u << random.below(8));
        break;
      case 1:
        bytes[static_cast<size_t>(at)] = static_cast<uint8_t>(random.below(256));
        break;
      case 2:
        bytes.erase(bytes.begin() + at);
        break;
      case 3:
        bytes.insert(bytes.begin() + at, static_cast<uint8_t>(random.below(3) == 0 ? 0 : 255));
        break;
      default:
        bytes.resize(static_cast<size_t>(at));
        break;
    }
  }
  return bytes;
}

}  // namespace

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

#ifdef SANITIZED
constexpr int kStreams = 20000;
#else
constexpr int kStreams = 2000;
#endif

TEST_CASE("no stream of bytes does harm, and the next frame is understood") {
  Random random = {20240229};
  int understood = 0;
  int damaged = 0;
  int succeeded = 0;
  Host host;
  for (int i = 0; i < kStreams; i++) {
    Bytes bytes = mutated(session(random), random);
    if (random.below(4) == 0) {
      for (uint8_t byte : bytes) {
        require(host.receive({byte}) == kTvmErrorNoError);
      }
    } else {
      require(host.receive(bytes) == kTvmErrorNoError);
    }
    require(host.receive({0}) == kTvmErrorNoError);
    for (const Bytes& reply : host.replies()) {
      (reply[1] == 0xff ? damaged : understood)++;
      succeeded += reply[1] == (RUN | 0x80) && number(reply, 2, 4) == 0 ? 1 : 0;
    }
    require(host.ask(HELLO).size() == 10);
  }
  CHECK(understood > 3 * kStreams);
  CHECK(damaged > kStreams / 4);
  CHECK(succeeded > kStreams / 4);
}
