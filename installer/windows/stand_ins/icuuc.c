/* For trying the program under Wine only, never shipped: converters that open nothing. */
#include <stddef.h>
#define EXPORT __declspec(dllexport)
#define ERROR_NOT_THERE 16

typedef int error_code;

EXPORT void *ucnv_open(const char *name, error_code *error)
{
    (void)name;
    *error = ERROR_NOT_THERE;
    return NULL;
}

#define NOTHING(name) EXPORT void *name(void) { return NULL; }
NOTHING(ucnv_close)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_reset)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_countAvailable)
NOTHING(ucnv_fromUnicode)
