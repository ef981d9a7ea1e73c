using Sgraf.Training.Network;

namespace Sgraf.Training.Demo;

/// <summary>How large the demo model's world is, and how long it learns.</summary>
internal sealed record DemoPlan
{
    /// <summary>The shipped model: about an hour on two cores.</summary>
    public static DemoPlan Full { get; } = new();

    /// <summary>A model for tests of the whole chain: it learns, but not well.</summary>
    public static DemoPlan Quick { get; } = new()
    {
        TrainPictures = 300, DevPictures = 50, TestPictures = 100, GalleryPictures = 12, PictureSize = 128, DetectorSize = 128, DetectorEpochs = 6,
        DualEpochs = 8, ModuleEpochs = 2, WarmUpSteps = 5, ShortlistPictures = 200,
    };

    /// <summary>Scenes that the detector and the networks learn from.</summary>
    public int TrainPictures { get; private init; } = 16_000;

    /// <summary>Scenes by which the best weights are chosen.</summary>
    public int DevPictures { get; private init; } = 500;

    /// <summary>Scenes that the finished model is measured on.</summary>
    public int TestPictures { get; private init; } = 1000;

    /// <summary>Scenes of the gallery that goes with the model.</summary>
    public int GalleryPictures { get; private init; } = 400;

    /// <summary>Width and height of all scenes, in pixels.</summary>
    public int PictureSize { get; private init; } = 256;

    /// <summary>Width and height of the detector's input, in pixels.</summary>
    public int DetectorSize { get; private init; } = 256;

    /// <summary>Passes of the detector's training.</summary>
    public int DetectorEpochs { get; private init; } = 6;

    /// <summary>Passes of the dual encoder that the networks start from.</summary>
    public int DualEpochs { get; private init; } = 2;

    /// <summary>Passes of SGR and of SAF.</summary>
    public int ModuleEpochs { get; private init; } = 1;

    /// <summary>Steps over which the learning rate of a network rises.</summary>
    public int WarmUpSteps { get; private init; } = 100;

    /// <summary>Scenes that the shortlist learns from.</summary>
    public int ShortlistPictures { get; private init; } = 3000;

    /// <summary>R: the whole picture and seven objects; scenes have six at most.</summary>
    public int Regions { get; private init; } = 8;

    /// <summary>The splits, and how many scenes each has.</summary>
    public IReadOnlyList<(string Name, int Count)> Splits => [("train", TrainPictures), ("dev", DevPictures), ("test", TestPictures)];

    /// <summary>Passes of a network.</summary>
    public int EpochsOf(NetworkKind kind) => kind == NetworkKind.Dual ? DualEpochs : ModuleEpochs;
}
