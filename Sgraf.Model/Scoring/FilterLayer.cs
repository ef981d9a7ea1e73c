using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The weights of SAF's attention, its batch norm folded in: <c>sigmoid(w · s + b)</c>.</summary>
internal sealed unsafe class FilterLayer : IDisposable
{
    private const float BatchNormEpsilon = 1e-5f;

    private readonly AlignedBuffer _weight;
    private readonly int _similaritySize;

    public FilterLayer(Checkpoint checkpoint)
    {
        const string Name = "sim_enc.SAF_module.";
        var weight = checkpoint[Name + "attn_sim_w.weight"].Span;   // (1, S)
        double gain = checkpoint[Name + "bn.weight"].Span[0] / Math.Sqrt(checkpoint[Name + "bn.running_var"].Span[0] + BatchNormEpsilon);
        double bias = checkpoint[Name + "attn_sim_w.bias"].Span[0] - (double)checkpoint[Name + "bn.running_mean"].Span[0];
        Bias = (float)(bias * gain + checkpoint[Name + "bn.bias"].Span[0]);

        var folded = new float[weight.Length];
        for (var value = 0; value < folded.Length; value++)
            folded[value] = (float)(weight[value] * gain);
        _similaritySize = weight.Length;
        _weight = new AlignedBuffer(Panels.Size(1, weight.Length));
        Panels.Pack(folded, 1, weight.Length, _weight.Pointer);
    }

    /// <summary>(1, S)</summary>
    public PanelMatrix Weight => new(_weight.Pointer, 1, _similaritySize);

    public float Bias { get; }

    public void Dispose() => _weight.Dispose();
}
