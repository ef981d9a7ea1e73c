namespace Sgraf.Model.Matrices;

/// <summary>The innermost products of one instruction set: a few rows times one panel, and a few rows times a few others.</summary>
/// <remarks>
/// Every value is its start plus chains of fused multiply-adds over <see cref="ChainLength"/> steps of depth each, in order; an inner
/// product is one chain a lane and <see cref="DotPanels"/>, and then the sum of the lanes. So it depends neither on how many rows are
/// computed together nor on which block they fall in, and the results of any batch are bitwise those of its items.
/// </remarks>
internal unsafe interface IMatrixKernel
{
    /// <summary>Rows of the largest block whose sums stay in registers.</summary>
    static abstract int MaxRows { get; }

    /// <summary>Columns of that block.</summary>
    static abstract int MaxColumns { get; }

    /// <summary>Products added up in one chain; the chains' sums are added then. One long chain would round off more.</summary>
    const int ChainLength = 256;

    /// <summary>
    /// Whether one chain's part of b, (<see cref="ChainLength"/>, <see cref="MaxColumns"/>), leaves room in the first-level cache: then all
    /// rows meet it before the next, and a block is given no more depth than that. Else each block of rows meets all chains in turn, and its
    /// sums stay there instead.
    /// </summary>
    static abstract bool KeepsChain { get; }

    /// <summary>c = start + a b for up to <see cref="MaxRows"/> rows and <see cref="MaxColumns"/> columns of a panel.</summary>
    /// <param name="a">The first row, at depth 0.</param>
    /// <param name="chunkStride">Floats of <paramref name="a"/> between 32 steps of depth and the next 32.</param>
    /// <param name="depth">Columns of a, rows of b.</param>
    /// <param name="b">The columns in their panel, the rows 32 floats apart.</param>
    /// <param name="start">What is added to, its rows as far apart as the next parameter says; may be c itself.</param>
    /// <param name="startStride">Floats between two rows of start: 32, or 0 when all rows start from the same, a bias.</param>
    /// <param name="c">The result, its rows 32 floats apart.</param>
    /// <param name="rows">1 to <see cref="MaxRows"/>.</param>
    /// <param name="squares">Where the squares of each row's results are added up, <see cref="SquareSums"/> sums a row; nowhere when null.</param>
    /// <param name="upcoming">What is asked for meanwhile, once in 32 steps of depth.</param>
    static abstract void Multiply<TLayout>(
        float* a, nint chunkStride, int depth, float* b, float* start, int startStride, float* c, int rows, float* squares, Upcoming* upcoming)
        where TLayout : struct, ILeftLayout;

    /// <summary>Partial sums of a row's squares: columns as far apart share one.</summary>
    const int SquareSums = 16;

    /// <summary>Rows of a that <see cref="AddDots"/> takes at most.</summary>
    const int MaxDotRows = 6;

    /// <summary>Rows of b that it takes, 2 or 4.</summary>
    static abstract int DotColumns { get; }

    /// <summary>Panels that it is best given at a time: rows of a that meet all of b stay in the first-level cache.</summary>
    static abstract int DotPanels { get; }

    /// <summary>c += a bᵀ, the inner products of a few rows of a with a few of b.</summary>
    /// <param name="a">The first row's segment in the first panel.</param>
    /// <param name="aStride">Floats from a panel of a to the next.</param>
    /// <param name="rows">1 to <see cref="MaxDotRows"/>.</param>
    /// <param name="b">The first row's segment in the first panel.</param>
    /// <param name="bStride">Floats from a panel of b to the next.</param>
    /// <param name="columns">Rows of b, 1 to <see cref="DotColumns"/>; what is added for the others means nothing.</param>
    /// <param name="panels">Panels of both.</param>
    /// <param name="c">What is added to, (rows, <see cref="DotColumns"/>), its rows 32 floats apart.</param>
    static abstract void AddDots(float* a, nint aStride, int rows, float* b, nint bStride, int columns, int panels, float* c);
}

/// <summary>Where the left factor's values lie; constants that the compiler folds into addresses.</summary>
internal interface ILeftLayout
{
    /// <summary>Floats between two rows.</summary>
    static abstract int RowStride { get; }

    /// <summary>Floats between two of 32 steps of depth.</summary>
    static abstract int DepthStride { get; }
}

/// <summary>A matrix in panels, taken as it is.</summary>
internal readonly struct AsStored : ILeftLayout
{
    public static int RowStride => Panels.Width;
    public static int DepthStride => 1;
}

/// <summary>One panel of a matrix, its columns taken as rows.</summary>
internal readonly struct Transposed : ILeftLayout
{
    public static int RowStride => 1;
    public static int DepthStride => Panels.Width;
}
