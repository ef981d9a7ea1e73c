using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sgraf.Model.Matrices;

/// <summary>The exponential of 16 values, to one unit in the last place or two.</summary>
/// <remarks>
/// The library's goes through double precision, and is a call that the compiler optimises only after a while; softmaxes made it
/// a tenth of a pair's time. Here: 2^n e^r with |r| at most ln(2)/2, e^r by Cephes' polynomial of degree seven.
/// </remarks>
internal static class Exponential
{
    private const float Smallest = -87.3f;
    private const float Largest = 88f;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has so few bits that n times it is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>e to the power of each value; zero below -87.3, where it would no longer be a normal number, and no more than e^88.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> value)
    {
        var clamped = Vector512.Min(Vector512.Max(value, Vector512.Create(Smallest)), Vector512.Create(Largest));
        var power = Vector512.Round(clamped * Log2E);
        var rest = Vector512.MultiplyAddEstimate(power, Vector512.Create(-Ln2High), clamped);
        rest = Vector512.MultiplyAddEstimate(power, Vector512.Create(-Ln2Low), rest);

        var polynomial = Vector512.Create(1.9875691500e-4f);
        polynomial = Vector512.MultiplyAddEstimate(polynomial, rest, Vector512.Create(1.3981999507e-3f));
        polynomial = Vector512.MultiplyAddEstimate(polynomial, rest, Vector512.Create(8.3334519073e-3f));
        polynomial = Vector512.MultiplyAddEstimate(polynomial, rest, Vector512.Create(4.1665795894e-2f));
        polynomial = Vector512.MultiplyAddEstimate(polynomial, rest, Vector512.Create(1.6666665459e-1f));
        polynomial = Vector512.MultiplyAddEstimate(polynomial, rest, Vector512.Create(5.0000001201e-1f));
        polynomial = Vector512.MultiplyAddEstimate(polynomial, rest * rest, rest + Vector512<float>.One);

        var scale = Vector512.ShiftLeft(Vector512.ConvertToInt32Native(power) + Vector512.Create(127), 23).AsSingle();
        return Vector512.ConditionalSelect(Vector512.LessThan(value, Vector512.Create(Smallest)), default, polynomial * scale);
    }

    /// <summary><c>1 / (1 + e^-x)</c> of each value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> value) => Vector512<float>.One / (Vector512<float>.One + Of(-value));

    /// <summary>The hyperbolic tangent of each value, <c>2 sigmoid(2x) - 1</c>: exact to 1e-7, not relatively so near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> value)
    {
        var share = Sigmoid(value + value);
        return share + share - Vector512<float>.One;
    }
}
