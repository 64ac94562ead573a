/* For trying the program under Wine only, never shipped: random bytes that newer code asks for. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE target, SIZE_T size)
{
    return RtlGenRandom(target, (ULONG)size);
}
