using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>Encodes a few images at a time, with working memory of its own.</summary>
internal abstract class ImageReader : IDisposable
{
    public static ImageReader Create(InstructionSet instructions, PackedLinear layer, PoolingWeights pooling, ModelConfig config) =>
        instructions switch
        {
            InstructionSet.Avx512 => new ImageReader<Avx512Kernel>(layer, pooling, config),
            InstructionSet.Avx2 => new ImageReader<Avx2Kernel>(layer, pooling, config),
            _ => new ImageReader<PortableKernel>(layer, pooling, config),
        };

    /// <summary>Writes the regions and the whole of each image to their places.</summary>
    public abstract void Read(ReadOnlySpan<float> features, int firstImage, int imageCount, EncodedImages encoded);

    public abstract void Dispose();
}

/// <inheritdoc />
internal sealed unsafe class ImageReader<TKernel>(PackedLinear layer, PoolingWeights pooling, ModelConfig config) : ImageReader
    where TKernel : struct, IMatrixKernel
{
    private readonly AttentionPooling<TKernel> _pooling = new(pooling);
    private readonly PanelBuffer _features = new(layer.Inputs);
    private readonly PanelBuffer _regions = new(layer.Outputs);
    private readonly PanelBuffer _norms = new(Panels.Width);

    public override void Read(ReadOnlySpan<float> features, int firstImage, int imageCount, EncodedImages encoded)
    {
        var (rows, first) = (imageCount * config.RegionCount, firstImage * config.RegionCount);
        var inputs = _features.Take(rows);
        Panels.Pack(features.Slice(first * layer.Inputs, rows * layer.Inputs), rows, layer.Inputs, inputs.Row(0));
        var regions = _regions.Take(rows);
        MatrixProduct<TKernel>.Multiply(inputs, layer.Weight, layer.Bias, regions, rows);
        if (config.NormalizeImages)
            RowMath.NormalizeAll(regions, rows, _norms.Take(rows));

        int[] starts = [.. Enumerable.Range(0, imageCount + 1).Select(image => image * config.RegionCount)];
        var globals = _pooling.Pool(regions, starts);
        Panels.Unpack(regions, 0, rows, encoded.Regions.AsSpan(first * layer.Outputs, rows * layer.Outputs));
        Panels.Unpack(globals, 0, imageCount, encoded.Globals.AsSpan(firstImage * layer.Outputs, imageCount * layer.Outputs));
    }

    public override void Dispose()
    {
        _pooling.Dispose();
        _features.Dispose();
        _regions.Dispose();
        _norms.Dispose();
    }
}
