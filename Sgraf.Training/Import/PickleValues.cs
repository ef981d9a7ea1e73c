using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

// What a pickle holds besides numbers, truth values, text and null. Compared by reference: a pickle may contain itself.

/// <summary>A tuple.</summary>
internal sealed class PickleTuple(object?[] items)
{
    internal object?[] Items => items;
}

/// <summary>A list.</summary>
internal sealed class PickleList
{
    internal List<object?> Items { get; } = [];
}

/// <summary>A dictionary, ordered or not, or the attributes of an <c>argparse.Namespace</c>; keys are text.</summary>
internal sealed class PickleDictionary(bool isNamespace = false)
{
    internal bool IsNamespace => isNamespace;

    internal OrderedDictionary<string, object?> Items { get; } = new(StringComparer.Ordinal);
}

/// <summary>A class or function that a pickle names.</summary>
internal sealed class PickleGlobal(string name, SafetensorsType? storage = null)
{
    internal string Name => name;

    /// <summary>How values are stored, for a storage class.</summary>
    internal SafetensorsType? Storage => storage;
}

/// <summary>A run of values elsewhere in the file.</summary>
internal sealed class TorchStorage(string key, SafetensorsType type, long count)
{
    internal string Key => key;
    internal SafetensorsType Type => type;
    internal long Count => count;
}

/// <summary>A view into a storage: sizes, strides and offset count values.</summary>
internal sealed class TorchTensor(TorchStorage storage, long offset, long[] sizes, long[] strides)
{
    internal TorchStorage Storage => storage;
    internal long Offset => offset;
    internal long[] Sizes => sizes;
    internal long[] Strides => strides;
}
