using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Import;

namespace Sgraf.Training.Tests.Import;

public sealed class TorchCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Published
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (var module in new[] { "tiny-SGR", "tiny-SAF" })
                foreach (var layout in new[] { "legacy", "legacy-cuda", "zip", "zip-cuda" })
                    files.Add(module, layout);
            return files;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Published))]
    public void A_published_file_holds_the_reference_weights(string module, string layout)
    {
        var checkpoint = TorchCheckpoint.Read(GoldenData.PathOf($"checkpoints/{module}.{layout}.pth.tar"));
        using var expected = SafetensorsFile.Open(GoldenData.PathOf($"{module}/weights.safetensors"));
        Assert.Equal(expected.Entries.Keys.Order(), checkpoint.Weights.Tensors.Keys.Order());
        foreach (var (name, entry) in expected.Entries)
        {
            Assert.Equal(entry.DType, checkpoint.StoredTypes[name]);
            Assert.Equal(entry.Shape, checkpoint.Weights[name].Shape);
            Assert.Equal(expected.Read(name).Values.ToArray(), checkpoint.Weights[name].Values.ToArray());
        }
    }

    [Theory, MemberData(nameof(Published))]
    public void A_published_file_tells_how_it_was_trained(string module, string layout)
    {
        var checkpoint = TorchCheckpoint.Read(GoldenData.PathOf($"checkpoints/{module}.{layout}.pth.tar"));
        using var expected = JsonDocument.Parse(File.ReadAllBytes(GoldenData.PathOf($"checkpoints/{module}.expected.json")));
        Assert.Equal(expected.RootElement.GetProperty("epoch").GetInt64(), checkpoint.Epoch);
        Assert.Equal(expected.RootElement.GetProperty("best_rsum").GetDouble(), checkpoint.BestRsum);
        Assert.Equal(expected.RootElement.GetProperty("Eiters").GetInt64(), checkpoint.Iterations);
        var options = expected.RootElement.GetProperty("opt").EnumerateObject().ToDictionary(option => option.Name, option => Value(option.Value));
        Assert.Equal(options, checkpoint.Options);
    }

    [Fact]
    public void A_file_of_Python_2_has_byte_strings_and_dictionaries_of_pairs()
    {
        var root = new PickleBuilder { ByteStrings = true }.Then(Opcode.EmptyDict, Opcode.Mark)
            .Text("epoch").Number(9)
            .Text("opt").Global("argparse", "Namespace").Then(Opcode.EmptyTuple, Opcode.NewObj, Opcode.EmptyDict)
            .Text("module_name").Text("SGR").Then(Opcode.SetItem, Opcode.Build)
            .Text("model").Then(Opcode.EmptyList, Opcode.Mark)
            .Global("collections", "OrderedDict").Then(Opcode.EmptyList, Opcode.EmptyList)
            .Text("fc.bias").Then(Opcode.Append).Tensor("12", 3, 1, [2], [1]).Then(Opcode.Append, Opcode.Append, Opcode.Tuple1, Opcode.Reduce)
            .Then(Opcode.EmptyDict, Opcode.EmptyDict, Opcode.Appends, Opcode.SetItems).End();
        var checkpoint = Read(TorchFiles.Legacy(root, ("12", [1, 2, 3])));
        Assert.Equal([2f, 3f], checkpoint.Weights["img_enc.fc.bias"].Values.ToArray());
        Assert.Equal(9, checkpoint.Epoch);
        Assert.Equal("SGR", checkpoint.Options["module_name"]);
        Assert.Null(checkpoint.BestRsum);
    }

    [Fact]
    public void Views_follow_their_offset_and_strides()
    {
        float[] storage = [.. Enumerable.Range(0, 12)];
        var transposed = TorchFiles.Checkpoint(pickle => pickle.Tensor("0", 12, 1, [3, 2], [1, 4]));
        Assert.Equal([1f, 5, 2, 6, 3, 7], Read(TorchFiles.Zip(transposed, ("0", storage))).Weights["img_enc.fc.weight"].Values.ToArray());
        var rows = TorchFiles.Checkpoint(pickle => pickle.Tensor("0", 12, 2, [2, 3], [5, 1]));
        Assert.Equal([2f, 3, 4, 7, 8, 9], Read(TorchFiles.Legacy(rows, ("0", storage))).Weights["img_enc.fc.weight"].Values.ToArray());
        var scalar = Read(TorchFiles.Legacy(TorchFiles.Checkpoint(pickle => pickle.Tensor("0", 12, 11, [], [])), ("0", storage)));
        Assert.Equal([11f], scalar.Weights["img_enc.fc.weight"].Values.ToArray());
        Assert.Empty(scalar.Weights["img_enc.fc.weight"].Shape);
    }

    [Fact]
    public void An_empty_tensor_is_read()
    {
        var empty = TorchFiles.Checkpoint(pickle => pickle.Tensor("0", 0, 0, [0, 3], [3, 1]));
        Assert.Equal([0, 3], Read(TorchFiles.Legacy(empty, ("0", []))).Weights["img_enc.fc.weight"].Shape);
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        var file = File.ReadAllBytes(GoldenData.PathOf("checkpoints/tiny-SGR.zip.pth.tar"));
        file[60_000] ^= 1;    // within the weights
        Assert.Contains("is damaged: its checksum is another; fetch the file again.", Assert.Throws<CheckpointException>(() => Read(file)).Message);
    }

    private TorchCheckpoint Read(byte[] file) => TorchCheckpoint.Read(_folder.Write("x.pth.tar", file));

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText().Contains('.', StringComparison.Ordinal) ? (object)value.GetDouble() : value.GetInt64(),
    };
}
