using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Gallery;

/// <summary>Where pictures and captions are kept, and what that may cost; section "Gallery" of the configuration.</summary>
internal sealed class GalleryOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Gallery";

    /// <summary>The folder that holds everything, from the working directory; made when it is missing. One process at a time.</summary>
    [Required] public string Folder { get; init; } = "data";

    /// <summary>Whether an empty gallery is filled with the demo pictures at start.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>The folder of the demo pictures; the one beside the program where it is not set.</summary>
    public string? DemoFolder { get; init; }

    /// <summary>Memory for embeddings and vectors that were read last, in MiB.</summary>
    [Range(0, 1 << 20)] public int CacheMegabytes { get; init; } = 128;

    /// <summary>Size at which a new segment file is begun, in MiB.</summary>
    [Range(1, 1 << 16)] public int SegmentMegabytes { get; init; } = 512;

    /// <summary>Share of deleted bytes at which a segment file is written anew, in percent.</summary>
    [Range(1, 100)] public int CompactionPercent { get; init; } = 40;

    /// <summary>Seconds between two looks for segment files that are to be written anew.</summary>
    [Range(1, 86_400)] public int CompactionSeconds { get; init; } = 60;
}

[OptionsValidator] internal sealed partial class GalleryOptionsValidator : IValidateOptions<GalleryOptions>;
