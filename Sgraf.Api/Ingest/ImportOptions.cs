using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest;

/// <summary>What may be added, and from where; section "Import" of the configuration.</summary>
internal sealed class ImportOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Import";

    /// <summary>Folders below which folders may be imported; none by default. Neither <c>..</c> nor a link leads out of them.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Pictures that are indexed at once by imports; 0 takes as many as there are processors.</summary>
    [Range(0, 256)] public int Workers { get; init; }

    /// <summary>Files of one request that adds pictures.</summary>
    [Range(1, 10_000)] public int FilesPerRequest { get; init; } = 100;

    /// <summary>Largest uploaded archive or list, in MiB.</summary>
    [Range(1, 1 << 16)] public int UploadMegabytes { get; init; } = 1024;

    /// <summary>Entries of an uploaded archive, folders included.</summary>
    [Range(1, 1_000_000)] public int ArchiveEntries { get; init; } = 20_000;

    /// <summary>Size of an archive's files unpacked, all together, in MiB.</summary>
    [Range(1, 1 << 20)] public int ArchiveMegabytes { get; init; } = 4096;

    /// <summary>How many times larger than the archive its files may be: pictures hardly shrink, bombs do.</summary>
    [Range(1, 1000)] public int ArchiveRatio { get; init; } = 20;

    /// <summary>Pictures or lines of one import.</summary>
    [Range(1, 10_000_000)] public int Items { get; init; } = 1_000_000;

    /// <summary>Captions of one picture in a request or list.</summary>
    [Range(1, 10_000)] public int CaptionsPerPicture { get; init; } = 50;

    /// <summary>Metadata entries of one picture.</summary>
    [Range(1, 1000)] public int MetadataEntries { get; init; } = 50;

    /// <summary>Characters of one name or value of the metadata.</summary>
    [Range(1, 100_000)] public int MetadataCharacters { get; init; } = 1000;

    /// <summary>The upload in bytes, with room for the form around it.</summary>
    public long UploadBytes => ((long)UploadMegabytes << 20) + (64 << 10);

    /// <summary>The workers with their default.</summary>
    public int WorkerCount => Workers == 0 ? Environment.ProcessorCount : Workers;

    /// <summary>What says which limit was passed.</summary>
    /// <param name="kind">The kind of the problem.</param>
    /// <param name="found">What was found, as a sentence without its end: <c>The request has 200 files</c>.</param>
    /// <param name="limit">How many may be.</param>
    /// <param name="setting">The limit's name in this section.</param>
    public static ProblemException Passed(ProblemKind kind, string found, int limit, string setting) =>
        new(kind, $"{found}, expected at most {limit}; send less, or raise {Section}:{setting}.") { Limit = limit, Setting = $"{Section}:{setting}" };
}

[OptionsValidator] internal sealed partial class ImportOptionsValidator : IValidateOptions<ImportOptions>;
