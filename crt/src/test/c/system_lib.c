/* What firmware with two networks writes. */
#include <demitasse/registry.h>

#include "tvmgen_many.h"
#include "tvmgen_tiny.h"

#define FUNCTIONS(F) TVMGEN_TINY_FUNCTIONS(F) TVMGEN_MANY_FUNCTIONS(F)
DEMITASSE_SYSTEM_LIB(FUNCTIONS);
