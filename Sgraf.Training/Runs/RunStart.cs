using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Training.Data;

namespace Sgraf.Training.Runs;

/// <summary>A run's settings with its data opened: of a new run, or of one that is taken up again.</summary>
internal sealed class RunStart : IDisposable
{
    private RunStart(RunFolder folder, RunSettings settings, DataSplit train, DataSplit dev) =>
        (Folder, Settings, Train, Dev) = (folder, settings, train, dev);

    /// <summary>Where the run is kept.</summary>
    public RunFolder Folder { get; }

    /// <summary>What it is.</summary>
    public RunSettings Settings { get; }

    /// <summary>What it learns from.</summary>
    public DataSplit Train { get; }

    /// <summary>What it is measured on.</summary>
    public DataSplit Dev { get; }

    /// <summary>Opens the data, and creates the run's folder unless it is there.</summary>
    /// <exception cref="RunException">The request contradicts the run that is there, or the one it starts from.</exception>
    /// <exception cref="DataFolderException">The data do not fit each other or the run.</exception>
    public static RunStart Prepare(RunRequest request)
    {
        var folder = new RunFolder(request.Out);
        return File.Exists(folder.Settings) ? Resume(folder, request) : Begin(folder, request);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Train.Dispose();
        Dev.Dispose();
    }

    private static RunStart Begin(RunFolder folder, RunRequest request)
    {
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
            throw new RunException($"{folder.Path} holds other files and no run; choose another --out.");
        var origin = request.StartFrom is { } path ? RunSettings.Read(new RunFolder(path).Settings) : null;
        var preset = request.Preset ?? Presets.Flickr30K;
        var parameters = request.Changes.Aggregate(WithSizesOf(origin, Presets.Of(preset, request.Module)), (all, change) => change.Change(all));
        var vocabulary = VocabularyOf(request, parameters.MinCount);
        return WithData(folder, request.Data, vocabulary, (train, dev) =>
        {
            var config = ConfigOf(parameters, train, vocabulary.Count);
            CheckOrigin(origin, config);
            var settings = new RunSettings(
                request.Module, Path.GetFullPath(request.Data), request.StartFrom is null ? null : Path.GetFullPath(request.StartFrom),
                request.Detector ?? origin?.Detector ?? RunSettings.UnknownDetector, preset, parameters, config, train.ImageCount, train.Captions.Count);
            Directory.CreateDirectory(folder.Path);
            vocabulary.Save(folder.Vocabulary);
            settings.Write(folder.Settings);
            return settings;
        });
    }

    private static RunStart Resume(RunFolder folder, RunRequest request)
    {
        var settings = RunSettings.Read(folder.Settings);
        var different = request.Changes.Where(change => change.Change(settings.HyperParameters) != settings.HyperParameters).Select(change => change.Name).ToList();
        if (request.Module != settings.Module) different.Add("--module");
        if (request.Preset is { } preset && preset != settings.Preset) different.Add("--preset");
        if (request.StartFrom is { } origin && Path.GetFullPath(origin) != settings.StartFrom) different.Add("--start-from");
        if (different.Count > 0)
            throw new RunException($"{folder.Path} was begun with another {string.Join(", ", different)}; leave it out to go on, or choose another --out.");
        return WithData(folder, request.Data, Vocabulary.Load(folder.Vocabulary), (train, _) =>
        {
            if ((train.ImageCount, train.Captions.Count) != (settings.Images, settings.Captions))
                throw new RunException(
                    $"{folder.Path} was begun on {settings.Images} images and {settings.Captions} captions, {request.Data} has {train.ImageCount} and {train.Captions.Count}.");
            CheckFeatures(train, settings.Config, folder.Path);
            return settings;
        });
    }

    private static RunStart WithData(RunFolder folder, string data, Vocabulary vocabulary, Func<DataSplit, DataSplit, RunSettings> settle)
    {
        var indexer = new CaptionIndexer(vocabulary);
        DataSplit? train = null, dev = null;
        try
        {
            train = DataSplit.Open(data, "train", indexer);
            dev = DataSplit.Open(data, "dev", indexer);
            if ((dev.RegionCount, dev.FeatureSize) != (train.RegionCount, train.FeatureSize))
                throw new DataFolderException(
                    $"{data}: dev has features of {dev.RegionCount} x {dev.FeatureSize}, train of {train.RegionCount} x {train.FeatureSize}; make both with one detector.");
            return new RunStart(folder, settle(train, dev), train, dev);
        }
        catch
        {
            train?.Dispose();
            dev?.Dispose();
            throw;
        }
    }

    private static Vocabulary VocabularyOf(RunRequest request, int minimumCount)
    {
        if (request.StartFrom is { } origin) return Vocabulary.Load(new RunFolder(origin).Vocabulary);     // its word vectors know no other
        var beside = Path.Combine(request.Data, "vocab.json");
        if ((request.Vocabulary ?? (File.Exists(beside) ? beside : null)) is { } path) return Vocabulary.Load(path);
        var captions = SplitCaptions.Read(request.Data, "train").Texts.Concat(SplitCaptions.Read(request.Data, "dev").Texts);
        return Vocabulary.Build(captions.Select(WordTokenizer.Tokenize), minimumCount);
    }

    private static HyperParameters WithSizesOf(RunSettings? origin, HyperParameters parameters) => origin is null
        ? parameters
        : parameters with { JointSize = origin.Config.JointSize, WordSize = origin.Config.WordSize };

    private static ModelConfig ConfigOf(HyperParameters parameters, DataSplit train, int words) => new()
    {
        FeatureSize = train.FeatureSize,
        RegionCount = train.RegionCount,
        VocabularySize = words,
        WordSize = parameters.WordSize,
        JointSize = parameters.JointSize,
        SimilaritySize = parameters.SimilaritySize,
        GraphSteps = parameters.GraphSteps,
    };

    private static void CheckOrigin(RunSettings? origin, ModelConfig config)
    {
        if (origin is null) return;
        if ((origin.Config.JointSize, origin.Config.WordSize) != (config.JointSize, config.WordSize))
            throw new RunException(
                $"--start-from has --joint-size {origin.Config.JointSize} and --word-size {origin.Config.WordSize}; leave both out to take them over.");
        if ((origin.Config.RegionCount, origin.Config.FeatureSize) != (config.RegionCount, config.FeatureSize))
            throw new RunException(
                $"--start-from was trained on features of {origin.Config.RegionCount} x {origin.Config.FeatureSize}, these are {config.RegionCount} x {config.FeatureSize}.");
    }

    private static void CheckFeatures(DataSplit train, ModelConfig config, string path)
    {
        if ((train.RegionCount, train.FeatureSize) != (config.RegionCount, config.FeatureSize))
            throw new RunException(
                $"{path} was begun on features of {config.RegionCount} x {config.FeatureSize}, these are {train.RegionCount} x {train.FeatureSize}.");
    }
}
