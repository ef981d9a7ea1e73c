using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>Arithmetic on eight numbers at a time, the same to the last bit on every machine.</summary>
/// <remarks>
/// Pictures are to have the same bytes everywhere, so that nothing but + - * / and the square root, which IEEE 754 rounds exactly, enters
/// a pixel: no library sine, power or exponential, no fused multiply-add, no estimate. Waves and highlights are made of polynomials.
/// </remarks>
internal static class LaneMath
{
    extension(Lanes)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes operator +(Lanes left, float right) => left + Vector256.Create(right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes operator -(Lanes left, float right) => left - Vector256.Create(right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes operator +(float left, Lanes right) => Vector256.Create(left) + right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes operator -(float left, Lanes right) => Vector256.Create(left) - right;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Lane(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Min(Lanes left, Lanes right) => Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Max(Lanes left, Lanes right) => Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes value) => Vector256.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes value) => Vector256.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Square(Lanes value) => value * value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Less(Lanes left, Lanes right) => Vector256.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Less(Lanes left, float right) => Vector256.LessThan(left, Vector256.Create(right));

    /// <summary>The first value where the mask is set, else the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(Lanes mask, Lanes whereSet, Lanes otherwise) => Vector256.ConditionalSelect(mask, whereSet, otherwise);

    /// <summary>Whether the mask is set in any lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes mask) => Vector256.ExtractMostSignificantBits(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Clamp01(Lanes value) => Min(Max(value, Lanes.Zero), Lanes.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Mix(Lanes from, Lanes to, Lanes share) => from + (to - from) * share;

    /// <summary>The part after the decimal point, in [0, 1), for negative numbers too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Fraction(Lanes value) => value - Vector256.Floor(value);

    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, and a smooth step between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Step(Lanes from, Lanes to, Lanes value)
    {
        var share = Clamp01((value - from) / (to - from));
        return share * share * (3f - share * 2f);
    }

    /// <summary>The larger value, its crease rounded over the given width: what half-spaces have in common gets soft edges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes SmoothMax(Lanes left, Lanes right, float round)
    {
        var overlap = Max(round - Abs(left - right), Lanes.Zero);
        return Max(left, right) + overlap * overlap * (0.25f / round);
    }

    /// <summary>A wave of period 1 between -1 and 1, close to a sine: two parabolas.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Wave(Lanes phase)
    {
        var centred = Fraction(phase) * 2f - 1f;
        return centred * (Abs(centred) - 1f) * 4f;
    }
}
