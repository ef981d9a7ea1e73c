using System.Collections.Frozen;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>The classes and functions that a checkpoint may name, and what they stand for. Nothing else is ever looked up.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class TorchGlobals(string path)
{
    private const int LargestRank = 8;
    private const int LargestStorage = 1 << 30;
    private const string Metadata = "_metadata";

    private static readonly PickleGlobal OrderedDictionary = new("collections.OrderedDict");
    private static readonly PickleGlobal Namespace = new("argparse.Namespace");
    private static readonly PickleGlobal RebuildTensor = new("torch._utils._rebuild_tensor_v2");
    private static readonly FrozenDictionary<string, PickleGlobal> Known = new[]
    {
        OrderedDictionary,
        Namespace,
        RebuildTensor,
        new PickleGlobal("torch.FloatStorage", SafetensorsType.F32),
        new PickleGlobal("torch.DoubleStorage", SafetensorsType.F64),
        new PickleGlobal("torch.HalfStorage", SafetensorsType.F16),
        new PickleGlobal("torch.BFloat16Storage", SafetensorsType.BF16),
        new PickleGlobal("torch.LongStorage", SafetensorsType.I64),
    }.ToFrozenDictionary(known => known.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>Every storage found so far, by its key.</summary>
    internal IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    /// <summary>What a name stands for.</summary>
    /// <exception cref="CheckpointException">It is not in the list.</exception>
    internal PickleGlobal Find(string module, string name) => Known.TryGetValue($"{module}.{name}", out var known)
        ? known
        : throw new CheckpointException(
            $"{path} names {Quote($"{module}.{name}")}, which a checkpoint has no use for; the file is refused, nothing of it was run.");

    /// <summary>What a call yields, and how many items it copied.</summary>
    internal (object Result, int Copied) Call(object? callee, object? arguments)
    {
        if (callee is not PickleGlobal function || arguments is not PickleTuple { Items: var items })
            throw Wrong("a call", $"{Describe(callee)} with {Describe(arguments)}");
        if (function == Namespace && items.Length == 0)
            return (new PickleDictionary(isNamespace: true), 0);
        if (function == OrderedDictionary && items.Length == 0)
            return (new PickleDictionary(), 0);
        if (function == OrderedDictionary && items is [PickleList pairs])
            return (MakeDictionary(pairs), pairs.Items.Count);
        if (function == RebuildTensor)
            return (MakeTensor(items), 0);
        throw Wrong($"arguments that fit {function.Name}", $"{items.Length} others");
    }

    /// <summary>Gives an object its attributes; those of a dictionary (<c>_metadata</c>) mean nothing here.</summary>
    /// <returns>How many items were copied.</returns>
    internal int Build(object? state, object? target)
    {
        if (target is not PickleDictionary dictionary || state is not PickleDictionary { Items: var attributes })
            throw Wrong("attributes of a dictionary or a namespace", $"{Describe(state)} for {Describe(target)}");
        if (dictionary.IsNamespace)
        {
            foreach (var (name, value) in attributes.ToArray())    // the attributes may be the target's own
                dictionary.Items[name] = value;
        }
        else if (attributes.Keys.FirstOrDefault(name => name != Metadata) is { } unknown)
            throw Wrong($"no attribute but {Metadata}", Quote(unknown));
        return attributes.Count;
    }

    /// <summary>The storage of a persistent id: ('storage', class, key, location, count), in old files with None behind it.</summary>
    /// <remarks>The location (<c>cpu</c>, <c>cuda:0</c>) says where the values were, not what they are.</remarks>
    internal TorchStorage FindStorage(object? id)
    {
        var items = (id as PickleTuple)?.Items ?? [];
        if (items is [.., null])
            items = items[..^1];
        if (items is not ["storage", PickleGlobal { Storage: { } type }, string key, string, long count] || count < 0)
            throw Wrong("a whole storage of F64, F32, F16, BF16 or I64", Describe(id));
        if (count > LargestStorage / StoredValues.ByteCount(type))
            throw Wrong($"a storage of at most {LargestStorage} bytes", $"{count} values of {type}");
        if (!_storages.TryGetValue(key, out var storage))
            _storages.Add(key, storage = new TorchStorage(key, type, count));
        return storage.Type == type && storage.Count == count
            ? storage
            : throw Wrong($"storage {Quote(key)} to be {storage.Count} values of {storage.Type} throughout", $"{count} of {type}");
    }

    /// <summary>A value as messages show it.</summary>
    internal static string Describe(object? value) => value switch
    {
        null => "None",
        string text => Quote(text),
        PickleGlobal global => global.Name,
        PickleTuple { Items: var items } => $"a tuple of {items.Length}",
        PickleList { Items: var items } => $"a list of {items.Count}",
        PickleDictionary { Items: var items } => $"a dictionary of {items.Count}",
        TorchTensor tensor => $"a tensor of {tensor.Sizes.Length} axes",
        TorchStorage => "a storage",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    /// <summary>Text of a hostile file, fit for a terminal.</summary>
    internal static string Quote(string text)
    {
        var shown = text.Length <= 100 ? text : text[..100] + "...";
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter));
    }

    /// <summary>Python 2 gives an ordered dictionary its items as a list of [key, value].</summary>
    private PickleDictionary MakeDictionary(PickleList pairs)
    {
        var dictionary = new PickleDictionary();
        foreach (var pair in pairs.Items)
        {
            object?[] items = pair switch
            {
                PickleList list when list.Items.Count == 2 => [.. list.Items],
                PickleTuple tuple => tuple.Items,
                _ => [],
            };
            if (items is not [string key, var value])
                throw Wrong("pairs of a key of text and a value", Describe(pair));
            dictionary.Items[key] = value;
        }
        return dictionary;
    }

    private TorchTensor MakeTensor(object?[] arguments) =>
        arguments is [TorchStorage storage, long offset, PickleTuple sizes, PickleTuple strides, bool, PickleDictionary]
            && sizes.Items.Length <= LargestRank && sizes.Items.Length == strides.Items.Length
            && Array.TrueForAll(sizes.Items, size => size is long) && Array.TrueForAll(strides.Items, stride => stride is long)
            ? new TorchTensor(
                storage, offset,
                Array.ConvertAll(sizes.Items, size => (long)size!), Array.ConvertAll(strides.Items, stride => (long)stride!))
            : throw Wrong("a storage, an offset, and as many sizes as strides", string.Join(", ", arguments.Take(LargestRank).Select(Describe)));

    private CheckpointException Wrong(string expected, string found) => new($"{path}: expected {expected}, found {found}.");
}
