using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>Turns views into arrays. All of them together are never larger than the file.</summary>
internal sealed class TorchTensors(string path, TorchFile file)
{
    private readonly Dictionary<string, float[]> _storages = new(StringComparer.Ordinal);
    private long _bytesLeft = file.Length;

    /// <summary>The values of a view, in row-major order.</summary>
    /// <exception cref="CheckpointException">The view leaves its storage, or is larger than the file allows.</exception>
    internal WeightTensor Read(string name, TorchTensor tensor)
    {
        var count = CheckSize(name, tensor);
        CheckBounds(name, tensor, count);
        var values = new float[count];
        Gather(tensor, Storage(tensor.Storage), values);
        return new WeightTensor(Array.ConvertAll(tensor.Sizes, size => (int)size), values);
    }

    private int CheckSize(string name, TorchTensor tensor)
    {
        long count = 1;
        foreach (var size in tensor.Sizes)
        {
            if (size < 0 || size > int.MaxValue || (size != 0 && count > int.MaxValue / size))
                throw Wrong(name, "sizes whose product is below 2^31", string.Join(", ", tensor.Sizes));
            count *= size;
        }
        _bytesLeft -= count * StoredValues.ByteCount(tensor.Storage.Type);
        return _bytesLeft >= 0
            ? (int)count
            : throw Wrong(name, $"tensors of no more than the file's {file.Length} bytes", $"{-_bytesLeft} bytes more");
    }

    private void CheckBounds(string name, TorchTensor tensor, int count)
    {
        Int128 last = tensor.Offset;
        for (var axis = 0; axis < tensor.Sizes.Length; axis++)
        {
            if (tensor.Strides[axis] < 0)
                throw Wrong(name, "strides from 0", $"{tensor.Strides[axis]}");
            last += (Int128)Math.Max(0, tensor.Sizes[axis] - 1) * tensor.Strides[axis];
        }
        if (tensor.Offset < 0 || (count > 0 && last >= tensor.Storage.Count))
            throw Wrong(name, $"values within its storage of {tensor.Storage.Count}", $"values {tensor.Offset} to {last}");
    }

    private float[] Storage(TorchStorage storage)
    {
        if (_storages.TryGetValue(storage.Key, out var values))
            return values;
        var stored = file.ReadStorage(storage);
        values = new float[storage.Count];
        StoredValues.ToSingle(storage.Type, stored, values);
        _storages.Add(storage.Key, values);
        return values;
    }

    /// <summary>Copies runs of neighbours where the last axis has stride one, single values elsewhere.</summary>
    private static void Gather(TorchTensor tensor, float[] storage, Span<float> values)
    {
        var (sizes, strides) = (tensor.Sizes, tensor.Strides);
        var run = sizes.Length > 0 && strides[^1] == 1 ? (int)sizes[^1] : 1;
        for (var index = 0; index < values.Length; index += run)
        {
            long source = tensor.Offset, rest = index;
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                source += rest % sizes[axis] * strides[axis];
                rest /= sizes[axis];
            }
            storage.AsSpan((int)source, run).CopyTo(values[index..]);
        }
    }

    private CheckpointException Wrong(string name, string expected, string found) =>
        new($"{path}: tensor {TorchGlobals.Quote(name)}: expected {expected}, found {found}.");
}
