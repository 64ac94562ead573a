/* For trying the program under Wine only, never shipped: colour profiles that do not exist. */
#include <stddef.h>
#define NOTHING(name) __declspec(dllexport) void *name(void) { return NULL; }
NOTHING(GetColorProfileFromHandle)
NOTHING(CloseColorProfile)
NOTHING(WcsCreateIccProfile)
NOTHING(OpenColorProfileW)
