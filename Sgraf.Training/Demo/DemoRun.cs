using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Training.Data;
using Sgraf.Training.Detection;
using Sgraf.Training.Distillation;
using Sgraf.Training.Features;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using Sgraf.Training.Scenes.Files;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Demo;

/// <summary>Makes the demo model from nothing but a seed, stage by stage; what is there already is not made again.</summary>
internal sealed class DemoRun
{
    /// <summary>Minutes of training that a power cut may cost.</summary>
    private const int SaveEvery = 2;

    private readonly DemoRequest _request;
    private readonly DemoFolder _folder;
    private readonly Session _session;
    private readonly StageTimes _times;

    /// <param name="request">What is to be made.</param>
    /// <param name="session">Where progress is shown.</param>
    public DemoRun(DemoRequest request, Session session)
    {
        (_request, _session) = (request, session);
        _folder = new DemoFolder(request.Out);
        Directory.CreateDirectory(_folder.Data);
        _times = new StageTimes(_folder.Times, TimeProvider.System);
    }

    /// <summary>Makes everything that is missing.</summary>
    public DemoReport Run()
    {
        foreach (var (split, count) in _request.Plan.Splits) DrawScenes(split, count);
        Stage("detector", File.Exists(_folder.DetectorReport), TrainDetector);
        var detector = JsonSerializer.Deserialize(File.ReadAllBytes(_folder.DetectorReport), DemoJson.Default.DetectorTrainReport)!;
        foreach (var (split, _) in _request.Plan.Splits) Stage($"features of {split}", false, () => MakeFeatures(split));
        Stage("vocabulary", File.Exists(_folder.Vocabulary), BuildVocabulary);
        foreach (var kind in (NetworkKind[])[NetworkKind.Dual, NetworkKind.Sgr, NetworkKind.Saf]) Stage(NameOf(kind), false, () => Train(kind, detector.Id));
        Stage("bundle", File.Exists(Path.Combine(_folder.Bundle, "model.json")), () => new DemoBundle(_request, _folder, _times).Write(_session));
        Stage("shortlist", HasShortlist(), LearnShortlist);
        Stage("gallery", GalleryWriter.IsComplete(_folder.Gallery), () =>
            new GalleryWriter(_folder.Gallery, _request.Seed, _request.Plan.PictureSize).Write(_request.Plan.GalleryPictures, _session));
        return DemoReport.Of(_folder, Bundle.Load(_folder.Bundle).Manifest, detector, _times.Seconds);
    }

    private void Stage(string name, bool isDone, Action work)
    {
        _session.Cancellation.ThrowIfCancellationRequested();
        if (isDone)
        {
            _session.Remark($"{name}: done before");
            return;
        }
        _session.Remark($"{name}:");
        _times.Measure(name, work);
    }

    private void DrawScenes(string split, int count) => Stage(
        $"scenes of {split}", File.Exists(Path.Combine(_folder.Data, $"{split}.jsonl")), () =>
        {
            var set = new SceneSet(_request.Seed, split, _request.Plan.PictureSize);
            _session.Track("Drawing scenes", count, "pictures", advance =>
                new SceneFolder(_folder.Data, set).Write(count, Environment.ProcessorCount, advance, _session.Cancellation));
        });

    private void TrainDetector()
    {
        var report = DetectorJob.Run(
            new DetectorRequest
            {
                Data = _folder.Data, Out = _folder.Detector, Side = _request.Plan.DetectorSize, Epochs = _request.Plan.DetectorEpochs,
                Seed = _request.Seed, Device = _request.Device,
            }, _session);
        DurableFile.Write(_folder.DetectorReport, stream => JsonSerializer.Serialize(stream, report, DemoJson.Default.DetectorTrainReport));
    }

    /// <remarks>Tells itself whether anything is left to do.</remarks>
    private void MakeFeatures(string split) => FeatureJob.Run(
        new FeatureRequest
        {
            DetectorPath = _folder.Detector,
            Pictures = PictureList.Read(Path.Combine(_folder.Data, $"{split}.jsonl")),
            PictureFolder = _folder.Data,
            Paths = new FeaturePaths(_folder.Data, split),
            Rows = _request.Plan.Regions,
        }, _session);

    private void BuildVocabulary()
    {
        var captions = SplitCaptions.Read(_folder.Data, "train").Texts.Concat(SplitCaptions.Read(_folder.Data, "dev").Texts);
        var minimum = Presets.Of(Presets.Demo, NetworkKind.Dual).MinCount;
        Vocabulary.Build(captions.Select(WordTokenizer.Tokenize), minimum).Save(_folder.Vocabulary);
    }

    /// <remarks>A run that has ended does nothing more.</remarks>
    private void Train(NetworkKind kind, string detector) => RunJob.Run(
        new RunRequest
        {
            Module = kind,
            Data = _folder.Data,
            Out = _folder.RunOf(kind),
            StartFrom = kind == NetworkKind.Dual ? null : _folder.RunOf(NetworkKind.Dual),
            Detector = detector,
            Preset = Presets.Demo,
            Changes =
            [
                ("--seed", parameters => parameters with { Seed = _request.Seed }),
                ("--epochs", parameters => parameters with { Epochs = _request.Plan.EpochsOf(kind) }),
                ("--warm-up-steps", parameters => parameters with { WarmUpSteps = _request.Plan.WarmUpSteps }),
            ],
        }, new RunKeeping(TimeSpan.FromMinutes(SaveEvery), Epochs: 1), _request.Device, _session);

    /// <summary>Whether one was chosen: its figures are there, though the global vectors may have been the best.</summary>
    private bool HasShortlist() => Bundle.Load(_folder.Bundle).Manifest.Provenance.Metrics.Keys
        .Any(name => name.StartsWith(ShortlistCandidate.MetricsOf("dev"), StringComparison.Ordinal));

    private void LearnShortlist() => DistillationJob.Run(
        new DistillationRequest { Bundle = _folder.Bundle, Data = _folder.Data, Images = _request.Plan.ShortlistPictures }, _session);

    private static string NameOf(NetworkKind kind) => $"{kind}".ToLowerInvariant();
}
