namespace Sgraf.Training.Runs;

/// <summary>The files of a run.</summary>
/// <param name="Path">Its folder.</param>
internal sealed record RunFolder(string Path)
{
    /// <summary>What the run is.</summary>
    public string Settings => File("run.json");

    /// <summary>The words of its captions.</summary>
    public string Vocabulary => File("vocab.json");

    /// <summary>Weights, Adam's moments and progress: what the run is taken up from.</summary>
    public string State => File("state.safetensors");

    /// <summary>One JSON line a step.</summary>
    public string Steps => File("steps.jsonl");

    /// <summary>One JSON line an epoch.</summary>
    public string Epochs => File("epochs.jsonl");

    /// <summary>Loss and recalls over the epochs.</summary>
    public string Curves => File("curves.png");

    /// <summary>The weights with the best sum of recalls.</summary>
    public string Best => File("best");

    /// <summary>The weights after an epoch, from 0.</summary>
    public string AfterEpoch(int epoch) => File($"epoch-{epoch + 1:000}");

    /// <summary>Folders of weights after epochs, oldest first.</summary>
    public IEnumerable<string> AllEpochs() =>
        Directory.EnumerateDirectories(Path, "epoch-*").Order(StringComparer.Ordinal);

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
