namespace Sgraf.Training.Features;

/// <summary>The files of one set of features.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="name">What their names begin with: the split in the published layout.</param>
internal sealed class FeaturePaths(string folder, string name)
{
    /// <summary>Their folder.</summary>
    public string Folder => folder;

    /// <summary>Features, float32 (images, R, F).</summary>
    public string Features => PathOf("_ims.npy");

    /// <summary>One JSON line for each image: its size, boxes and scores.</summary>
    public string Regions => PathOf("_regions.jsonl");

    /// <summary>Names of the images, one a line.</summary>
    public string Ids => PathOf("_ids.txt");

    /// <summary>Captions, five for each image, one a line.</summary>
    public string Captions => PathOf("_caps.txt");

    /// <summary>Pictures that were skipped, and why, one JSON line each.</summary>
    public string Failures => PathOf("_failures.jsonl");

    /// <summary>What the features were made of.</summary>
    public string Origin => PathOf("_features.json");

    /// <summary>The features while they grow.</summary>
    public string GrowingFeatures => Path.Combine(folder, $".{name}_ims.npy.part");

    /// <summary>What they are made of, and what came of each picture so far.</summary>
    public string Journal => Path.Combine(folder, $".{name}_features.journal");

    private string PathOf(string ending) => Path.Combine(folder, name + ending);
}
