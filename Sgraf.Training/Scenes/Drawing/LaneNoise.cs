using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>Randomness that belongs to a place: the same coordinates give the same value.</summary>
internal static class LaneNoise
{
    /// <summary>A value in [0, 1) for each cell of a grid; the coordinates are whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Cell(Lanes column, Lanes row)
    {
        var bits = Vector256.ConvertToInt32(column).AsUInt32() * 0x8DA6B343u + Vector256.ConvertToInt32(row).AsUInt32() * 0xD8163841u;
        bits = (bits ^ bits >>> 15) * 0x2C1B3C6Du;
        bits = (bits ^ bits >>> 12) * 0x297A2D39u;
        bits ^= bits >>> 15;
        return Vector256.ConvertToSingle((bits >>> 8).AsInt32()) * (1f / (1 << 24));
    }

    /// <summary>A value in [0, 1) that changes smoothly over a distance of 1.</summary>
    public static Lanes Smooth(Lanes x, Lanes y)
    {
        var (column, row) = (Vector256.Floor(x), Vector256.Floor(y));
        var (right, up) = (Ease(x - column), Ease(y - row));
        var lower = Mix(Cell(column, row), Cell(column + 1f, row), right);
        var upper = Mix(Cell(column, row + 1f), Cell(column + 1f, row + 1f), right);
        return Mix(lower, upper, up);
    }

    /// <summary>A value in [0, 1) with coarse and fine detail: three smooth ones of distances 1, 1/2 and 1/4.</summary>
    public static Lanes Cloudy(Lanes x, Lanes y) =>
        Smooth(x, y) * 0.57f + Smooth(x * 2f + 17.3f, y * 2f + 5.1f) * 0.29f + Smooth(x * 4f + 3.7f, y * 4f + 29.9f) * 0.14f;

    private static Lanes Ease(Lanes share) => share * share * (3f - share * 2f);
}
