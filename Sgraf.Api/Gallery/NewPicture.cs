using System.Security.Cryptography;
using System.Text.Json;

namespace Sgraf.Api.Gallery;

/// <summary>A picture to be added, with everything that is stored of it.</summary>
internal sealed record NewPicture
{
    private const int IdLength = 32;

    /// <summary>Its id, by <see cref="IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What its file is called.</summary>
    public required string Name { get; init; }

    /// <summary>Pixels of a row of the upright picture.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the upright picture.</summary>
    public required int Height { get; init; }

    /// <summary>Its file.</summary>
    public required ReadOnlyMemory<byte> File { get; init; }

    /// <summary>A small WebP picture of it.</summary>
    public required ReadOnlyMemory<byte> Thumbnail { get; init; }

    /// <summary>What its owner wrote of it: texts, numbers and truth values by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>What the model made of it.</summary>
    public required PictureEmbeddings Embeddings { get; init; }

    /// <summary>Captions of it, which are added with it or not at all.</summary>
    public IReadOnlyList<NewCaption> Captions { get; init; } = [];

    /// <summary>The id of a file: the same bytes are the same picture.</summary>
    public static string IdOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file))[..IdLength];
}
