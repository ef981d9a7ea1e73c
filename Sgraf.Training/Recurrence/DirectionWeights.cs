using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Recurrence;

/// <summary>The weights of one direction of one layer.</summary>
/// <param name="hidden">D.</param>
/// <param name="inputs">What the layer reads.</param>
internal sealed unsafe class DirectionWeights(int hidden, int inputs) : IDisposable
{
    private const int CandidateGate = GateMatrix.Gates - 1;

    private readonly AlignedBuffer _inputBias = new(GateMatrix.Gates * Panels.Size(1, hidden));
    private readonly AlignedBuffer _candidateBias = new(Panels.Size(1, hidden));

    /// <summary>D.</summary>
    public int Hidden => hidden;

    /// <summary>Values that the layer reads.</summary>
    public int Inputs => inputs;

    /// <summary>From what is read to the gates.</summary>
    public GateMatrix Input { get; } = new(hidden, inputs);

    /// <summary>From the state before to the gates.</summary>
    public GateMatrix Recurrent { get; } = new(hidden, hidden);

    /// <summary>What is added to the gates, in panels; of r and z both biases.</summary>
    public float* InputBias => _inputBias.Pointer;

    /// <summary>What is added to the recurrent part of n before r scales it.</summary>
    public float* CandidateBias => _candidateBias.Pointer;

    /// <summary>Takes over new values, under the names that libtorch gives them.</summary>
    public void Fill(Func<string, WeightTensor> weight)
    {
        Input.Fill(weight("weight_ih"));
        Recurrent.Fill(weight("weight_hh"));
        ReadOnlySpan<float> input = weight("bias_ih").Span, recurrent = weight("bias_hh").Span;
        for (var gate = 0; gate < GateMatrix.Gates; gate++)
        {
            var sum = input.Slice(gate * hidden, hidden).ToArray();
            if (gate != CandidateGate) for (var value = 0; value < hidden; value++) sum[value] += recurrent[gate * hidden + value];
            Panels.Pack(sum, 1, hidden, InputBias + gate * Panels.Size(1, hidden));
        }
        Panels.Pack(recurrent[(CandidateGate * hidden)..], 1, hidden, CandidateBias);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Input.Dispose();
        Recurrent.Dispose();
        _inputBias.Dispose();
        _candidateBias.Dispose();
    }
}
