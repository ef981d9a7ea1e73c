namespace Sgraf.Model.Matrices;

/// <summary>The innermost products of one instruction set: a few rows times one panel, and a few rows times a few others.</summary>
/// <remarks>
/// Every value is one chain of fused multiply-adds over the depth, in order, added to its start; an inner product is one such chain
/// a lane, and then the sum of the lanes. So it depends neither on how many rows are computed together nor on which block they fall
/// in, and the results of any batch are bitwise those of its items.
/// </remarks>
internal unsafe interface IMatrixKernel
{
    /// <summary>Rows of the largest block whose sums stay in registers.</summary>
    static abstract int MaxRows { get; }

    /// <summary>c = start + a b for up to <see cref="MaxRows"/> rows and one panel of columns.</summary>
    /// <param name="a">The first row, at depth 0.</param>
    /// <param name="chunkStride">Floats between two chunks of depth of <paramref name="a"/>.</param>
    /// <param name="depth">Columns of a, rows of b.</param>
    /// <param name="b">The panel, (depth, 32).</param>
    /// <param name="start">What is added to, (rows, 32); may be c itself.</param>
    /// <param name="startStride">Floats between two rows of start: 32, or 0 when all rows start from the same, a bias.</param>
    /// <param name="c">The result, (rows, 32).</param>
    /// <param name="rows">1 to <see cref="MaxRows"/>.</param>
    /// <param name="half">Whether only the first 16 columns are wanted; the others stay as they are.</param>
    static abstract void Multiply<TLayout>(float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, int rows, bool half)
        where TLayout : struct, ILeftLayout;

    /// <summary>Rows of b that <see cref="Dot"/> takes.</summary>
    const int DotColumns = 4;

    /// <summary>Rows of a of the largest tile of inner products that stays in registers.</summary>
    static abstract int MaxDotRows { get; }

    /// <summary>c = a bᵀ, the inner products of up to <see cref="MaxDotRows"/> rows of a with four of b.</summary>
    /// <param name="a">The first row's segment in the first panel.</param>
    /// <param name="aStride">Floats from a panel of a to the next.</param>
    /// <param name="rows">1 to <see cref="MaxDotRows"/>.</param>
    /// <param name="b">The first row's segment in the first panel.</param>
    /// <param name="bStride">Floats from a panel of b to the next.</param>
    /// <param name="columns">Rows of b, 1 to 4; what comes out for the others means nothing.</param>
    /// <param name="panels">Panels of both.</param>
    /// <param name="c">The result, (rows, 4), its rows 32 floats apart.</param>
    static abstract void Dot(float* a, nint aStride, int rows, float* b, nint bStride, int columns, int panels, float* c);
}

/// <summary>Where the left factor's values lie; constants that the compiler folds into addresses.</summary>
internal interface ILeftLayout
{
    /// <summary>Floats between two rows.</summary>
    static abstract int RowStride { get; }

    /// <summary>Floats between two steps of depth within a chunk.</summary>
    static abstract int DepthStride { get; }

    /// <summary>Steps of depth that lie together.</summary>
    static abstract int Chunk { get; }
}

/// <summary>A matrix in panels, taken as it is.</summary>
internal readonly struct AsStored : ILeftLayout
{
    public static int RowStride => Panels.Width;
    public static int DepthStride => 1;
    public static int Chunk => Panels.Width;
}

/// <summary>One panel of a matrix, its columns taken as rows.</summary>
internal readonly struct Transposed : ILeftLayout
{
    public static int RowStride => 1;
    public static int DepthStride => Panels.Width;
    public static int Chunk => int.MaxValue;
}
