using System.Buffers.Binary;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>Reads pickles without running anything: data, and the few classes a checkpoint is made of.</summary>
/// <remarks>
/// Time and memory are bounded by the limits below, whatever the file says. Nothing here recurses, so depth costs no stack.
/// </remarks>
/// <param name="path">The file, for messages.</param>
/// <param name="bytes">One pickle or several, one after the other.</param>
internal sealed class PickleReader(string path, ReadOnlyMemory<byte> bytes)
{
    /// <summary>Bytes of pickles in a file; those of a published checkpoint have about 10,000.</summary>
    internal const int LargestLength = 1 << 22;

    private const int LargestStack = 10_000;
    private const int LargestDepth = 100;
    private const int MostSteps = 200_000;

    private readonly PickleBytes _bytes = new(path, bytes);
    private readonly TorchGlobals _globals = new(path);
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _steps;

    /// <summary>Bytes read so far.</summary>
    internal int Position => _bytes.Position;

    /// <summary>Every storage that the pickles mention, by its key.</summary>
    internal IReadOnlyDictionary<string, TorchStorage> Storages => _globals.Storages;

    /// <summary>The next pickle.</summary>
    /// <exception cref="CheckpointException">It is malformed, too large, or names something that a checkpoint has no use for.</exception>
    internal object? Read()
    {
        _stack.Clear();
        _marks.Clear();
        _memo.Clear();
        while (true)
        {
            var opcode = (Opcode)_bytes.Take(1)[0];
            Charge(1);
            if (opcode == Opcode.Stop)
                return Pop();
            Execute(opcode);
        }
    }

    /// <summary>Every opcode and every item it copies counts.</summary>
    private void Charge(int steps)
    {
        _steps += steps;
        if (_steps > MostSteps)
            throw Wrong($"at most {MostSteps} steps", "more");
    }

    private void Execute(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Proto: CheckProtocol(_bytes.Take(1)[0]); break;
            case Opcode.Mark: PushMark(); break;
            case Opcode.BinPut: Remember(_bytes.Take(1)[0]); break;
            case Opcode.LongBinPut: Remember(_bytes.TakeUInt32()); break;
            case Opcode.BinGet: Push(Recall(_bytes.Take(1)[0])); break;
            case Opcode.LongBinGet: Push(Recall(_bytes.TakeUInt32())); break;
            case Opcode.Append: Append([Pop()]); break;
            case Opcode.Appends: Append(PopToMark()); break;
            case Opcode.SetItem: SetItems(PopMany(2)); break;
            case Opcode.SetItems: SetItems(PopToMark()); break;
            case Opcode.Build: Charge(_globals.Build(state: Pop(), target: Peek())); break;
            case Opcode.Reduce or Opcode.NewObj: Call(); break;
            default: Push(Make(opcode)); break;
        }
    }

    private object? Make(Opcode opcode) => opcode switch
    {
        Opcode.None => null,
        Opcode.NewTrue => true,
        Opcode.NewFalse => false,
        Opcode.BinInt => (long)BinaryPrimitives.ReadInt32LittleEndian(_bytes.Take(4)),
        Opcode.BinInt1 => (long)_bytes.Take(1)[0],
        Opcode.BinInt2 => (long)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Take(2)),
        Opcode.Long1 when _bytes.TakeInteger() is var number =>
            number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number,
        Opcode.BinFloat => BinaryPrimitives.ReadDoubleBigEndian(_bytes.Take(8)),
        Opcode.ShortBinString => _bytes.TakeText(_bytes.Take(1)[0]),
        Opcode.BinString or Opcode.BinUnicode => _bytes.TakeText(_bytes.TakeUInt32()),
        Opcode.EmptyTuple => new PickleTuple([]),
        Opcode.Tuple => new PickleTuple(PopToMark()),
        Opcode.Tuple1 => new PickleTuple(PopMany(1)),
        Opcode.Tuple2 => new PickleTuple(PopMany(2)),
        Opcode.Tuple3 => new PickleTuple(PopMany(3)),
        Opcode.EmptyList => new PickleList(),
        Opcode.EmptyDict => new PickleDictionary(),
        Opcode.Global => _globals.Find(_bytes.TakeLine(), _bytes.TakeLine()),
        Opcode.BinPersId => _globals.FindStorage(Pop()),
        _ => throw Wrong("an instruction of pickle protocol 2 that checkpoints use", $"0x{(byte)opcode:x2}"),
    };

    private void Call()
    {
        var arguments = Pop();
        var (result, copied) = _globals.Call(Pop(), arguments);
        Charge(copied);
        Push(result);
    }

    private void Append(object?[] items)
    {
        if (Peek() is not PickleList list)
            throw Wrong("a list to append to", TorchGlobals.Describe(Peek()));
        list.Items.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickleDictionary dictionary)
            throw Wrong("a dictionary to fill", TorchGlobals.Describe(Peek()));
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not string key || i + 1 == items.Length)
                throw Wrong("a key of text with its value", TorchGlobals.Describe(items[i]));
            dictionary.Items[key] = items[i + 1];
        }
    }

    private void Remember(uint key) => _memo[key] = Peek();

    private object? Recall(uint key) =>
        _memo.TryGetValue(key, out var value) ? value : throw Wrong("something remembered before", $"number {key}");

    private void PushMark()
    {
        if (_marks.Count == LargestDepth)
            throw Wrong($"at most {LargestDepth} values within each other", "more");
        _marks.Push(_stack.Count);
    }

    private void Push(object? value)
    {
        if (_stack.Count == LargestStack)
            throw Wrong($"at most {LargestStack} unfinished values", "more");
        _stack.Add(value);
    }

    private object? Pop() => PopMany(1)[0];

    private object? Peek() => _stack.Count > Floor() ? _stack[^1] : throw Wrong("a value", "none");

    private object?[] PopToMark()
    {
        var start = _marks.TryPop(out var mark) ? mark : throw Wrong("a mark", "none");
        return PopMany(_stack.Count - start);
    }

    private object?[] PopMany(int count)
    {
        if (_stack.Count - count < Floor())
            throw Wrong($"{count} values", "fewer");
        object?[] values = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        Charge(count);
        return values;
    }

    private int Floor() => _marks.TryPeek(out var mark) ? mark : 0;

    private void CheckProtocol(byte version)
    {
        if (version != 2)
            throw Wrong("pickle protocol 2, as torch.save writes by itself", $"protocol {version}");
    }

    private CheckpointException Wrong(string expected, string found) => _bytes.Wrong(expected, found);
}
