using Sgraf.Model.Bundles;

namespace Sgraf.Model.Graphs;

/// <summary>The image encoder as a graph: <c>features</c> (B, R, F) to <c>regions</c> (B, R, D) and <c>globals</c> (B, D).</summary>
internal static class ImageEncoderGraph
{
    private const string Pooling = "sim_enc.v_global_w";

    public static byte[] Build(Checkpoint checkpoint, ModelConfig config)
    {
        var graph = new GraphBuilder("image encoder", checkpoint);
        var features = graph.Input("features", TensorType.Float, -1, config.RegionCount, config.FeatureSize);
        var regions = features.Linear("img_enc.fc");                                               // (B, R, D)
        if (config.NormalizeImages) regions = regions.Normalize();
        graph.Output("regions", regions);
        graph.Output("globals", Globals(regions, config.RegionCount));
        return graph.ToModel();
    }

    /// <remarks>
    /// The local batch norm has one channel per region rank: its channel axis is R, not D.
    /// Sums over regions are matrix products, which treat an image the same way alone and among others; the reductions do not.
    /// </remarks>
    private static GraphValue Globals(GraphValue regions, int regionCount)
    {
        var graph = regions.Graph;
        var shares = new float[regionCount];
        Array.Fill(shares, 1f / regionCount);
        var locals = regions.Linear($"{Pooling}.embedding_local.0")
            .BatchNorm($"{Pooling}.embedding_local.1").Tanh();                                     // (B, R, D)
        var means = graph.Constant(shares, 1, regionCount).MatMul(regions)                         // (B, 1, D)
            .Linear($"{Pooling}.embedding_global.0").Reshape(0, -1)                                // (B, D)
            .BatchNorm($"{Pooling}.embedding_global.1").Tanh();
        var attention = (locals * means.Unsqueeze(1))
            .Linear($"{Pooling}.embedding_common.0").Softmax(axis: 1);                             // (B, R, 1)
        return attention.TransposedMatMul(regions).Normalize().Reshape(0, -1);                     // (B, D)
    }
}
