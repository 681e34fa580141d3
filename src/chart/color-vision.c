/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/color-vision.h"

#include <math.h>
#include <stddef.h>

#define PI 3.14159265358979323846

/* For linear RGB. */
static const double seen_by[][3][3] = {
    [SVY_VISION_NORMAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [SVY_VISION_PROTAN] = {{0.152286, 1.052583, -0.204868},
                           {0.114503, 0.786281, 0.099216},
                           {-0.003882, -0.048116, 1.051998}},
    [SVY_VISION_DEUTAN] = {{0.367322, 0.860646, -0.227968},
                           {0.280085, 0.672501, 0.047413},
                           {-0.011820, 0.042940, 0.968881}},
    [SVY_VISION_TRITAN] = {{1.255528, -0.076749, -0.178779},
                           {-0.078411, 0.930809, 0.147602},
                           {0.004733, 0.691367, 0.303900}},
    [SVY_VISION_GRAY] = {{0.2126, 0.7152, 0.0722},
                         {0.2126, 0.7152, 0.0722},
                         {0.2126, 0.7152, 0.0722}},
};

/* sRGB to XYZ, D65 (IEC 61966-2-1). */
static const double to_xyz[3][3] = {{0.4124564, 0.3575761, 0.1804375},
                                    {0.2126729, 0.7151522, 0.0721750},
                                    {0.0193339, 0.1191920, 0.9503041}};
static const double white[3] = {0.95047, 1, 1.08883};

static void multiply(const double matrix[3][3], const double vector[3], double ret_product[3])
{
    for (size_t i = 0; i < 3; i++)
        ret_product[i] =
            matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
}

static double to_linear(uint8_t channel)
{
    const double c = channel / 255.0;

    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double compress(double t)
{
    const double edge = 6.0 / 29;

    return t > edge * edge * edge ? cbrt(t) : t / (3 * edge * edge) + 4.0 / 29;
}

SvyLab svy_color_to_lab(SvyColor color, SvyVision vision)
{
    const double linear[] = {to_linear(color.r), to_linear(color.g), to_linear(color.b)};
    double seen[3], xyz[3], f[3];

    multiply(seen_by[vision], linear, seen);
    for (size_t i = 0; i < 3; i++)
        seen[i] = fmin(1, fmax(0, seen[i]));
    multiply(to_xyz, seen, xyz);
    for (size_t i = 0; i < 3; i++)
        f[i] = compress(xyz[i] / white[i]);
    return (SvyLab){116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

static double to_radians(double degrees)
{
    return degrees * PI / 180;
}

/* 0 to 360; 0 for grey. */
static double get_hue(double a, double b)
{
    const double hue = fabs(a) > 0 || fabs(b) > 0 ? atan2(b, a) * 180 / PI : 0;

    return hue < 0 ? hue + 360 : hue;
}

/* c^7 / (c^7 + 25^7), of which the formula takes the root. */
static double get_chroma_weight(double chroma)
{
    const double c7 = pow(chroma, 7);

    return sqrt(c7 / (c7 + pow(25, 7)));
}

/* Hue and chroma after a is stretched near grey. */
typedef struct {
    double l, chroma, hue;
} Polar;

static Polar to_polar(SvyLab lab, double stretch)
{
    const double a = lab.a * (1 + stretch);

    return (Polar){lab.l, hypot(a, lab.b), get_hue(a, lab.b)};
}

static double subtract_hues(Polar one, Polar other)
{
    const double difference = other.hue - one.hue;

    if (!(one.chroma * other.chroma > 0))
        return 0;
    if (difference > 180)
        return difference - 360;
    return difference < -180 ? difference + 360 : difference;
}

static double average_hues(Polar one, Polar other)
{
    const double sum = one.hue + other.hue;

    if (!(one.chroma * other.chroma > 0))
        return sum;
    if (fabs(one.hue - other.hue) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

double svy_lab_get_distance(SvyLab one, SvyLab other)
{
    const double mean = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2;
    const double stretch = (1 - get_chroma_weight(mean)) / 2;
    const Polar p = to_polar(one, stretch), q = to_polar(other, stretch);
    const double l = (p.l + q.l) / 2 - 50, chroma = (p.chroma + q.chroma) / 2;
    const double hue = average_hues(p, q);
    const double t = 1 - 0.17 * cos(to_radians(hue - 30)) + 0.24 * cos(to_radians(2 * hue)) +
                     0.32 * cos(to_radians(3 * hue + 6)) - 0.20 * cos(to_radians(4 * hue - 63));
    const double turn = 30 * exp(-pow((hue - 275) / 25, 2));
    const double rotation = -sin(to_radians(2 * turn)) * 2 * get_chroma_weight(chroma);
    const double dl = (q.l - p.l) / (1 + 0.015 * l * l / sqrt(20 + l * l));
    const double dc = (q.chroma - p.chroma) / (1 + 0.045 * chroma);
    const double dh = 2 * sqrt(p.chroma * q.chroma) * sin(to_radians(subtract_hues(p, q) / 2)) /
                      (1 + 0.015 * chroma * t);

    return sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
}

double svy_color_get_distance(SvyColor one, SvyColor other, SvyVision vision)
{
    return svy_lab_get_distance(svy_color_to_lab(one, vision), svy_color_to_lab(other, vision));
}

double svy_color_get_least_distance(SvyColor one, SvyColor other)
{
    double least = svy_color_get_distance(one, other, SVY_VISION_PROTAN);

    least = fmin(least, svy_color_get_distance(one, other, SVY_VISION_DEUTAN));
    return fmin(least, svy_color_get_distance(one, other, SVY_VISION_TRITAN));
}
