/**
 * \file demitasse/crt.h
 * \brief Demitasse C runtime, tier 1: what generated code returns, and where its data is placed.
 *
 * One header, C99 and C++17, no functions, no allocation, no dependency. Generated code of tier 0
 * does without it; include it to name the status codes or to place and align your own buffers.
 *
 * Every macro that is not a version may be defined before this header is included, for instance on
 * the command line, and is then left as it is.
 */
#ifndef DEMITASSE_CRT_H_
#define DEMITASSE_CRT_H_

/**
 * \brief Version of this interface.
 *
 * The number grows when a status code or a macro is added. What is here keeps its name, value and
 * meaning: code written against a smaller number compiles and behaves as before.
 */
#define DEMITASSE_CRT_VERSION 1

/**
 * \brief What a generated function returns, as an int32_t.
 *
 * Zero is success, errors are negative. After an error the outputs and the workspace hold
 * unspecified values; weights and inputs are untouched, and the function may be called again.
 */
typedef enum demitasse_status {
  /** \brief The run is complete and the outputs are written. */
  DEMITASSE_OK = 0,
  /** \brief An error that no other code describes, such as one from a foreign kernel. */
  DEMITASSE_ERROR = -1,
  /** \brief A pointer to an input, an output or the workspace is null. */
  DEMITASSE_NULL_POINTER = -2,
  /** \brief A buffer does not start at a multiple of the alignment its interface header states. */
  DEMITASSE_MISALIGNED = -3,
  /** \brief A buffer has fewer bytes than its interface header states. */
  DEMITASSE_TOO_SMALL = -4,
  /** \brief A check failed that the author of an operator left for run time. */
  DEMITASSE_CHECK_FAILED = -5
} demitasse_status;

/**
 * \brief Places the variable declared after it in the linker section of this name (a string).
 *
 * Written before the declaration: DEMITASSE_SECTION(".rodata.x") static const int8_t x[4] = {0};
 * Empty where names of sections have another form (Mach-O) and for compilers without the GNU
 * attribute: the variable is then placed as any other.
 */
#ifndef DEMITASSE_SECTION
#if defined(__GNUC__) && !defined(__APPLE__)
#define DEMITASSE_SECTION(name) __attribute__((section(name)))
#else
#define DEMITASSE_SECTION(name)
#endif
#endif

/**
 * \brief Section of weights and other constants: read-only, usually left in flash.
 *
 * The name begins with .rodata, so that linker scripts that do not know it still place it there.
 */
#ifndef DEMITASSE_CONST_SECTION
#define DEMITASSE_CONST_SECTION DEMITASSE_SECTION(".rodata.demitasse")
#endif

/**
 * \brief Section of workspaces: memory whose content at start does not matter.
 *
 * The name begins with .bss.noinit: a linker script that collects *(.bss.noinit*) apart need not
 * clear it at start, any other treats it as .bss.
 */
#ifndef DEMITASSE_WORKSPACE_SECTION
#define DEMITASSE_WORKSPACE_SECTION DEMITASSE_SECTION(".bss.noinit.demitasse")
#endif

/**
 * \brief Aligns the variable declared after it to a number of bytes, a power of two.
 *
 * Written before the declaration: DEMITASSE_ALIGNED(16) static uint8_t workspace[1024];
 */
#ifndef DEMITASSE_ALIGNED
#if defined(__GNUC__)
#define DEMITASSE_ALIGNED(bytes) __attribute__((aligned(bytes)))
#elif defined(_MSC_VER)
#define DEMITASSE_ALIGNED(bytes) __declspec(align(bytes))
#elif defined(__cplusplus)
#define DEMITASSE_ALIGNED(bytes) alignas(bytes)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define DEMITASSE_ALIGNED(bytes) _Alignas(bytes)
#else
#error "define DEMITASSE_ALIGNED(bytes) for this compiler"
#endif
#endif

#endif /* DEMITASSE_CRT_H_ */
