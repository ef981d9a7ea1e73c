using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Import;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;
using Sgraf.Training.Tests.Commands;
using Sgraf.Training.Tests.Runs;

namespace Sgraf.Training.Tests.Import;

public sealed class ImportedRunTests(ImportedRunTests.TrainedRuns runs) : IClassFixture<ImportedRunTests.TrainedRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("bundle");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_become_one_bundle_with_their_detector_words_and_recalls()
    {
        var detector = WriteDetector("tiny-1");
        var result = Import("--sgr", runs.Joint, "--saf", runs.Joint, "--dual", runs.Dual, "--detector", detector, "--json");
        Assert.True(result.ExitCode == ExitCode.Done, result.Error);
        var bundle = Bundle.Load(Target);
        var joint = Bundle.Load(new RunFolder(runs.Joint).Best);
        Assert.Equal((SimilarityModule.Sgraf, "tiny-1", joint.Config), (bundle.Manifest.Modules, bundle.Manifest.DetectorId, bundle.Config));
        Assert.Equal(File.ReadAllBytes(detector), File.ReadAllBytes(bundle.DetectorPath!));
        Assert.Equal(Vocabulary.Load(new RunFolder(runs.Dual).Vocabulary).Words, Vocabulary.Load(bundle.VocabularyPath).Words);
        AssertSame(joint.Sgr!, bundle.Sgr!);
        AssertSame(joint.Saf!, bundle.Saf!);
        AssertSame(ImportedNetwork.Read(runs.Dual, SimilarityModules.Dual).Weights, bundle.Dual!);
        var provenance = bundle.Manifest.Provenance;
        Assert.Equal((Path.GetFileName(runs.Data), 1L), (provenance.Data, provenance.Seed));
        Assert.Equal(["dev.sgr.rsum", "dev.saf.rsum", "dev.dual.rsum"], provenance.Metrics.Keys);
        Assert.Equal(joint.Manifest.Provenance.Metrics["dev.saf.rsum"], provenance.Metrics["dev.saf.rsum"]);
        Assert.Equal(["sgr.safetensors", "saf.safetensors", "dual.safetensors"], provenance.Imported.Select(file => file.Name));
        Assert.Equal("dual", result.Document.GetProperty("shortlist").GetString());
        Assert.True(CommandLine.Run("inspect", Target, "--json").Document.GetProperty("self_test").GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void A_bundle_of_runs_can_be_audited_evaluated_and_distilled()
    {
        var imported = Import("--sgr", runs.Joint, "--dual", runs.Dual);
        Assert.True(imported.ExitCode == ExitCode.Done, imported.Error);
        string[] data = ["--bundle", Target, "--data", runs.Data, "--json"];
        var audit = CommandLine.Run(["audit", .. data, "--split", "dev"]);
        Assert.Equal("dual", audit.Document.GetProperty("shortlist").GetString());
        var evaluated = CommandLine.Run(["evaluate", .. data, "--split", "dev"]);
        Assert.Equal(ExitCode.Done, evaluated.ExitCode);
        var distilled = CommandLine.Run(["distill", .. data, "--epochs", "0", "--size", "1", "--block", "10"]);
        Assert.Equal(["globals", "dual", "distilled"], distilled.Document.GetProperty("shortlists").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public void Another_detector_than_that_of_the_runs_is_refused()
    {
        Assert.Contains("trained on features of tiny-1, --detector says other; leave it out", Failure("--sgr", runs.Joint, "--detector", "other"));
        Assert.Contains("detector.id is tiny-2, the matching model or the index was made with tiny-1", Failure("--sgr", runs.Joint, "--detector", WriteDetector("tiny-2")));
    }

    [Fact]
    public void Weights_that_a_run_does_not_have_are_named()
    {
        Assert.Contains($"{runs.Dual} is a run of --module dual and has no weights of Sgr.", Failure("--sgr", runs.Dual));
        Assert.Contains($"{runs.Joint} is a run of --module joint and has no weights of Dual.", Failure("--sgr", runs.Joint, "--dual", runs.Joint));
        Assert.Contains($"{runs.Data} is a folder without run.json; name the folder of a run", Failure("--sgr", runs.Data));
        var begun = _folder.PathOf("begun");
        Directory.CreateDirectory(begun);
        File.Copy(new RunFolder(runs.Joint).Settings, new RunFolder(begun).Settings);
        Assert.Contains("sgr.safetensors does not exist; the run has not ended an epoch yet", Failure("--sgr", begun));
    }

    [Fact]
    public void Runs_of_other_words_are_refused()
    {
        var other = _folder.PathOf("other.json");
        var words = Vocabulary.Load(new RunFolder(runs.Dual).Vocabulary).Words.Skip(Vocabulary.Unknown + 1).Select(word => $"{word}s");
        Vocabulary.Build([[.. words]], minimumCount: 1).Save(other);
        Assert.Contains("expected the same words, found others; train one run with --start-from the other", Failure("--sgr", runs.Joint, "--vocab", other));
    }

    private static void AssertSame(Checkpoint expected, Checkpoint actual)
    {
        Assert.Equal(expected.Tensors.Keys.Order(), actual.Tensors.Keys.Order());
        Assert.All(expected.Tensors, tensor => Assert.Equal(tensor.Value.Values.ToArray(), actual[tensor.Key].Values.ToArray()));
    }

    private string WriteDetector(string id) => _folder.Write($"{id}.onnx", new TinyDetector { FeatureSize = 16 }.With(("detector.id", id)).ToBytes());

    private string Failure(params string[] options)
    {
        var result = Import(options);
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.False(Directory.Exists(Target));
        return result.Error;
    }

    private CommandLine Import(params string[] options) => CommandLine.Run(["import", "--out", Target, .. options]);

    /// <summary>A dual encoder, and both networks started from it, of one epoch.</summary>
    public sealed class TrainedRuns : IDisposable
    {
        private readonly LearnableData _data = new(trainImages: 20, devImages: 10);
        private readonly TemporaryFolder _folder = new();

        public TrainedRuns()
        {
            Train("dual", "--joint-size", "16", "--word-size", "8", "--min-count", "1", "--detector-id", "tiny-1");
            Train("joint", "--similarity-size", "8", "--start-from", Dual);
        }

        public string Dual => _folder.PathOf("dual");

        public string Joint => _folder.PathOf("joint");

        public string Data => _data.Path;

        public void Dispose()
        {
            _folder.Dispose();
            _data.Dispose();
        }

        private void Train(string module, params string[] more)
        {
            var trained = CommandLine.Run(
                ["train", "--data", Data, "--module", module, "--out", _folder.PathOf(module), "--preset", "demo", "--epochs", "1", "--batch", "25", .. more]);
            Assert.True(trained.ExitCode == ExitCode.Done, trained.Error);
        }
    }
}
