using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>The weights of one direction of one GRU layer, laid out for the kernel; gates r, z and n one after the other.</summary>
/// <remarks>Each gate begins at a panel of its own, so the gates of a value lie in the same lane of three panels.</remarks>
internal sealed class RecurrentWeights : IDisposable
{
    private const int Gates = 3;

    /// <param name="checkpoint">Where the weights are.</param>
    /// <param name="name"><c>l0</c>, <c>l0_reverse</c>, <c>l1</c> ...</param>
    /// <param name="hidden">D.</param>
    /// <param name="stateBlocks">Directions of the layer before, which this one reads; null for the first layer, which reads words.</param>
    public RecurrentWeights(Checkpoint checkpoint, string name, int hidden, int? stateBlocks)
    {
        WeightTensor Load(string kind) => checkpoint[$"txt_enc.cap_rnn.{kind}_{name}"];
        var padded = Panels.Count(hidden) * Panels.Width;
        var inputBlocks = stateBlocks ?? 1;
        var blockSize = Load("weight_ih").Shape[1] / inputBlocks;
        var paddedBlock = stateBlocks is null ? blockSize : padded;

        var inputBias = Load("bias_ih").Values.ToArray();
        var recurrentBias = Load("bias_hh").Values.ToArray();
        for (var value = 0; value < 2 * hidden; value++)
        {
            // Of the gates r and z both biases are simply added; that of n is multiplied by r first and stays with the recurrence.
            inputBias[value] += recurrentBias[value];
            recurrentBias[value] = 0;
        }
        using var inputWeight = Load("weight_ih").View();
        using var recurrentWeight = Load("weight_hh").View();
        Input = new PackedLinear(
            Pad(inputWeight.Values, Gates, hidden, padded, inputBlocks, blockSize, paddedBlock),
            Pad(inputBias, Gates, hidden, padded, 1, 1, 1), inputBlocks * paddedBlock, Gates * padded);
        Recurrent = new PackedLinear(
            Pad(recurrentWeight.Values, Gates, hidden, padded, 1, hidden, padded),
            Pad(recurrentBias, Gates, hidden, padded, 1, 1, 1), padded, Gates * padded);
    }

    /// <summary>From a word, or the states of the layer before, to the gates.</summary>
    public PackedLinear Input { get; }

    /// <summary>From the state before to the gates.</summary>
    public PackedLinear Recurrent { get; }

    public void Dispose()
    {
        Input.Dispose();
        Recurrent.Dispose();
    }

    /// <summary>A matrix of blocks with zeros after each block's rows and columns.</summary>
    private static ReadOnlySpan<float> Pad(
        ReadOnlySpan<float> matrix, int rowBlocks, int rows, int paddedRows, int columnBlocks, int columns, int paddedColumns)
    {
        if (rows == paddedRows && columns == paddedColumns)
            return matrix;
        var padded = new float[rowBlocks * paddedRows * columnBlocks * paddedColumns];
        for (var row = 0; row < rowBlocks * rows; row++)
        {
            var paddedRow = row / rows * paddedRows + row % rows;
            for (var block = 0; block < columnBlocks; block++)
            {
                matrix.Slice((row * columnBlocks + block) * columns, columns)
                    .CopyTo(padded.AsSpan((paddedRow * columnBlocks + block) * paddedColumns));
            }
        }
        return padded;
    }
}
