namespace Sgraf.Training.Scenes.Drawing;

/// <summary>One point, direction or colour; see <see cref="LaneVector"/>.</summary>
internal readonly record struct Triple(float X, float Y, float Z)
{
    public float Length => MathF.Sqrt(Dot(this, this));

    public static Triple operator +(Triple left, Triple right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Triple operator -(Triple left, Triple right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    public static Triple operator *(Triple left, Triple right) => new(left.X * right.X, left.Y * right.Y, left.Z * right.Z);

    public static Triple operator *(Triple left, float right) => new(left.X * right, left.Y * right, left.Z * right);

    public static float Dot(Triple left, Triple right) => left.X * right.X + left.Y * right.Y + left.Z * right.Z;

    public static Triple Normalize(Triple vector) => vector * (1 / vector.Length);

    public static Triple Mix(Triple from, Triple to, float share) => from + (to - from) * share;

    /// <summary>A colour in linear light from its usual notation, <c>0xRRGGBB</c>.</summary>
    /// <remarks>The display curve is taken as a square, whose inverse is exact.</remarks>
    public static Triple Colour(int hex)
    {
        var display = new Triple(hex >> 16 & 255, hex >> 8 & 255, hex & 255) * (1 / 255f);
        return display * display;
    }
}
