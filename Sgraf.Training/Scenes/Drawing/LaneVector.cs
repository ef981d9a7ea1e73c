using System.Runtime.CompilerServices;
using static Sgraf.Training.Scenes.Drawing.LaneMath;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Sgraf.Training.Scenes.Drawing;

/// <summary>Eight points, directions or colours, one a lane.</summary>
/// <remarks>X points right, Y up, Z away from the viewer; of a colour they are red, green and blue. System.Numerics is no choice here: the order of its sums differs between processors.</remarks>
internal readonly struct LaneVector(Lanes x, Lanes y, Lanes z)
{
    public readonly Lanes X = x;
    public readonly Lanes Y = y;
    public readonly Lanes Z = z;

    /// <summary>The same vector in all lanes.</summary>
    public LaneVector(Triple value) : this(Lane(value.X), Lane(value.Y), Lane(value.Z)) { }

    public Lanes Length => Sqrt(Dot(this, this));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector operator +(LaneVector left, LaneVector right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector operator -(LaneVector left, LaneVector right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector operator *(LaneVector left, LaneVector right) => new(left.X * right.X, left.Y * right.Y, left.Z * right.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector operator *(LaneVector left, Lanes right) => new(left.X * right, left.Y * right, left.Z * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector operator *(LaneVector left, float right) => left * Lane(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Dot(LaneVector left, LaneVector right) => left.X * right.X + left.Y * right.Y + left.Z * right.Z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector Normalize(LaneVector vector) => vector * (Lanes.One / Max(vector.Length, Lane(1e-12f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector Mix(LaneVector from, LaneVector to, Lanes share) => from + (to - from) * share;

    /// <summary>The first vector where the mask is set, else the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneVector Select(Lanes mask, LaneVector whereSet, LaneVector otherwise) => new(
        LaneMath.Select(mask, whereSet.X, otherwise.X),
        LaneMath.Select(mask, whereSet.Y, otherwise.Y),
        LaneMath.Select(mask, whereSet.Z, otherwise.Z));
}
