namespace Sgraf.Training.Detection;

/// <summary>A box in a picture whose sides have length one.</summary>
internal readonly record struct RelativeBox(float X1, float Y1, float X2, float Y2)
{
    /// <summary>The whole picture.</summary>
    public static RelativeBox Whole { get; } = new(0, 0, 1, 1);

    public float Width => X2 - X1;

    public float Height => Y2 - Y1;

    /// <summary>The same box in the mirrored picture.</summary>
    public RelativeBox Mirror() => new(1 - X2, Y1, 1 - X1, Y2);

    /// <summary>Every side moved at random, by a share of the box's own size at most.</summary>
    public RelativeBox Jitter(float share, Random random)
    {
        float Move(float side, float length) => Math.Clamp(side + share * length * (2 * random.NextSingle() - 1), 0, 1);
        return new RelativeBox(Move(X1, Width), Move(Y1, Height), Move(X2, Width), Move(Y2, Height));
    }

    /// <summary>The common area divided by the area of both together, in [0, 1].</summary>
    public float Overlap(RelativeBox other)
    {
        var width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1);
        var height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1);
        if (width <= 0 || height <= 0) return 0;
        return width * height / (Width * Height + other.Width * other.Height - width * height);
    }
}
