using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>The weights of a self-attention pooling, its batch norms folded; shared by all threads.</summary>
internal sealed unsafe class PoolingWeights : IDisposable
{
    private const float BatchNormEpsilon = 1e-5f;

    private readonly AlignedBuffer _common;
    private readonly int _size;

    /// <param name="checkpoint">Where the weights are.</param>
    /// <param name="name"><c>sim_enc.v_global_w</c>, which has batch norms, or <c>sim_enc.t_global_w</c>, which has none.</param>
    public PoolingWeights(Checkpoint checkpoint, string name)
    {
        Local = new PackedLinear(checkpoint, name + ".embedding_local.0");
        _size = Local.Inputs;
        if (checkpoint.Tensors.ContainsKey(name + ".embedding_local.1.running_var"))
        {
            (LocalGains, LocalShifts) = Affine(checkpoint, name + ".embedding_local.1");
            var (gains, shifts) = Affine(checkpoint, name + ".embedding_global.1");
            using var weight = checkpoint[name + ".embedding_global.0.weight"].View();
            var bias = checkpoint[name + ".embedding_global.0.bias"].Span;
            Global = new PackedLinear(Scale(weight.Values, gains), Shift(bias, gains, shifts), _size, _size);
        }
        else
        {
            Global = new PackedLinear(checkpoint, name + ".embedding_global.0");
        }

        _common = new AlignedBuffer(Panels.Size(1, _size));
        Panels.Pack(checkpoint[name + ".embedding_common.0.weight"].Span, 1, _size, _common.Pointer);
    }

    /// <summary>The layer of each row, D to D.</summary>
    public PackedLinear Local { get; }

    /// <summary>The layer of the mean, D to D, its batch norm folded in.</summary>
    public PackedLinear Global { get; }

    /// <summary>The local batch norm's factor of each row by its rank; empty where there is none.</summary>
    public float[] LocalGains { get; } = [];

    /// <summary>What that batch norm adds.</summary>
    public float[] LocalShifts { get; } = [];

    /// <summary>(1, D): makes a logit of a row. Its bias is the same for all rows, which the softmax cancels.</summary>
    public PanelMatrix Common => new(_common.Pointer, 1, _size);

    public void Dispose()
    {
        Local.Dispose();
        Global.Dispose();
        _common.Dispose();
    }

    /// <summary>A batch norm in evaluation mode as one multiplication and one addition a channel.</summary>
    private static (float[] Gains, float[] Shifts) Affine(Checkpoint checkpoint, string name)
    {
        var weight = checkpoint[name + ".weight"].Span;
        var gains = new float[weight.Length];
        var shifts = new float[weight.Length];
        for (var channel = 0; channel < weight.Length; channel++)
        {
            gains[channel] = (float)(weight[channel] / Math.Sqrt(checkpoint[name + ".running_var"].Span[channel] + BatchNormEpsilon));
            shifts[channel] = checkpoint[name + ".bias"].Span[channel] - checkpoint[name + ".running_mean"].Span[channel] * gains[channel];
        }
        return (gains, shifts);
    }

    private static float[] Scale(ReadOnlySpan<float> weight, float[] gains)
    {
        var scaled = weight.ToArray();
        for (var value = 0; value < scaled.Length; value++)
            scaled[value] *= gains[value / (scaled.Length / gains.Length)];
        return scaled;
    }

    private static float[] Shift(ReadOnlySpan<float> bias, float[] gains, float[] shifts)
    {
        var shifted = new float[bias.Length];
        for (var channel = 0; channel < bias.Length; channel++)
            shifted[channel] = bias[channel] * gains[channel] + shifts[channel];
        return shifted;
    }
}
