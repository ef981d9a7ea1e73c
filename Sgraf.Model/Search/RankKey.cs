using System.Runtime.CompilerServices;

namespace Sgraf.Model.Search;

/// <summary>A score and the place of its item in one number, so that the larger number is the better hit.</summary>
/// <remarks>Of equal scores the item that comes first is the better: no two keys are equal, and every ranking has one order.</remarks>
internal static class RankKey
{
    /// <param name="score">Any number but NaN.</param>
    /// <param name="index">The item's place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(float score, int index)
    {
        var bits = BitConverter.SingleToInt32Bits(score + 0f);    // makes -0 a 0, which is no worse
        var ordered = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        return (ulong)ordered << 32 | ~(uint)index;
    }

    /// <summary>The item of a key.</summary>
    public static int IndexOf(ulong key) => (int)~(uint)key;
}
