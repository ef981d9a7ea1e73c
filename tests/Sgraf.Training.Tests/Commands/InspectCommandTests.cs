using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Data;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("checkpoints/tiny-SGR.legacy-cuda.pth.tar", "torch", "sgr")]
    [InlineData("checkpoints/tiny-SAF.zip.pth.tar", "torch", "saf")]
    [InlineData("tiny-SAF/weights.safetensors", "safetensors", "saf")]
    public void A_checkpoint_is_described_as_one_document(string file, string kind, string module)
    {
        var document = CommandLine.Run("inspect", "--json", GoldenData.PathOf(file)).Document;
        Assert.Equal((kind, module), (document.GetProperty("kind").GetString(), document.GetProperty("modules").GetString()));
        Assert.Equal(50, document.GetProperty("config").GetProperty("vocabulary_size").GetInt32());
        var weight = document.GetProperty("tensors").EnumerateArray().Single(tensor => tensor.GetProperty("name").GetString() == "img_enc.fc.weight");
        Assert.Equal([32, 64], weight.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()));
        Assert.Equal("F32", weight.GetProperty("type").GetString());
    }

    [Fact]
    public void A_bundle_is_a_table_for_people()
    {
        var bundle = new GoldenBundle(_folder);
        var result = CommandLine.Run("inspect", bundle.Path);
        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        var lines = result.Output.Split('\n');
        Assert.StartsWith($"{bundle.Path}: bundle of sgraf, ", lines[0]);
        Assert.Contains("detector   tiny-detector", lines);
        Assert.Contains(lines, line => line.StartsWith("saf.safetensors  img_enc.fc.weight ", StringComparison.Ordinal) && line.EndsWith("F32   (32, 64)", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.EndsWith(' '));
    }

    [Fact]
    public void A_bundle_names_its_detector_in_the_document()
    {
        var bundle = new GoldenBundle(_folder);
        var document = CommandLine.Run("inspect", bundle.Path, "--json").Document;
        Assert.Equal(
            ("bundle", "sgraf", "tiny-detector"),
            (document.GetProperty("kind").GetString(), document.GetProperty("modules").GetString(), document.GetProperty("detector_id").GetString()));
    }

    [Fact]
    public void The_self_test_of_an_imported_bundle_passes_and_fails_once_a_weight_is_another()
    {
        var bundle = new GoldenBundle(_folder);
        var imported = _folder.PathOf("imported");
        CommandLine.Run("import", "--sgr", GoldenData.PathOf("checkpoints/tiny-SGR.zip.pth.tar"), "--vocab", _folder.PathOf("vocab.json"), "--out", imported);
        var document = CommandLine.Run("inspect", imported, "--json").Document;
        Assert.True(document.GetProperty("self_test").GetProperty("passed").GetBoolean());
        Assert.Equal("sgr", document.GetProperty("self_test").GetProperty("scores")[0].GetProperty("module").GetString());
        Assert.Equal(64, document.GetProperty("model_id").GetString()!.Length);
        Assert.Contains("\nself-test  passed (sgr 0.", CommandLine.Run("inspect", imported).Output);

        var weights = Path.Combine(imported, "sgr.safetensors");
        var (checkpoint, _, _) = CheckpointFile.Load(weights);
        var tensors = checkpoint.Tensors.ToDictionary();
        var bias = tensors["sim_enc.sim_eval_w.bias"];
        tensors["sim_enc.sim_eval_w.bias"] = bias with { Values = bias.Values.ToArray().Select(value => value + 0.5f).ToArray() };
        CheckpointFile.Save(weights, new Checkpoint(tensors));
        var failed = CommandLine.Run("inspect", imported);
        Assert.Contains("\nself-test  FAILED (sgr expected 0.", failed.Output);
        Assert.Equal(
            (ExitCode.Failed, $"sgraf inspect: {imported} does not score as it did when it was written: it was damaged or changed; make it anew.\n"),
            (failed.ExitCode, failed.Error));
        Assert.False(JsonDocument.Parse(CommandLine.Run("inspect", imported, "--json").Output).RootElement.GetProperty("self_test").GetProperty("passed").GetBoolean());
        Assert.Contains("\nself-test  none recorded\n", CommandLine.Run("inspect", bundle.Path).Output);
    }

    [Theory]
    [InlineData("globals", 64, "by global vectors, 64 values")]
    [InlineData("projected", 2, "by projections of global vectors, 2 values")]
    [InlineData("dual", 32, "by a dual encoder, 32 values")]
    public void The_shortlist_of_a_bundle_is_told(string kind, int size, string text)
    {
        var bundle = Bundle.Load(new GoldenBundle(_folder).Path);
        var target = _folder.PathOf(kind);
        BundleWriter.Write(target, bundle with
        {
            Shortlist = kind switch
            {
                "dual" => RandomCheckpoint.Create(bundle.Config, SimilarityModules.Dual, seed: 1).Tensors,
                "projected" => new Dictionary<string, WeightTensor>
                {
                    ["image.weight"] = new([2, 64], new float[128]), ["image.bias"] = new([2], new float[2]),
                    ["text.weight"] = new([2, 64], new float[128]), ["text.bias"] = new([2], new float[2]),
                },
                _ => null,
            },
        });
        var document = CommandLine.Run("inspect", target, "--json").Document;
        Assert.Equal((kind, size), (document.GetProperty("shortlist").GetString(), document.GetProperty("vector_size").GetInt32()));
        Assert.Contains($"\nshortlist  {text}\n", CommandLine.Run("inspect", target).Output);
    }

    [Fact]
    public void A_file_of_encoders_alone_is_a_dual_encoder()
    {
        var path = _folder.PathOf("dual.safetensors");
        CheckpointFile.Save(path, RandomCheckpoint.Create(GoldenBundle.Sgr.Config, SimilarityModules.Dual, seed: 1));
        var document = CommandLine.Run("inspect", path, "--json").Document;
        Assert.Equal(("dual", 32), (document.GetProperty("modules").GetString(), document.GetProperty("config").GetProperty("joint_size").GetInt32()));
        Assert.Equal(JsonValueKind.Null, document.GetProperty("shortlist").ValueKind);
    }

    [Fact]
    public void An_array_is_described()
    {
        var path = _folder.PathOf("features.npy");
        NpyWriter.Write(path, [2, 3], writer => writer.Append([1f, 2f, 3f, 4f, 5f, 6f]));
        Assert.Equal(new CommandLine(ExitCode.Done, $"{path}: <f4 (2, 3) in C order, 152 bytes\n", ""), CommandLine.Run("inspect", path));
        Assert.Equal(
            $$"""{"path":"{{path}}","kind":"npy","value_type":"<f4","fortran_order":false,"shape":[2,3],"bytes":152}""" + "\n",
            CommandLine.Run("inspect", path, "--json").Output);
    }

    [Fact]
    public void A_truncated_array_is_refused()
    {
        var path = _folder.PathOf("features.npy");
        NpyWriter.Write(path, [2, 3], writer => writer.Append([1f, 2f, 3f, 4f, 5f, 6f]));
        using (var stream = File.OpenWrite(path)) stream.SetLength(150);
        var result = CommandLine.Run("inspect", path, "--json");
        Assert.Equal(
            new CommandLine(
                ExitCode.Failed, "", $"sgraf inspect: {path}: expected 152 bytes for shape (2, 3), found 150; copy or write it again.\n"),
            result);
    }

    [Fact]
    public void An_array_that_sgraf_does_not_read_is_described_all_the_same()
    {
        var text = "{'descr': '<f8', 'fortran_order': True, 'shape': (2,), }".PadRight(117) + "\n";
        var path = _folder.Write("doubles.npy", [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. text.Select(letter => (byte)letter), .. new byte[16]]);
        Assert.Equal($"{path}: <f8 (2,) in Fortran order, 144 bytes\n", CommandLine.Run("inspect", path).Output);
    }

    [Fact]
    public void A_vocabulary_is_described_without_what_would_steer_the_terminal()
    {
        var path = _folder.Write("vocab.json", """
            {"word2idx": {"<pad>": 0, "<start>": 1, "<end>": 2, "<unk>": 3, "\u001b[31m": 4},
             "idx2word": {"0": "<pad>", "1": "<start>", "2": "<end>", "3": "<unk>", "4": "\u001b[31m"}, "idx": 5}
            """u8.ToArray());
        Assert.Equal($"{path}: 5 words: <pad> <start> <end> <unk> \uFFFD[31m\n", CommandLine.Run("inspect", path).Output);
        Assert.Equal(5, CommandLine.Run("inspect", path, "--json").Document.GetProperty("count").GetInt32());
    }

    [Fact]
    public void Something_that_does_not_exist_is_named()
    {
        var path = _folder.PathOf("absent");
        Assert.Equal(new CommandLine(ExitCode.Failed, "", $"sgraf inspect: {path} does not exist; check the path.\n"), CommandLine.Run("inspect", path));
    }

    [Fact]
    public void A_file_of_no_known_kind_is_refused()
    {
        var path = _folder.Write("notes.txt", "some notes"u8.ToArray());
        var result = CommandLine.Run("inspect", path);
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"sgraf inspect: {path}", result.Error);
    }
}
