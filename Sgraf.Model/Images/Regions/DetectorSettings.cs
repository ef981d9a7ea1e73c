using Sgraf.Model.Bundles;
using Sgraf.Model.Images.Sampling;

namespace Sgraf.Model.Images.Regions;

/// <summary>What is written of a detector, with the defaults of its kind.</summary>
internal sealed record DetectorSettings
{
    /// <summary>The contract that this program knows.</summary>
    public const string Contract = "1";

    public const string ContractKey = "detector.contract";
    public const string IdKey = "detector.id";
    public const string ColourKey = "detector.color";
    public const string MeanKey = "detector.mean";
    public const string DeviationKey = "detector.std";
    public const string LabelsKey = "detector.labels";
    public const string ShortSideKey = "detector.short_side";
    public const string LongSideKey = "detector.long_side";

    /// <summary>Longest sides of an input, of a detector and of a network for crops, in pixels.</summary>
    public const int LongestSide = 16384, LongestCropSide = 2048;
    private static readonly float[] CaffeMean = [102.9801f, 115.9465f, 122.7717f];
    private static readonly float[] ImageNetMean = [123.675f, 116.28f, 103.53f];
    private static readonly float[] ImageNetDeviation = [58.395f, 57.12f, 57.375f];

    public required string Id { get; init; }

    public required DetectorKind Kind { get; init; }

    /// <summary>Order and range of the input's channels.</summary>
    public required PixelScaling Scaling { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Size of a detector's input; its fixed size is the model's to say.</summary>
    public InputSizing Sizing { get; init; } = new();

    /// <summary>Side of the input for crops, in pixels, where the model leaves it open.</summary>
    public int CropSide { get; init; }

    /// <summary>The output that holds the features of crops; null where there is only one that can.</summary>
    public string? FeatureOutput { get; init; }

    /// <summary>A detector's file, beside this one, whose boxes are cut out; null for the fixed grid.</summary>
    public string? BoxDetector { get; init; }

    /// <summary>Reads what is written, and collects everything that is wrong with it.</summary>
    public static DetectorSettings Read(IReadOnlyDictionary<string, string> values, List<string> problems)
    {
        var reader = new SettingsReader(values, problems);
        reader.Choice(ContractKey, Contract, Contract);
        var isCrops = reader.Choice("detector.kind", "regions", "regions", "crops") == "crops";
        var settings = new DetectorSettings
        {
            Id = reader.Required(IdKey, "name and version, by which the features of two detectors are told apart"),
            Kind = isCrops ? DetectorKind.Crops : DetectorKind.Regions,
            Labels = reader.List(LabelsKey),
            Scaling = new PixelScaling(
                reader.Choice(ColourKey, isCrops ? "RGB" : "BGR", "RGB", "BGR") == "BGR",
                reader.PerChannel(MeanKey, isCrops ? ImageNetMean : CaffeMean, float.MinValue),
                reader.PerChannel(DeviationKey, isCrops ? ImageNetDeviation : [1, 1, 1], 0)),
        };
        settings = isCrops ? ReadCrops(settings, reader) : ReadRegions(settings, reader);
        reader.RefuseUnknown();
        return settings;
    }

    private static DetectorSettings ReadRegions(DetectorSettings settings, SettingsReader reader) => settings with
    {
        Sizing = new InputSizing
        {
            ShortSide = reader.Number(ShortSideKey, 600, 0, LongestSide),
            LongSide = reader.Number(LongSideKey, 1000, 0, LongestSide),
            SizeDivisor = reader.Number("detector.size_divisor", 1, 1, 1024),
            MinSide = reader.Number("detector.min_side", 0, 0, LongestSide),
        },
    };

    private static DetectorSettings ReadCrops(DetectorSettings settings, SettingsReader reader) => settings with
    {
        CropSide = reader.Number("detector.side", 224, 1, LongestCropSide),
        FeatureOutput = reader.Optional("detector.output"),
        BoxDetector = reader.Optional(DetectorFiles.BoxesKey),
    };
}
