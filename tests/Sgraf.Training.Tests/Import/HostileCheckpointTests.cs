using System.IO.Compression;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Import;

namespace Sgraf.Training.Tests.Import;

/// <summary>Files made to run code, to exhaust the machine or to lie; each is refused by name, at a bounded cost.</summary>
public sealed class HostileCheckpointTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private static readonly (string Message, Func<PickleBuilder, PickleBuilder> Tensor)[] WrongTensors =
    [
        ("at most 1073741824 bytes", pickle => pickle.Tensor("0", (Int128)1 << 62, 0, [1], [1])),
        ("expected a whole storage", pickle => pickle.Tensor("0", -1, 0, [1], [1])),
        ("expected a whole storage", pickle => pickle.Tensor("0", (Int128)1 << 70, 0, [1], [1])),
        ("expected 5 values, the file has room for 4", pickle => pickle.Tensor("0", 5, 0, [1], [1])),
        ("expected 3 values, found 4", pickle => pickle.Tensor("0", 3, 0, [1], [1])),
        ("sizes whose product is below 2^31", pickle => pickle.Tensor("0", 4, 0, [(Int128)1 << 62], [0])),
        ("sizes whose product is below 2^31", pickle => pickle.Tensor("0", 4, 0, [65536, 65536], [0, 0])),
        ("sizes whose product is below 2^31", pickle => pickle.Tensor("0", 4, 0, [-1], [1])),
        ("tensors of no more than the file's", pickle => pickle.Tensor("0", 4, 0, [1 << 30], [0])),
        ("strides from 0", pickle => pickle.Tensor("0", 4, 3, [4], [-1])),
        ("within its storage of 4", pickle => pickle.Tensor("0", 4, 0, [5], [1])),
        ("within its storage of 4", pickle => pickle.Tensor("0", 4, 4, [1], [1])),
        ("within its storage of 4", pickle => pickle.Tensor("0", 4, -1, [1], [1])),
        ("within its storage of 4", pickle => pickle.Tensor("0", 4, long.MaxValue, [2], [long.MaxValue])),
        ("as many sizes as strides", pickle => pickle.Tensor("0", 4, 0, [2, 2], [1])),
        ("as many sizes as strides", pickle => pickle.Tensor("0", 4, 0, [1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1])),
        ("as many sizes as strides", pickle => pickle.Tensor("0", 4, (Int128)1 << 64, [1], [1])),
        ("the keys of 2 storages", pickle => pickle.Tensor("0", 4, 0, [1], [1]).Then(Opcode.SetItem).Text("b").Tensor("1", 4, 0, [1], [1])),
        ("expected the key of a storage", pickle => pickle.Tensor("1", 4, 0, [1], [1])),
        (
            "throughout, found 4 of I64",
            pickle => pickle.Tensor("0", 4, 0, [1], [1]).Then(Opcode.SetItem).Text("b").Tensor("0", 4, 0, [1], [1], "LongStorage")
        ),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "eval")]
    [InlineData("subprocess", "Popen")]
    [InlineData("torch", "load")]
    [InlineData("torch", "ByteStorage")]
    [InlineData("numpy.core.multiarray", "_reconstruct")]
    [InlineData("collections", "OrderedDict.fromkeys")]
    public void A_name_that_is_not_needed_is_refused_by_name(string module, string name)
    {
        var call = new PickleBuilder().Global(module, name).Text("touch owned").Then(Opcode.Tuple1, Opcode.Reduce).End();
        Assert.Contains($"names {module}.{name}, which a checkpoint has no use for", Refusal(TorchFiles.Legacy(call)));
        Assert.Contains($"names {module}.{name}, which a checkpoint has no use for", Refusal(TorchFiles.Zip(call)));
    }

    [Fact]
    public void A_name_put_into_a_published_file_is_refused()
    {
        Assert.Contains("names posixpath.realpath", Refusal(PutName(Published("legacy"))));
        Assert.Contains("names posixpath.realpath", Refusal(PutNameIntoEntries(Published("zip"))));

        static byte[] Published(string layout) => File.ReadAllBytes(GoldenData.PathOf($"checkpoints/tiny-SGR.{layout}.pth.tar"));
    }

    private static byte[] PutName(byte[] bytes)
    {
        var text = System.Text.Encoding.Latin1.GetString(bytes).Replace("cargparse\nNamespace\n", "cposixpath\nrealpath\n", StringComparison.Ordinal);
        Assert.Equal(bytes.Length, text.Length);
        return System.Text.Encoding.Latin1.GetBytes(text);
    }

    /// <summary>The same within an archive, whose checksums are right afterwards.</summary>
    private static byte[] PutNameIntoEntries(byte[] archive)
    {
        var stream = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(archive)))
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var entry in source.Entries)
            {
                var bytes = new byte[entry.Length];
                using var reader = entry.Open();
                reader.ReadExactly(bytes);
                using var writer = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                writer.Write(PutName(bytes));
            }
        }
        return stream.ToArray();
    }

    [Fact]
    public void Control_characters_of_a_name_do_not_reach_the_terminal()
    {
        var file = TorchFiles.Legacy(new PickleBuilder().Global("os\u001b[31m", "system").End());
        Assert.Contains("names os?[31m.system", Refusal(file));
    }

    [Theory]
    [InlineData((byte)Opcode.Mark, "within each other")]
    [InlineData((byte)Opcode.EmptyList, "unfinished values")]
    [InlineData((byte)Opcode.EmptyDict, "unfinished values")]
    public void A_deep_nest_is_refused(byte opcode, string message)
    {
        var nest = new byte[3_000_000];
        Array.Fill(nest, opcode);
        Assert.Contains(message, Refusal(TorchFiles.Legacy(new PickleBuilder().Raw(nest).End()), 32 * Megabyte));
    }

    [Fact]
    public void Tuples_within_tuples_cost_no_stack()
    {
        var nest = new Opcode[150_000];
        Array.Fill(nest, Opcode.Tuple1);
        var root = new PickleBuilder().Then(Opcode.EmptyDict).Text("model").Then(Opcode.EmptyTuple).Then(nest).Then(Opcode.SetItem).End();
        Assert.Contains("steps", Refusal(TorchFiles.Legacy(root), 64 * Megabyte));
    }

    [Fact]
    public void A_list_that_holds_itself_is_refused_as_a_model()
    {
        var root = new PickleBuilder().Then(Opcode.EmptyDict).Text("model").Then(Opcode.EmptyList).Raw((byte)Opcode.BinPut, 0)
            .Then(Opcode.Mark).Raw((byte)Opcode.BinGet, 0).Raw((byte)Opcode.BinGet, 0).Raw((byte)Opcode.BinGet, 0)
            .Then(Opcode.Appends, Opcode.SetItem).End();
        Assert.Contains("expected the weights of img_enc by name, found a list of 3", Refusal(TorchFiles.Legacy(root)));
    }

    [Fact]
    public void A_memo_bomb_is_refused()
    {
        var doubling = new PickleBuilder().Then(Opcode.EmptyList);
        for (var i = 0; i < 200_000; i++)
            doubling.Raw((byte)Opcode.LongBinPut).Raw(BitConverter.GetBytes(i));
        Assert.Contains("steps", Refusal(TorchFiles.Legacy(doubling.End()), 64 * Megabyte));
        var laughs = new PickleBuilder().Then(Opcode.EmptyList, Opcode.Mark).Raw(Enumerable.Repeat((byte)Opcode.None, 9_000).ToArray())
            .Then(Opcode.Appends).Raw((byte)Opcode.BinPut, 0);
        for (var i = 0; i < 100_000; i++)
            laughs.Global("collections", "OrderedDict").Raw((byte)Opcode.BinGet, 0).Then(Opcode.Tuple1, Opcode.Reduce);
        Assert.Contains("expected pairs of a key", Refusal(TorchFiles.Legacy(laughs.End()), 64 * Megabyte));
    }

    [Fact]
    public void Copying_one_large_dictionary_over_and_over_is_refused()
    {
        var root = new PickleBuilder().Then(Opcode.EmptyList, Opcode.Mark);
        for (var i = 0; i < 2_000; i++)
            root.Text($"{i}").Then(Opcode.None, Opcode.Tuple2);
        root.Then(Opcode.Appends).Raw((byte)Opcode.BinPut, 0);
        for (var i = 0; i < 20_000; i++)
            root.Global("collections", "OrderedDict").Raw((byte)Opcode.BinGet, 0).Then(Opcode.Tuple1, Opcode.Reduce);
        Assert.Contains("steps", Refusal(TorchFiles.Legacy(root.End()), 64 * Megabyte));
    }

    [Theory]
    [InlineData((byte)Opcode.BinUnicode)]
    [InlineData((byte)Opcode.BinString)]
    public void Text_longer_than_the_file_is_refused(byte opcode) =>
        Assert.Contains("text of at most", Refusal(TorchFiles.Legacy(new PickleBuilder().Raw(opcode, 0xFF, 0xFF, 0xFF, 0xFF).End())));

    [Theory]
    [InlineData((byte)0x8d, "0x8d")]    // BINUNICODE8, a length of 64 bits
    [InlineData((byte)0x8b, "0x8b")]    // LONG4
    [InlineData((byte)'i', "0x69")]     // INST
    [InlineData((byte)'o', "0x6f")]     // OBJ
    [InlineData((byte)0x93, "0x93")]    // STACK_GLOBAL
    [InlineData((byte)0x82, "0x82")]    // EXT1
    public void An_instruction_that_is_not_needed_is_refused(byte opcode, string name) =>
        Assert.Contains(name, Refusal(TorchFiles.Legacy(new PickleBuilder().Raw(opcode, 0, 0, 0, 0, 0, 0, 0, 0x40).End())));

    [Fact]
    public void Another_protocol_is_refused() =>
        Assert.Contains("found protocol 4", Refusal(TorchFiles.Legacy([(byte)Opcode.Proto, 4, .. new PickleBuilder().End()])));

    [Fact]
    public void A_tensor_that_lies_is_refused()
    {
        foreach (var (message, tensor) in WrongTensors)
            Assert.Contains(message, Refusal(TorchFiles.Legacy(TorchFiles.Checkpoint(tensor), ("0", [1, 2, 3, 4]))));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(1_000)]
    public void Views_that_together_outgrow_the_file_are_refused(int views)
    {
        var root = TorchFiles.Checkpoint(pickle =>
        {
            for (var i = 0; i < views; i++)
                pickle.Tensor("0", 10_000, 0, [10_000], [1]).Then(Opcode.SetItem).Text($"view{i}");
            return pickle.Then(Opcode.None);
        });
        Assert.Contains("tensor", Refusal(TorchFiles.Zip(root, ("0", new float[10_000])), 16 * Megabyte));
    }

    [Fact]
    public void Every_prefix_of_a_file_is_refused()
    {
        var root = TorchFiles.Checkpoint(pickle => pickle.Tensor("0", 4, 0, [2, 2], [2, 1]));
        foreach (var file in new[] { TorchFiles.Legacy(root, ("0", [1, 2, 3, 4])), TorchFiles.Zip(root, ("0", [1, 2, 3, 4])) })
        {
            Assert.Single(TorchCheckpoint.Read(_folder.Write("whole.pth.tar", file)).Weights.Tensors);
            for (var length = 0; length < file.Length; length++)
                Refusal(file[..length]);
        }
    }

    [Theory, MemberData(nameof(TorchCheckpointTests.Published), MemberType = typeof(TorchCheckpointTests))]
    public void A_published_file_cut_anywhere_is_refused(string module, string layout)
    {
        var file = File.ReadAllBytes(GoldenData.PathOf($"checkpoints/{module}.{layout}.pth.tar"));
        for (var length = 0; length < file.Length; length += 257)
            Refusal(file[..length]);
        Refusal(file[..^1]);
    }

    [Fact]
    public void A_longer_file_is_refused()
    {
        var root = TorchFiles.Checkpoint(pickle => pickle.Tensor("0", 4, 0, [2, 2], [2, 1]));
        Assert.Contains("bytes, found", Refusal([.. TorchFiles.Legacy(root, ("0", [1, 2, 3, 4])), 0]));
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        var zeros = new byte[50 * Megabyte];
        Assert.Contains("not compressed", Refusal(TorchFiles.Zip(CompressionLevel.Optimal, ("x/data.pkl", zeros))));
        var root = TorchFiles.Checkpoint(pickle => pickle.Tensor("0", zeros.Length / 4, 0, [4], [1]));
        var bomb = TorchFiles.Zip(CompressionLevel.Optimal, ("x/data.pkl", root), ("x/data/0", zeros));
        Assert.Contains("compressed", Refusal(bomb));
        Assert.Contains("at most 4194304 bytes", Refusal(
            TorchFiles.Zip(CompressionLevel.NoCompression, ("x/data.pkl", new byte[5 * Megabyte])), 6 * Megabyte));
    }

    [Fact]
    public void An_archive_of_something_else_is_refused()
    {
        Assert.Contains("expected one data.pkl in the archive, found 0", Refusal(TorchFiles.Zip(CompressionLevel.NoCompression, ("a", [1]))));
        Assert.Contains("expected one data.pkl in the archive, found 2", Refusal(
            TorchFiles.Zip(CompressionLevel.NoCompression, ("a/data.pkl", [1]), ("b/data.pkl", [1]))));
        Assert.Contains("x/data.pkl twice", Refusal(
            TorchFiles.Zip(CompressionLevel.NoCompression, ("x/data.pkl", [1]), ("x/data.pkl", [1]))));
        Assert.Contains("little-endian", Refusal(
            TorchFiles.Zip(CompressionLevel.NoCompression, ("x/data.pkl", [1]), ("x/byteorder", "big"u8.ToArray()))));
        var root = TorchFiles.Checkpoint(pickle => pickle.Tensor("../../etc/passwd", 4, 0, [4], [1]));
        Assert.Contains("found no such entry", Refusal(TorchFiles.Zip(root)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("a text")]
    [InlineData("\u0080\u0002K\u0001.")]
    public void A_file_of_something_else_is_refused(string text) => Refusal(System.Text.Encoding.Latin1.GetBytes(text));

    [Theory, MemberData(nameof(TorchCheckpointTests.Published), MemberType = typeof(TorchCheckpointTests))]
    public void Damaged_files_are_read_or_refused(string module, string layout)
    {
        var sound = File.ReadAllBytes(GoldenData.PathOf($"checkpoints/{module}.{layout}.pth.tar"));
        var random = new Random(layout.Length);
        var refused = 0;
        for (var i = 0; i < 500; i++)
        {
            var damaged = sound.ToArray();
            for (var times = random.Next(1, 8); times > 0; times--)
                damaged[Place(damaged, random)] = (byte)random.Next(256);
            refused += TryRead(damaged, 16 * Megabyte) is null ? 0 : 1;
        }
        Assert.InRange(refused, 100, 499);
    }

    /// <summary>Most damage goes where the structure is: the first bytes, and a zip's directory at the end.</summary>
    private static int Place(byte[] file, Random random) => random.Next(4) switch
    {
        0 => random.Next(file.Length),
        1 => file.Length - 1 - random.Next(Math.Min(8_000, file.Length)),
        _ => random.Next(10_000),
    };

    private string Refusal(byte[] file, long mostAllocated = 8 * Megabyte)
    {
        var refusal = TryRead(file, mostAllocated);
        Assert.NotNull(refusal);
        return refusal;
    }

    /// <returns>Why the file is refused; null where it is read.</returns>
    private string? TryRead(byte[] file, long mostAllocated)
    {
        var path = _folder.Write("x.pth.tar", file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        string? refusal = null;
        try
        {
            TorchCheckpoint.Read(path);
        }
        catch (CheckpointException failure)
        {
            refusal = failure.Message;
            Assert.Contains(path, refusal);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mostAllocated);
        return refusal;
    }
}
