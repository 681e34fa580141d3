/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does one wrong thing with memory, so that check_matrix.py can see that it would be told of it:
 *     memory-fault overrun|leak|font-leak|overflow|uninitialised|nothing */
#include <fontconfig/fontconfig.h>
#include <glib.h>

#include <limits.h>
#include <string.h>

/* Through a volatile the compiler does not see what is meant. */
static void read_past_the_end(volatile size_t n_bytes)
{
    g_autofree char *bytes = g_malloc0(n_bytes);
    volatile char byte = ((volatile char *)bytes)[n_bytes];

    (void)byte;
}

static void lose_bytes(size_t n_bytes)
{
    void *volatile lost = g_malloc0(n_bytes);

    lost = NULL;
    (void)lost;
}

/* A library's object that the caller owns: no reason why a library may keep it hides this. */
static void lose_configuration(void)
{
    FcConfig *volatile lost = FcConfigCreate();

    lost = NULL;
    (void)lost;
}

static void overflow(volatile int largest)
{
    volatile int sum = largest + 1;

    (void)sum;
}

static void decide_by_chance(size_t n_bytes)
{
    volatile char *const bytes = g_malloc(n_bytes);

    if (bytes[n_bytes / 2] == 'x')
        g_print("x\n");
    g_free((void *)bytes);
}

int main(int argc, char **argv)
{
    const char *fault = argc == 2 ? argv[1] : "";

    if (strcmp(fault, "overrun") == 0)
        read_past_the_end(40);
    else if (strcmp(fault, "leak") == 0)
        lose_bytes(40);
    else if (strcmp(fault, "font-leak") == 0)
        lose_configuration();
    else if (strcmp(fault, "overflow") == 0)
        overflow(INT_MAX);
    else if (strcmp(fault, "uninitialised") == 0)
        decide_by_chance(40);
    else if (strcmp(fault, "nothing") != 0)
        return 2;
    return 0;
}
