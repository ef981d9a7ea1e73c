using System.ComponentModel.DataAnnotations;

namespace Sgraf.Model.Images;

/// <summary>What a picture may cost; section "Decoding" of the configuration.</summary>
public sealed class DecodingOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Decoding";

    /// <summary>Largest file, in bytes.</summary>
    [Range(1, 1 << 30)] public int MaxBytes { get; init; } = 32 << 20;

    /// <summary>Largest width times height, in pixels. A pixel takes 6 bytes of memory; of interlaced files of 16 bits 14, of the worst, AVIF of 12 bits, 25.</summary>
    [Range(1, 500_000_000)] public int MaxPixels { get; init; } = 50_000_000;
}
